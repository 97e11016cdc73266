using System.Text.Json;

namespace HubFunctions.Tests.Mail;

/// <summary>The part of SendGrid's published schema of POST /v3/mail/send that a reminder uses; every other field is a
/// fault.</summary>
internal static class SendGridSchema
{
    /// <summary>Headers that SendGrid's reference says may not be set.</summary>
    private static readonly string[] Reserved =
    [
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to", "from", "subject",
        "reply-to", "cc", "bcc",
    ];

    public static List<string> Faults(JsonElement body)
    {
        var faults = new List<string>();
        Only(
            body,
            "",
            faults,
            ["personalizations", "from", "subject", "content"],
            ["attachments", "headers", "custom_args", "tracking_settings", "reply_to"]);
        foreach (var person in body.GetProperty("personalizations").EnumerateArray())
        {
            Only(person, "personalizations", faults, ["to"], []);
            foreach (var to in person.GetProperty("to").EnumerateArray())
                Only(to, "to", faults, ["email"], ["name"]);
        }

        Only(body.GetProperty("from"), "from", faults, ["email"], ["name"]);
        var types = body.GetProperty("content").EnumerateArray().Select(c => c.GetProperty("type").GetString()).ToList();
        if (!types.SequenceEqual(["text/plain", "text/html"]))
            faults.Add("content: text/plain has to come first, then text/html");
        foreach (var content in body.GetProperty("content").EnumerateArray())
            Only(content, "content", faults, ["type", "value"], []);
        if (body.TryGetProperty("attachments", out var attachments))
        {
            foreach (var file in attachments.EnumerateArray())
            {
                Only(file, "attachments", faults, ["content", "filename"], ["type", "disposition", "content_id"]);
                if (!file.GetProperty("content").TryGetBytesFromBase64(out _))
                    faults.Add("attachments: content is not base64");
            }
        }

        foreach (var header in body.GetProperty("headers").EnumerateObject())
        {
            if (Reserved.Contains(header.Name.ToLowerInvariant()) || header.Value.ValueKind != JsonValueKind.String)
                faults.Add($"headers: {header.Name}");
        }

        foreach (var tracking in body.GetProperty("tracking_settings").EnumerateObject())
        {
            if (tracking.Name is not ("click_tracking" or "open_tracking" or "subscription_tracking" or "ganalytics"))
                faults.Add($"tracking_settings: {tracking.Name}");
            if (tracking.Value.EnumerateObject().Any(v => v.Value.ValueKind != JsonValueKind.False))
                faults.Add($"tracking_settings: {tracking.Name} is on");
        }

        return faults;
    }

    private static void Only(JsonElement json, string where, List<string> faults, string[] needed, string[] allowed)
    {
        var names = json.EnumerateObject().Select(p => p.Name).ToList();
        faults.AddRange(needed.Except(names).Select(n => $"{where}: {n} is missing"));
        faults.AddRange(names.Except(needed).Except(allowed).Select(n => $"{where}: {n} is unknown"));
    }
}
