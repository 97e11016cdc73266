using System.Net;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>One call to a mail provider's HTTP API, with its retries. A call is repeated only where the provider surely did not act on it: 429,
/// 500 and 503 (waiting as Retry-After says, else with back-off), or no connection. Everything else is left to the ledger.</summary>
public sealed class ProviderHttp(HttpClient client, TimeProvider clock)
{
    private const int MaxTries = 4;
    private const int MaxBody = 16 * 1024;
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <param name="make">Makes the request anew for each try; may fetch a token.</param>
    public async Task<ProviderReply> SendAsync(Func<CancellationToken, ValueTask<HttpRequestMessage>> make, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await TryAsync(make, stop);
            if (!reply.IsWorthRepeating)
                return reply;
            var wait = reply.RetryAfter ?? TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)) * (0.75 + Random.Shared.NextDouble() / 2);
            if (attempt == MaxTries || wait > LongestWait)
                return reply;
            await Task.Delay(wait, clock, stop);
        }
    }

    /// <summary>A connection of our own settings: no cookies, no redirects, new addresses noticed.</summary>
    public static HttpClient NewClient(Uri baseUrl) => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseCookies = false,
        AllowAutoRedirect = false,
    })
    {
        BaseAddress = baseUrl,
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    private async Task<ProviderReply> TryAsync(Func<CancellationToken, ValueTask<HttpRequestMessage>> make, CancellationToken stop)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(TryLimit);
        try
        {
            using var request = await make(limited.Token);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            return new ProviderReply((int)response.StatusCode, await BodyAsync(response, limited.Token), RetryAfter(response));
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new ProviderReply(null, "", null, NoConnection: true);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new ProviderReply(null, "", null);
        }
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[MaxBody];
        var read = await stream.ReadAtLeastAsync(buffer, MaxBody, throwOnEndOfStream: false, stop);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - clock.GetUtcNow() is { Ticks: > 0 } wait => wait,
        { Date: not null } => TimeSpan.Zero,
        _ => response.StatusCode == HttpStatusCode.TooManyRequests && Reset(response) is { } reset ? reset : null,
    };

    /// <summary>SendGrid names the second at which its rate limit starts anew.</summary>
    private TimeSpan? Reset(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-RateLimit-Reset", out var values) && long.TryParse(values.FirstOrDefault(), out var seconds)
        && seconds is > 0 and < 100_000_000_000 && DateTimeOffset.FromUnixTimeSeconds(seconds) - clock.GetUtcNow() is { Ticks: > 0 } wait
            ? wait
            : null;
}

/// <param name="Status">Null without an answer.</param>
/// <param name="NoConnection">Nothing was sent at all.</param>
public sealed record ProviderReply(int? Status, string Body, TimeSpan? RetryAfter, bool NoConnection = false)
{
    public bool IsWorthRepeating => NoConnection || Status is 429 or 500 or 503;

    /// <summary>What that means for a mail. <paramref name="unknownAddress"/> looks at the body of a 400.</summary>
    public MailResult ToResult(Func<string, bool> unknownAddress) => this switch
    {
        { Status: 200 or 202 } => new MailResult.Accepted(),
        { NoConnection: true } => new MailResult.NotTaken("no-connection"),
        // A gateway that gave up does not say what happened behind it.
        { Status: null or 502 or 504 } => new MailResult.NoAnswer(),
        { Status: 400 } when unknownAddress(Body) => new MailResult.UnknownAddress(),
        _ => new MailResult.NotTaken(Status.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), RetryAfter),
    };
}
