using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HubFunctions.Plans;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HubFunctions.Mail;

/// <summary>The two calls of GOV.UK Notify's REST API, version 2, that the hub makes.
/// See https://docs.notifications.service.gov.uk/rest-api.html.</summary>
/// <param name="clock">The real one: a token is good for 30 seconds.</param>
public sealed class NotifyClient(HttpClient http, NotifyOptions options, TimeProvider clock)
{
    private readonly SigningCredentials _signing =
        new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(options.Secret)), SecurityAlgorithms.HmacSha256);

    public string TemplateId => options.TemplateId;

    /// <summary><c>POST /v2/notifications/email</c>.</summary>
    public Task<HttpResponseMessage> SendAsync(NotifyEmail email, CancellationToken stop) =>
        AskAsync(HttpMethod.Post, "v2/notifications/email", JsonContent.Create(email, options: NotifyEmail.Form), stop);

    /// <summary><c>GET /v2/notifications?reference=</c>.</summary>
    /// <returns>Whether Notify has one of that reference; null when it does not say.</returns>
    public async Task<bool?> HasAsync(string reference, CancellationToken stop)
    {
        try
        {
            using var answer = await AskAsync(
                HttpMethod.Get,
                $"v2/notifications?reference={Uri.EscapeDataString(reference)}",
                null,
                stop);
            if (answer.StatusCode != HttpStatusCode.OK)
                return null;
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
            return body.RootElement.GetProperty("notifications").EnumerateArray().Any(n => IsOf(n, reference));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or JsonException or KeyNotFoundException
            or InvalidOperationException || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    private static bool IsOf(JsonElement notification, string reference) =>
        notification.TryGetProperty("reference", out var known)
        && known.ValueKind == JsonValueKind.String
        && known.GetString() == reference;

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, $"{options.BaseUrl.AbsoluteUri.TrimEnd('/')}/{path}")
        {
            Content = body,
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        return await http.SendAsync(request, stop);
    }

    private string Token() => new JsonWebTokenHandler().CreateToken(
        HubJson.Store(new { iss = options.ServiceId, iat = clock.GetUtcNow().ToUnixTimeSeconds() }), _signing);
}

/// <summary>Body of a request to send an email.</summary>
public sealed record NotifyEmail(
    string EmailAddress,
    string TemplateId,
    IReadOnlyDictionary<string, string> Personalisation,
    string Reference,
    Uri? OneClickUnsubscribeUrl)
{
    internal static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
