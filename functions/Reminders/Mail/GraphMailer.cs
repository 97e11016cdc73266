using System.Text;
using System.Text.Json;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Microsoft Graph <c>sendMail</c> from the sender's own mailbox. Graph takes one body: HTML. The Message-ID goes in
/// <c>internetMessageId</c>; <c>List-Unsubscribe</c> cannot be set, as Graph takes only headers that begin with x-.</summary>
public sealed class GraphMailer(ProviderHttp http, GraphAccess access) : IMailer
{
    private static readonly string[] Unknown = ["ErrorInvalidRecipients", "ErrorRecipientNotFound"];

    public async Task<MailResult> SendAsync(Mail mail, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            message = new
            {
                subject = mail.Subject,
                internetMessageId = $"<{mail.MessageId}>",
                body = new { contentType = "HTML", content = mail.Html },
                toRecipients = new[] { new { emailAddress = new { address = mail.To, name = mail.ToName ?? mail.To } } },
                attachments = mail.Attachments.Select(a => new Dictionary<string, string>
                {
                    ["@odata.type"] = "#microsoft.graph.fileAttachment",
                    ["name"] = a.FileName,
                    ["contentType"] = a.ContentType,
                    ["contentBytes"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Content)),
                }),
            },
            saveToSentItems = true,
        });
        var path = $"v1.0/users/{Uri.EscapeDataString(mail.From)}/sendMail";
        var reply = await http.SendAsync(async token => await access.RequestAsync(HttpMethod.Post, path, body, token), stop);
        return reply.ToResult(body => Unknown.Any(code => body.Contains(code, StringComparison.Ordinal)));
    }
}
