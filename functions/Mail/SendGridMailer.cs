using System.Text;
using System.Text.Json;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace HubFunctions.Mail;

/// <summary>SendGrid v3, <c>POST /v3/mail/send</c>. Tracking is off, whatever the account's own setting.
/// See https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send.</summary>
public sealed class SendGridMailer(ISendGridClient client) : IMailer
{
    /// <param name="baseUrl">Null for SendGrid's own.</param>
    public static SendGridMailer New(HttpClient http, string apiKey, Uri? baseUrl)
    {
        var options = new SendGridClientOptions { ApiKey = apiKey };
        if (baseUrl is not null)
            options.Host = baseUrl.AbsoluteUri;
        return new SendGridMailer(new SendGridClient(http, options));
    }

    public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var message = Message(mail);
        return ProviderResult.OfAsync(
            async token =>
            {
                var answer = await client.SendEmailAsync(message, token);
                return (answer.StatusCode, answer.Headers, answer.Body);
            },
            IsAboutAddress,
            stop);
    }

    /// <summary>SendGrid names the field that it does not like: personalizations hold nothing but the address.</summary>
    private static bool IsAboutAddress(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("errors", out var errors)
                && errors.EnumerateArray().Any(e => e.TryGetProperty("field", out var field)
                    && field.ValueKind == JsonValueKind.String
                    && field.GetString()!.StartsWith("personalizations", StringComparison.Ordinal));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static SendGridMessage Message(OutgoingMail mail)
    {
        var message = new SendGridMessage
        {
            Subject = mail.Subject,
            PlainTextContent = mail.Text,
            HtmlContent = mail.Html,
            Headers = Headers(mail),
            CustomArgs = new() { [MailEvents.Reference] = mail.Reference },
            TrackingSettings = new TrackingSettings
            {
                ClickTracking = new ClickTracking { Enable = false, EnableText = false },
                OpenTracking = new OpenTracking { Enable = false },
                SubscriptionTracking = new SubscriptionTracking { Enable = false },
                Ganalytics = new Ganalytics { Enable = false },
            },
        };
        message.SetFrom(mail.From);
        message.AddTo(mail.To, mail.ToName);
        if (mail.ReplyTo is { } replyTo)
            message.SetReplyTo(new EmailAddress(replyTo));
        foreach (var file in mail.Attachments)
            message.AddAttachment(
                file.FileName, Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Content)), file.ContentType, "attachment");
        return message;
    }

    private static Dictionary<string, string> Headers(OutgoingMail mail)
    {
        var headers = new Dictionary<string, string> { ["Message-ID"] = $"<{mail.MessageId}>" };
        if (mail.Unsubscribe is { } unsubscribe)
        {
            headers["List-Unsubscribe"] = $"<{unsubscribe.AbsoluteUri}>";
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }

        return headers;
    }
}
