using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace HubFunctions.Mail;

/// <summary>SMTP (RFC 5321). A password is only sent over TLS: STARTTLS, or TLS from the start on port 465 (RFC 8314).
/// <para>A reply to the mail itself settles it (section 4.2.5): a server that answers 4yz or 5yz has not taken it and must not
/// deliver it. Without a reply, or with 421, which says only that the server closes, nobody knows. Before the mail's first byte
/// nothing was taken, whatever happens.</para></summary>
public sealed class SmtpMailer(string host, int port, string? user, string? password, TimeSpan? limit = null) : IMailer
{
    private const int ImplicitTlsPort = 465;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>Stands in for the machine's trusted roots.</summary>
    internal RemoteCertificateValidationCallback? Trust { get; init; }

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(limit ?? Limit);
        using var message = SmtpMessage.Of(mail);
        if (message is null)
            return new MailResult.UnknownAddress();
        var data = new FirstByte();
        using var client = new SmtpClient();
        try
        {
            await ConnectAsync(client, limited.Token);
            if (IsBeyond(client, mail.To))
                return new MailResult.UnknownAddress();
            await client.SendAsync(Format(client, mail.To), message, limited.Token, data);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return SmtpFailure.Of(failed, data.Sent);
        }

        await LeaveAsync(client);
        return new MailResult.Accepted();
    }

    private async Task ConnectAsync(SmtpClient client, CancellationToken stop)
    {
        client.ServerCertificateValidationCallback = Trust;
        var security = port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
            : user is null ? SecureSocketOptions.None
            : SecureSocketOptions.StartTls;
        await client.ConnectAsync(host, port, security, stop);
        // In chunks the mail is on its way before the server has agreed to take it.
        client.Capabilities &= ~SmtpCapabilities.Chunking;
        if (user is not null)
            await client.AuthenticateAsync(user, password ?? "", stop);
    }

    /// <summary>A mailbox name beyond ASCII needs a server that takes it (RFC 6531); a domain does not.</summary>
    private static bool IsBeyond(SmtpClient client, string to) =>
        !IsPlain(to) && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8);

    private static bool IsPlain(string address) =>
        address.AsSpan(0, address.LastIndexOf('@')).IndexOfAnyExceptInRange('\0', '\x7f') < 0;

    private static FormatOptions Format(SmtpClient client, string to)
    {
        var format = FormatOptions.Default.Clone();
        format.International = !IsPlain(to);
        return format;
    }

    /// <summary>The mail is taken: a server that does not say goodbye changes nothing about that.</summary>
    private static async Task LeaveAsync(SmtpClient client)
    {
        using var limited = new CancellationTokenSource(Goodbye);
        try
        {
            await client.DisconnectAsync(quit: true, limited.Token);
        }
        catch (Exception rude) when (rude is IOException or ProtocolException or SocketException or OperationCanceledException)
        {
            // Disposing closes the connection.
        }
    }

    private sealed class FirstByte : ITransferProgress
    {
        public bool Sent { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Sent = true;

        public void Report(long bytesTransferred) => Sent = true;
    }
}
