using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Authentication;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>SMTP with STARTTLS where the server offers it (System.Net.Mail). A password is never sent unencrypted.</summary>
public sealed class SmtpMailer(string host, int port, string? user, string? password, TimeSpan? limit = null) : IMailer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    public async Task<MailResult> SendAsync(Mail mail, CancellationToken stop)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(limit ?? Limit);
        try
        {
            var message = Message(mail);
            var client = new SmtpClient(host, port) { EnableSsl = user is not null, DeliveryFormat = SmtpDeliveryFormat.International };
            if (user is not null)
                client.Credentials = new NetworkCredential(user, password);
            await HandOverAsync(client, message, limited.Token);
            return new MailResult.Accepted();
        }
        catch (FormatException)
        {
            return new MailResult.UnknownAddress();
        }
        catch (SmtpFailedRecipientException refused)
        {
            return (int)refused.StatusCode >= 500 ? new MailResult.UnknownAddress() : new MailResult.NotTaken(Code(refused));
        }
        catch (SmtpException failed) when ((int)failed.StatusCode >= 400)
        {
            return new MailResult.NotTaken(Code(failed));
        }
        catch (Exception failed) when (failed is AuthenticationException or SmtpException { StatusCode: SmtpStatusCode.GeneralFailure, InnerException: null or AuthenticationException })
        {
            return new MailResult.NotTaken("not-secure");
        }
        catch (SmtpException failed) when (failed.InnerException is System.Net.Sockets.SocketException)
        {
            return new MailResult.NotTaken("no-connection");
        }
        catch (Exception failed) when (failed is SmtpException or IOException || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return new MailResult.NoAnswer();
        }
    }

    /// <summary>A server that goes silent once it has the mail holds the call whatever the token says, so the connection is taken from under it.</summary>
    private static async Task HandOverAsync(SmtpClient client, MailMessage message, CancellationToken stop)
    {
        var sending = client.SendMailAsync(message, stop);
        var sent = sending.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                message.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using (client)
            await sent.WaitAsync(stop);
        await sending;
    }

    private static string Code(SmtpException failed) => ((int)failed.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static MailMessage Message(Mail mail)
    {
        var message = new MailMessage(new MailAddress(mail.From), new MailAddress(mail.To, mail.ToName))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Headers = { { "Message-ID", $"<{mail.MessageId}>" } },
        };
        if (mail.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add("List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Text, Encoding.UTF8, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        foreach (var file in mail.Attachments)
            message.Attachments.Add(Attachment.CreateAttachmentFromString(file.Content, file.FileName, Encoding.UTF8, file.ContentType));
        return message;
    }
}
