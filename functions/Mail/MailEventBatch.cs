using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HubFunctions.Mail;

/// <summary>A body of SendGrid's event webhook. What one event holds never keeps the others from being read.</summary>
/// <param name="Events">What says something of a mail, in the order of the body.</param>
/// <param name="IsWhole">False where the body is no JSON list, or breaks off: the events before that place are there.</param>
public sealed partial record MailEventBatch(IReadOnlyList<MailEvent> Events, bool IsWhole)
{
    /// <summary>As deep as a body can be long.</summary>
    private const int MaxDepth = 4 * 1024 * 1024;

    public static MailEventBatch Read(ReadOnlySpan<byte> body)
    {
        // Bytes that are no UTF-8 and halves of surrogate pairs become U+FFFD, so that they spoil no more than the text that
        // they stand in.
        var text = Escape().Replace(Encoding.UTF8.GetString(body), e => e.Groups["half"].Success ? "\\ufffd" : e.Value);
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxDepth });
        var found = new List<MailEvent>();
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
                return new MailEventBatch(found, IsWhole: false);
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                using var entry = JsonDocument.ParseValue(ref json);
                if (Event(entry.RootElement) is { } one)
                    found.Add(one);
            }

            return new MailEventBatch(found, IsWhole: !json.Read());
        }
        catch (JsonException)
        {
            return new MailEventBatch(found, IsWhole: false);
        }
    }

    private static MailEvent? Event(JsonElement entry) => entry.ValueKind == JsonValueKind.Object && Kind(entry) is { } kind
        ? new MailEvent(kind, Reference(entry), Text(entry, "email"), Time(entry))
        : null;

    private static MailEventKind? Kind(JsonElement entry) => Text(entry, "event") switch
    {
        // "blocked" is the receiving server's mood of the day, not a wrong address.
        "bounce" when Text(entry, "type") != "blocked" => MailEventKind.Bounce,
        "dropped" => MailEventKind.Dropped,
        "spamreport" => MailEventKind.Complaint,
        "unsubscribe" or "group_unsubscribe" => MailEventKind.Unsubscribe,
        "delivered" => MailEventKind.Delivered,
        _ => null,
    };

    /// <summary>Empty, and so nobody's, where there is one that cannot be read.</summary>
    private static string? Reference(JsonElement entry) =>
        entry.TryGetProperty(MailEvents.Reference, out var value) && value.ValueKind != JsonValueKind.Null
            ? Text(entry, MailEvents.Reference) ?? ""
            : null;

    private static DateTimeOffset? Time(JsonElement entry)
    {
        if (!entry.TryGetProperty("timestamp", out var value)
            || value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
            return null;
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(entry, "timestamp");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and < 100_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Escape();
}
