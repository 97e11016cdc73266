using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HubFunctions.Tests.Mail;

/// <summary>A mail server (RFC 5321) that keeps what it is given and answers as the test says.</summary>
internal sealed class FakeSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;
    private int _open;

    public FakeSmtp()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What EHLO offers, STARTTLS for one.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>Believes the certificate of this server, and of no other.</summary>
    public bool Trust(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _certificate.GetCertHashString();

    /// <summary>An answer in place of the usual one, by the command's first word; an empty one is never sent.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>Clients that have not left.</summary>
    public int Open => _open;

    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>As they came, headers and all.</summary>
    public ConcurrentQueue<string> Mails { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        Interlocked.Increment(ref _open);
        try
        {
            Stream stream = client.GetStream();
            await SayAsync(stream, "220 ready");
            while (await LineAsync(stream) is { } command)
            {
                Commands.Enqueue(command);
                var verb = Answers.ContainsKey(command) ? command : command.Split(' ', ':')[0].ToUpperInvariant();
                await SayAsync(stream, Answers.GetValueOrDefault(verb) ?? Usual(verb));
                if (verb == "STARTTLS")
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(
                        new SslServerAuthenticationOptions { ServerCertificate = _certificate },
                        _stop.Token);
                    stream = secure;
                }
                else if (verb == "DATA" && !Answers.ContainsKey(verb))
                {
                    Mails.Enqueue(await MailAsync(stream));
                    await SayAsync(stream, Answers.GetValueOrDefault(".") ?? "250 kept");
                }
            }
        }
        catch (Exception gone)
            when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client left, or the test is over.
        }

        Interlocked.Decrement(ref _open);
    }

    private string Usual(string verb) => verb switch
    {
        "EHLO" => string.Join("\r\n", Offers.Prepend("mail.example").Select(o => $"250-{o}").Append("250 8BITMIME")),
        "STARTTLS" => "220 go on",
        "DATA" => "354 go on",
        "AUTH" => "235 welcome",
        _ => "250 fine",
    };

    private async Task SayAsync(Stream stream, string text)
    {
        if (text.Length > 0)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _stop.Token);
    }

    private async Task<string> MailAsync(Stream stream)
    {
        var mail = new StringBuilder();
        while (await LineAsync(stream) is { } line && line != ".")
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        return mail.ToString();
    }

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
