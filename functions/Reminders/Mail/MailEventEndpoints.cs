using System.Text.Json;
using HubFunctions.Hosting;
using HubFunctions.Http;

namespace HubFunctions.Reminders;

/// <summary>What the mail provider says became of the mails: bounces reroute the next reminders.</summary>
public sealed class MailEventEndpoints(IReminderLedger ledger, HubSettings settings, TimeProvider clock)
{
    private const int MaxBody = 2 * 1024 * 1024;

    public async Task<IResult> PostAsync(HttpContext http)
    {
        if (settings.Mail.SendGridWebhookKey is not { Length: > 0 } key)
            return Problems.NotFound("This hub takes no mail events.");
        if (await BodyAsync(http) is not { } body)
            return Problems.TooLarge("Send at most 2 MiB of events at a time.");
        if (!MailEvents.IsSigned(key, http.Request.Headers[MailEvents.TimestampHeader], http.Request.Headers[MailEvents.SignatureHeader], body, clock.GetUtcNow()))
            return Problems.Unauthorized("The signature does not fit the body and the timestamp.");
        try
        {
            var events = MailEvents.Read(body).Reverse().DistinctBy(e => e.Identity).ToList();
            var known = (await ledger.StateAsync(http.RequestAborted)).Bounces.Select(b => b.Identity).ToHashSet();
            foreach (var (identity, bounce) in events)
            {
                if (bounce is not null)
                    await ledger.BounceAsync(bounce, http.RequestAborted);
                else if (known.Contains(identity))
                    await ledger.ClearBounceAsync(identity, http.RequestAborted);
            }
        }
        catch (JsonException)
        {
            return Problems.BadRequest("Send a JSON list of events.");
        }

        return Results.Ok();
    }

    private static async Task<byte[]?> BodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBody)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > MaxBody)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
