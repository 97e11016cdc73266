using System.Text;
using HubFunctions.Plans;
using MimeKit;

namespace HubFunctions.Mail;

/// <summary>A mail as MIME (RFC 5322): text and HTML side by side, attachments beside them.</summary>
internal static class SmtpMessage
{
    /// <returns>Null when the recipient's address is none.</returns>
    public static MimeMessage? Of(OutgoingMail mail)
    {
        if (EmailAddresses.Parse(mail.To) is not { } to)
            return null;
        to.Name = mail.ToName;
        var body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html };
        foreach (var file in mail.Attachments)
            Attach(body, file);
        var message = new MimeMessage
        {
            From = { MailboxAddress.Parse(mail.From) },
            To = { to },
            Subject = mail.Subject.ReplaceLineEndings(" "),
            MessageId = mail.MessageId,
            Body = body.ToMessageBody(),
        };
        if (mail.ReplyTo is { } replyTo && EmailAddresses.Parse(replyTo) is { } mailbox)
            message.ReplyTo.Add(mailbox);
        if (mail.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe.AbsoluteUri}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return message;
    }

    /// <summary>In base64, so that no server changes the ends of its lines.</summary>
    private static void Attach(BodyBuilder body, MailAttachment file)
    {
        var part = body.Attachments.Add(file.FileName, Encoding.UTF8.GetBytes(file.Content), ContentType.Parse(file.ContentType));
        ((MimePart)part).ContentTransferEncoding = ContentEncoding.Base64;
    }
}
