using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HubFunctions.Tests.Updates;

/// <summary>A partner's program, written from the contract alone.</summary>
public sealed class Sender(HttpClient http, string id, string secret, string token)
{
    public string Id => id;
    public string Secret => secret;
    public string Token => token;
    public string Url => $"/api/partners/{id}/updates";

    public Sender With(string newSecret, string newToken) => new(http, id, newSecret, newToken);

    public Sender As(string otherId) => new(http, otherId, secret, token);

    public static object Update(string item = "d1", string asAt = "2022-05-20T10:00:00Z", string health = "onTrack") =>
        new { plan = "town", deliverable = item, asAt, health };

    public static string Envelope(object data) =>
        JsonSerializer.Serialize(new { type = "deliverable.updated", timestamp = "2022-05-24T07:00:00Z", data });

    public Task<HttpResponseMessage> SignedAsync(object data, string messageId, string query = "") =>
        SignedAsync(Encoding.UTF8.GetBytes(Envelope(data)), messageId, query: query);

    public async Task<HttpResponseMessage> SignedAsync(
        byte[] body,
        string messageId,
        DateTimeOffset? at = null,
        string contentType = "application/json",
        string? encoding = null,
        string query = "")
    {
        using var request = Request(body, contentType, encoding, query);
        var timestamp = (at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        request.Headers.Add("webhook-id", messageId);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", Sign(secret, messageId, timestamp, body));
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> BearerAsync(object data, params (string Name, string Value)[] headers) =>
        BearerAsync(Encoding.UTF8.GetBytes(Envelope(data)), headers: headers);

    public async Task<HttpResponseMessage> BearerAsync(
        byte[] body,
        string? contentType = "application/json",
        string? encoding = null,
        string query = "",
        params (string Name, string Value)[] headers)
    {
        using var request = Request(body, contentType, encoding, query);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/partners/{id}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static string Sign(string secret, string id, long timestamp, byte[] body) =>
        "v1,"
        + Convert.ToBase64String(
            HMACSHA256.HashData(
                Convert.FromBase64String(secret["whsec_".Length..]),
                Encoding.UTF8.GetBytes($"{id}.{timestamp}.").Concat(body).ToArray()));

    private HttpRequestMessage Request(byte[] body, string? contentType, string? encoding, string query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Url + query) { Content = new ByteArrayContent(body) };
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (encoding is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return request;
    }
}
