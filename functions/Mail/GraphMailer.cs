using System.Text;
using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.SendMail;
using Microsoft.Kiota.Abstractions;

namespace HubFunctions.Mail;

/// <summary>Microsoft Graph <c>sendMail</c> from the sender's own mailbox. Graph takes one body: HTML. The Message-ID goes in
/// <c>internetMessageId</c>; <c>List-Unsubscribe</c> cannot be set, as Graph takes only headers that begin with x-.</summary>
public sealed class GraphMailer(GraphServiceClient graph) : IMailer
{
    private static readonly string[] Unknown = ["ErrorInvalidRecipients", "ErrorRecipientNotFound"];

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var body = new SendMailPostRequestBody { Message = Message(mail), SaveToSentItems = true };
        try
        {
            return await ProviderResult.OfAsync(
                async token =>
                {
                    // The plain response: Graph's own reading of an error fails on what is not JSON, and loses the status.
                    var plain = new NativeResponseHandler();
                    await graph.Users[mail.From].SendMail.PostAsync(
                        body, call => call.Options.Add(new ResponseHandlerOption { ResponseHandler = plain }), token);
                    var answer = (HttpResponseMessage)plain.Value!;
                    return (answer.StatusCode, answer.Headers, answer.Content);
                },
                error => Unknown.Any(code => error.Contains(code, StringComparison.Ordinal)),
                stop);
        }
        catch (AuthenticationFailedException)
        {
            return new MailResult.NotTaken("no-token");
        }
    }

    private static Message Message(OutgoingMail mail) => new()
    {
        Subject = mail.Subject,
        InternetMessageId = $"<{mail.MessageId}>",
        Body = new ItemBody { ContentType = BodyType.Html, Content = mail.Html },
        ToRecipients = [new Recipient { EmailAddress = new EmailAddress { Address = mail.To, Name = mail.ToName ?? mail.To } }],
        ReplyTo = mail.ReplyTo is { } replyTo ? [new Recipient { EmailAddress = new EmailAddress { Address = replyTo } }] : null,
        Attachments = [.. mail.Attachments.Select(a => new FileAttachment
        {
            OdataType = "#microsoft.graph.fileAttachment",
            Name = a.FileName,
            ContentType = a.ContentType,
            ContentBytes = Encoding.UTF8.GetBytes(a.Content),
        })],
    };
}
