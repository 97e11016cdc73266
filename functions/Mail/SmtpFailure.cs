using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace HubFunctions.Mail;

/// <summary>What a failed hand-over over SMTP means for the mail.</summary>
internal static class SmtpFailure
{
    private const int Closing = 421;

    /// <param name="dataSent">Whether anything of the mail itself may have left.</param>
    public static MailResult Of(Exception failed, bool dataSent) => failed switch
    {
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refused when IsAboutMailbox(refused) =>
            new MailResult.UnknownAddress(),
        SmtpCommandException answer when !dataSent || (int)answer.StatusCode != Closing => new MailResult.NotTaken(Code(answer)),
        _ when dataSent => new MailResult.NoAnswer(),
        AuthenticationException => new MailResult.NotTaken("login-refused"),
        ServiceNotAuthenticatedException => new MailResult.NotTaken("login-needed"),
        SslHandshakeException or NotSupportedException => new MailResult.NotTaken("not-secure"),
        SocketException => new MailResult.NotTaken("no-connection"),
        OperationCanceledException or TimeoutException => new MailResult.NotTaken("timeout"),
        _ => new MailResult.NotTaken("broken-off"),
    };

    /// <summary>No such mailbox, user elsewhere, bad name, or a domain without mail (RFC 7504). A 5.7 status is the server's
    /// policy and says nothing about the mailbox (RFC 3463).</summary>
    private static bool IsAboutMailbox(SmtpCommandException refused) =>
        (int)refused.StatusCode is 550 or 551 or 553 or 556 && !refused.Message.StartsWith("5.7.", StringComparison.Ordinal);

    private static string Code(SmtpCommandException answer) => ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
}
