using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace HubFunctions.Mail;

/// <summary>What the answer of a mail provider's HTTP API, or the lack of one, means for a mail. Surely not taken: no
/// connection, or a refusal (4xx, 429 among them). Everything else that is no acceptance is unknown, and the ledger treats it
/// as a lost answer.</summary>
internal static class ProviderResult
{
    /// <param name="call">Gives status, headers and body of the answer.</param>
    /// <param name="unknownAddress">Whether the body of a 400 is about the recipient's address.</param>
    /// <param name="limit">Of the call with its retries; null for <see cref="IMailer.TimeLimit"/>.</param>
    public static async Task<MailResult> OfAsync(
        Func<CancellationToken, Task<(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContent Body)>> call,
        Func<string, bool> unknownAddress,
        CancellationToken stop,
        TimeSpan? limit = null)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(limit ?? IMailer.TimeLimit);
        try
        {
            var (status, headers, body) = await call(limited.Token);
            var unknown = status == HttpStatusCode.BadRequest && unknownAddress(await body.ReadAsStringAsync(limited.Token));
            return Of((int)status, headers.RetryAfter?.Delta, unknown);
        }
        catch (Exception failed) when (ProviderHandler.IsWithoutConnection(failed))
        {
            return new MailResult.NotTaken("no-connection");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException
            || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new MailResult.NoAnswer();
        }
    }

    private static MailResult Of(int status, TimeSpan? retryAfter, bool unknownAddress) => status switch
    {
        >= 200 and < 300 => new MailResult.Accepted(),
        // A server or gateway that failed does not say what it had done by then.
        408 or >= 500 => new MailResult.NoAnswer(),
        _ when unknownAddress => new MailResult.UnknownAddress(),
        _ => new MailResult.NotTaken(status.ToString(CultureInfo.InvariantCulture), retryAfter),
    };
}
