using System.Text.Json;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Mail;

/// <summary>What the mail provider says became of the mails: bounces reroute the next reminders, complaints end subscriptions.</summary>
public sealed class MailEventFunctions(IEnumerable<IMailEventHandler> handlers, MailOptions options, TimeProvider clock)
{
    private const int MaxBody = 2 * 1024 * 1024;

    [Function("PostMailEvents"), Anyone]
    public async Task<IResult> PostMailEventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/mail/events")] HttpRequest request)
    {
        if (options.SendGridWebhookKey is not { Length: > 0 } key)
            return Problems.NotFound("This hub takes no mail events.");
        if (await BodyAsync(request) is not { } body)
            return Problems.TooLarge("Send at most 2 MiB of events at a time.");
        if (!MailEvents.IsSigned(key, request.Headers[MailEvents.TimestampHeader], request.Headers[MailEvents.SignatureHeader], body, clock.GetUtcNow()))
            return Problems.Unauthorized("The signature does not fit the body and the timestamp.");
        try
        {
            var events = MailEvents.Read(body);
            foreach (var handler in handlers)
                await handler.HandleAsync(events, request.Stop());
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
