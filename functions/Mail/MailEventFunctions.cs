using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Mail;

/// <summary>What the mail provider says became of the mails: bounces reroute the next reminders, complaints end
/// subscriptions.</summary>
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
        var (timestamp, signature) = (request.Headers[MailEvents.TimestampHeader], request.Headers[MailEvents.SignatureHeader]);
        if (!MailEvents.IsSigned(key, timestamp, signature, body, clock.GetUtcNow()))
            return Problems.Unauthorized("The signature does not fit the body and the timestamp.");
        var batch = MailEventBatch.Read(body);
        await HandleAsync(batch.Events, request.Stop());
        return batch.IsWhole
            ? Results.Ok()
            : Problems.BadRequest("Send a JSON list of events. What stands before the fault was taken.");
    }

    /// <summary>Delivery reports of GOV.UK Notify, which signs none but sends a bearer token that both sides know.</summary>
    [Function("PostNotifyEvents"), Anyone]
    public async Task<IResult> PostNotifyEventsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/mail/events/notify")] HttpRequest request)
    {
        if (options.Notify?.CallbackToken is not { } token)
            return Problems.NotFound("This hub takes no delivery reports.");
        if (!IsBearer(request.Headers.Authorization, token))
            return Problems.Unauthorized("Send the callback token as Authorization: Bearer.");
        if (await BodyAsync(request) is not { } body)
            return Problems.TooLarge("Send at most 2 MiB.");
        if (NotifyEvent.Read(body) is not { } events)
            return Problems.BadRequest("Send one delivery report as a JSON object.");
        await HandleAsync(events, request.Stop());
        return Results.Ok();
    }

    /// <summary>In the same time wherever they differ, and however long what came is.</summary>
    private static bool IsBearer(string? header, string token) =>
        AuthenticationHeaderValue.TryParse(header, out var given)
        && given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given.Parameter ?? "")),
            SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>One feature that cannot store what it hears keeps it from no other; the provider then sends all of it
    /// again.</summary>
    private async Task HandleAsync(IReadOnlyList<MailEvent> events, CancellationToken stop)
    {
        var failures = new List<Exception>();
        foreach (var handler in handlers)
        {
            try
            {
                await handler.HandleAsync(events, stop);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
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
