using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>SendGrid v3, <c>POST /v3/mail/send</c>. Tracking is off, whatever the account's own setting.
/// See https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send.</summary>
public sealed class SendGridMailer(ProviderHttp http, string apiKey) : IMailer
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public async Task<MailResult> SendAsync(Mail mail, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Body(mail), Json);
        var reply = await http.SendAsync(
            _ =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "v3/mail/send") { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
                return ValueTask.FromResult(request);
            },
            stop);
        return reply.ToResult(IsAboutAddress);
    }

    /// <summary>SendGrid names the field that it does not like: personalizations hold nothing but the address.</summary>
    private static bool IsAboutAddress(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
                && errors.EnumerateArray().Any(e => e.TryGetProperty("field", out var field) && field.ValueKind == JsonValueKind.String
                    && field.GetString()!.StartsWith("personalizations", StringComparison.Ordinal));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static object Body(Mail mail) => new
    {
        Personalizations = new[] { new { To = new[] { Address(mail.To, mail.ToName) } } },
        From = Address(mail.From, null),
        mail.Subject,
        Content = new[] { new { Type = "text/plain", Value = mail.Text }, new { Type = "text/html", Value = mail.Html } },
        Attachments = mail.Attachments.Count == 0 ? null : mail.Attachments.Select(a => new
        {
            Content = Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Content)),
            Type = a.ContentType,
            Filename = a.FileName,
            Disposition = "attachment",
        }),
        Headers = Headers(mail),
        CustomArgs = new Dictionary<string, string> { [MailEvents.Reference] = mail.Reference },
        TrackingSettings = new
        {
            ClickTracking = new { Enable = false, EnableText = false },
            OpenTracking = new { Enable = false },
            SubscriptionTracking = new { Enable = false },
            Ganalytics = new { Enable = false },
        },
    };

    private static Dictionary<string, string> Headers(Mail mail)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Message-ID"] = $"<{mail.MessageId}>" };
        if (mail.Unsubscribe is { } unsubscribe)
        {
            headers["List-Unsubscribe"] = $"<{unsubscribe.AbsoluteUri}>";
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }

        return headers;
    }

    private static object Address(string address, string? name) => new { Email = address, Name = name };
}
