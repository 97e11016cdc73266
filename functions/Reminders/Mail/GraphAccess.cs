using System.Net.Http.Headers;
using Azure.Core;

namespace HubFunctions.Reminders;

/// <summary>Signed requests to Microsoft Graph over plain HTTP: three calls are used, and the Graph package would add megabytes and start-up
/// time for thousands more.</summary>
public sealed class GraphAccess(TokenCredential credential, Uri baseUrl)
{
    private readonly TokenRequestContext _scope = new([$"{baseUrl.GetLeftPart(UriPartial.Authority)}/.default"]);

    /// <param name="body">JSON in UTF-8; null for a request without one.</param>
    public async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path, byte[]? body, CancellationToken stop)
    {
        var token = await credential.GetTokenAsync(_scope, stop);
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return request;
    }
}
