using System.Net;
using System.Net.Http.Headers;

namespace HubFunctions.Mail;

/// <summary>One call to a mail provider's HTTP API, with its retries, below the provider's own client. A call is repeated only
/// where the provider surely did not act on it: 429 (waiting as Retry-After says, else with back-off), or no connection.
/// Everything else is left to the caller. The answer comes buffered, and its Retry-After in seconds whichever way the provider
/// said it.</summary>
public sealed class ProviderHandler(TimeProvider clock, HttpMessageHandler connection) : DelegatingHandler(connection)
{
    private const int MaxTries = 4;
    private const int MaxAnswer = 1024 * 1024;
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    /// <summary>A connection of our own settings: no cookies, no redirects, new addresses noticed.</summary>
    public static HttpClient NewClient(TimeProvider clock, HttpMessageHandler? connection = null) =>
        new(new ProviderHandler(clock, connection ?? NewConnection())) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Whether the exception says that nothing at all was sent.</summary>
    public static bool IsWithoutConnection(Exception failed) => failed switch
    {
        HttpRequestException http => http.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        // So a connection reports that it was not made in time.
        OperationCanceledException cancelled => cancelled.InnerException is TimeoutException,
        _ => false,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } body)
            await body.LoadIntoBufferAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var wait = TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)) * (0.75 + Random.Shared.NextDouble() / 2);
            try
            {
                var response = await TryAsync(request, cancellationToken);
                if (response.Headers.RetryAfter?.Delta is { } asked)
                    wait = asked;
                if (response.StatusCode != HttpStatusCode.TooManyRequests || attempt == MaxTries || wait > LongestWait)
                    return response;
                response.Dispose();
            }
            catch (Exception failed) when (attempt < MaxTries && IsWithoutConnection(failed))
            {
                // The next attempt may find it.
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private static SocketsHttpHandler NewConnection() => new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseCookies = false,
        AllowAutoRedirect = false,
    };

    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(TryLimit);
        var response = await base.SendAsync(request, limited.Token);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxAnswer, limited.Token);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException
            || (cut is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // The status says what became of the call, with or without the rest.
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
        }

        response.Headers.RetryAfter = RetryAfter(response) is { } wait
            ? new RetryConditionHeaderValue(wait < LongestRetryAfter ? wait : LongestRetryAfter)
            : null;
        return response;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => Until(date),
        _ => response.StatusCode == HttpStatusCode.TooManyRequests ? Reset(response) : null,
    };

    /// <summary>SendGrid names the second at which its rate limit starts again.</summary>
    private TimeSpan? Reset(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-RateLimit-Reset", out var values)
        && long.TryParse(values.FirstOrDefault(), out var seconds)
        && seconds is > 0 and < 100_000_000_000
            ? Until(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;

    private TimeSpan Until(DateTimeOffset time) => time - clock.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero;
}
