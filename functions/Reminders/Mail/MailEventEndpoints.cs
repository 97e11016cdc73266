using System.Text.Json;
using HubFunctions.Hosting;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Reminders;

/// <summary>What the mail provider says became of the mails: bounces reroute the next reminders.</summary>
public sealed class MailEventEndpoints(IReminderLedger ledger, HubSettings settings, TimeProvider clock)
{
    private const int MaxBody = 2 * 1024 * 1024;

    [Function("PostMailEvents"), Anyone]
    public async Task<IResult> PostMailEventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/mail/events")] HttpRequest request)
    {
        if (settings.Mail.SendGridWebhookKey is not { Length: > 0 } key)
            return Problems.NotFound("This hub takes no mail events.");
        if (await BodyAsync(request) is not { } body)
            return Problems.TooLarge("Send at most 2 MiB of events at a time.");
        if (!MailEvents.IsSigned(key, request.Headers[MailEvents.TimestampHeader], request.Headers[MailEvents.SignatureHeader], body, clock.GetUtcNow()))
            return Problems.Unauthorized("The signature does not fit the body and the timestamp.");
        try
        {
            var events = MailEvents.Read(body).Reverse().DistinctBy(e => e.Identity).ToList();
            var known = (await ledger.StateAsync(request.Stop())).Bounces.Select(b => b.Identity).ToHashSet();
            foreach (var (identity, bounce) in events)
            {
                if (bounce is not null)
                    await ledger.BounceAsync(bounce, request.Stop());
                else if (known.Contains(identity))
                    await ledger.ClearBounceAsync(identity, request.Stop());
            }
        }
        catch (JsonException)
        {
            return Problems.BadRequest("Send a JSON list of events.");
        }

        return Results.Ok();
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBody)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.Stop()) is > 0 and var read)
        {
            if (body.Length + read > MaxBody)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
