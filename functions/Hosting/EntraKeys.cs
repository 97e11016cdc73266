using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HubFunctions.Hosting;

/// <summary>The tenant's signing keys from its discovery document: fetched when first needed, kept half a day, fetched again when
/// a token names a key that is not among them, but not more often than every half minute, whatever is sent.</summary>
internal sealed partial class EntraKeys(EntraOptions options, TimeProvider clock, ILogger log) : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    /// <summary>While the document cannot be had, the last one goes on being used for this long.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(24);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
        })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    private (OpenIdConnectConfiguration Document, DateTimeOffset At)? _last;
    private DateTimeOffset? _tried;

    /// <param name="unknownKey">The document at hand lacks a key that is asked for.</param>
    /// <returns>Null when there is none that may be used.</returns>
    public async Task<OpenIdConnectConfiguration?> FindAsync(bool unknownKey, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var now = clock.GetUtcNow();
            if ((unknownKey || _last is not { } last || now - last.At > Kept)
                && (_tried is not { } tried || now - tried >= Pause))
                await FetchAsync(now, stop);
            return _last is { } known && now - known.At <= Oldest ? known.Document : null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _one.Dispose();
    }

    private async Task FetchAsync(DateTimeOffset now, CancellationToken stop)
    {
        _tried = now;
        var documents = new HttpDocumentRetriever(_http) { RequireHttps = options.Authority.Scheme == "https" };
        try
        {
            var address = $"{options.Authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";
            var document = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, stop);
            if (document.SigningKeys.Count > 0)
                _last = (document, now);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The library lets anything out that a broken document or connection can cause.
            Unreadable(log, error.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The keys of the sign-in tenant could not be read: {Error}")]
    private static partial void Unreadable(ILogger log, string error);
}
