using System.Text.Json;

namespace HubFunctions.Hosting;

/// <summary>Exchanges the code of a sign-in for its ID token, at the tenant alone.</summary>
internal sealed class EntraCodes(EntraOptions options) : IDisposable
{
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 256 * 1024,
    };

    /// <returns>Without a token, whether the tenant refused the code; else it did not answer.</returns>
    public async Task<(string? IdToken, bool IsRefused)> ExchangeAsync(
        string endpoint, string code, string verifier, string callback, CancellationToken stop)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme != options.Authority.Scheme)
            return (null, false);
        try
        {
            var fields = new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = options.Audience,
                ["code"] = code,
                ["code_verifier"] = verifier,
                ["redirect_uri"] = callback,
            };
            if (options.IdentityClientId is { } identity)
            {
                fields["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                fields["client_assertion"] = await EntraAssertion.OfAsync(identity, stop);
            }

            using var form = new FormUrlEncodedContent(fields);
            using var answer = await _http.PostAsync(address, form, stop);
            if (!answer.IsSuccessStatusCode)
                return (null, (int)answer.StatusCode is >= 400 and < 500 and not 429);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
            var token = json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("id_token", out var found) && found.ValueKind == JsonValueKind.String
                ? found.GetString() : null;
            return (token, token is null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException
            || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (null, false);
        }
    }

    public void Dispose() => _http.Dispose();
}
