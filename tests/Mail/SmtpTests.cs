using System.Text;
using System.Text.RegularExpressions;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Mail;

/// <summary>Mail over SMTP, to a server that speaks it.</summary>
public sealed partial class SmtpTests
{
    private static readonly OutgoingMail Sample = new(
        "hub@council.example", "khan@council.example", "Councillor Khan", "Tŷ Gofal: 2 deliverables due – soon",
        "<p>Helô <b>Khan</b></p>", "Helô Khan\n.\nBye", "digest.1@hub.example",
        new string('a', 32))
    {
        Attachments = [new MailAttachment("deadlines.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")],
        Unsubscribe = new Uri("https://hub.example/api/unsubscribe/t"),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SMTPUTF8")]
    [InlineData("PIPELINING")]
    public async Task A_mail_arrives_whole(string offer)
    {
        await using var server = new FakeSmtp { Offers = [offer] };

        Assert.IsType<MailResult.Accepted>(await new SmtpMailer("127.0.0.1", server.Port, null, null).SendAsync(Sample, Stop));

        var mail = Assert.Single(server.Mails);
        Assert.Contains(
            server.Commands,
            c => c.StartsWith("MAIL FROM:<hub@council.example>", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(server.Commands, c => c.StartsWith("RCPT TO:<khan@council.example>", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("hub@council.example", Header(mail, "From"));
        Assert.Contains("khan@council.example", Header(mail, "To"), StringComparison.Ordinal);
        Assert.Equal(Sample.Subject, Header(mail, "Subject"));
        Assert.Equal("<digest.1@hub.example>", Header(mail, "Message-ID"));
        Assert.Equal("<https://hub.example/api/unsubscribe/t>", Header(mail, "List-Unsubscribe"));
        Assert.Equal("List-Unsubscribe=One-Click", Header(mail, "List-Unsubscribe-Post"));
        Assert.Contains("multipart/alternative", mail, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Sample.Text, Part(mail, "text/plain"));
        Assert.Equal(Sample.Html, Part(mail, "text/html"));
        Assert.Equal(Sample.Attachments[0].Content.ReplaceLineEndings("\n"), Part(mail, "text/calendar"));
    }

    [Theory]
    [InlineData("\"Jo\" O'Neill \\ Smith", "\"Jo\" O'Neill \\ Smith")]
    [InlineData("Jo\r\nBcc: all@x.example", "Jo Bcc: all@x.example")]
    [InlineData("Tŷ, <Gofal>; (Jo)\u0007", "Tŷ, <Gofal>; (Jo)")]
    public async Task A_name_of_any_letters_makes_a_valid_header(string name, string read)
    {
        await using var server = new FakeSmtp { Offers = ["SMTPUTF8"] };
        var named = Sample with { ToName = OneLine.Of(name), ReplyTo = "plan@council.example" };

        Assert.IsType<MailResult.Accepted>(await new SmtpMailer("127.0.0.1", server.Port, null, null).SendAsync(named, Stop));

        using var source = new MemoryStream(Encoding.UTF8.GetBytes(Assert.Single(server.Mails)));
        using var mail = await MimeKit.MimeMessage.LoadAsync(source, Stop);
        var to = Assert.IsType<MimeKit.MailboxAddress>(Assert.Single(mail.To));
        Assert.Equal((read, "khan@council.example"), (to.Name, to.Address));
        Assert.Equal("plan@council.example", Assert.IsType<MimeKit.MailboxAddress>(Assert.Single(mail.ReplyTo)).Address);
        Assert.Empty(mail.Bcc);
    }

    [Theory]
    [InlineData("550 5.1.1 no such user", true)]
    [InlineData("553 5.1.3 no such mailbox", true)]
    [InlineData("450 4.2.1 mailbox busy", false)]
    [InlineData("452 4.2.2 mailbox full", false)]
    [InlineData("550 5.7.1 relaying denied", false)]
    [InlineData("554 5.5.0 no", false)]
    public async Task A_refused_recipient_marks_the_address_only_where_it_is_for_good(string answer, bool unknown)
    {
        await using var server = new FakeSmtp { Answers = { ["RCPT"] = answer } };
        var result = await new SmtpMailer("127.0.0.1", server.Port, null, null).SendAsync(Sample, Stop);
        Assert.Empty(server.Mails);
        if (unknown)
            Assert.IsType<MailResult.UnknownAddress>(result);
        else
            Assert.Equal(answer[..3], Assert.IsType<MailResult.NotTaken>(result).Reason);
    }

    [Theory]
    [InlineData("MAIL", "451 4.7.1 try later", "451")]
    [InlineData("MAIL", "553 5.7.1 sender refused", "553")]
    [InlineData("DATA", "554 5.6.0 refused", "554")]
    [InlineData(".", "554 5.7.1 looks like spam", "554")]
    [InlineData(".", "451 4.3.0 try later", "451")]
    [InlineData("DATA", "421 4.3.2 closing", "421")]
    public async Task What_the_server_refuses_has_surely_not_been_taken(string command, string answer, string reason)
    {
        await using var server = new FakeSmtp { Answers = { [command] = answer } };
        var result = await new SmtpMailer("127.0.0.1", server.Port, null, null).SendAsync(Sample, Stop);
        Assert.Equal(reason, Assert.IsType<MailResult.NotTaken>(result).Reason);
    }

    [Fact]
    public async Task A_password_is_not_sent_to_a_server_without_encryption_and_nothing_is_taken()
    {
        await using var server = new FakeSmtp { Offers = ["AUTH LOGIN"] };
        var result = await new SmtpMailer("127.0.0.1", server.Port, "hub", "a-password").SendAsync(Sample, Stop);
        Assert.Equal("not-secure", Assert.IsType<MailResult.NotTaken>(result).Reason);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_trusts_gets_no_password_and_nothing_is_taken()
    {
        await using var server = new FakeSmtp { Offers = ["STARTTLS", "AUTH LOGIN"] };
        var result = await new SmtpMailer("127.0.0.1", server.Port, "hub", "a-password").SendAsync(Sample, Stop);
        Assert.Equal("not-secure", Assert.IsType<MailResult.NotTaken>(result).Reason);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("535 5.7.8 wrong password", "login-refused")]
    [InlineData("235 welcome", null)]
    public async Task The_password_goes_over_an_encrypted_connection_and_a_refused_login_has_surely_taken_nothing(
        string answer,
        string? refused)
    {
        await using var server = new FakeSmtp
        {
            Offers = ["STARTTLS", "AUTH LOGIN"],
            Answers =
            {
                ["AUTH"] = "334 VXNlcm5hbWU6",
                [Convert.ToBase64String("hub"u8)] = "334 UGFzc3dvcmQ6",
                [Convert.ToBase64String("a-password"u8)] = answer,
            },
        };
        var result = await new SmtpMailer("127.0.0.1", server.Port, "hub", "a-password") { Trust = server.Trust }.SendAsync(
            Sample,
            Stop);
        var commands = server.Commands.ToList();
        Assert.True(
            commands.IndexOf("STARTTLS") < commands.FindIndex(c => c.StartsWith("AUTH", StringComparison.Ordinal)),
            string.Join('|', commands));
        Assert.Equal(refused, (result as MailResult.NotTaken)?.Reason);
        Assert.Equal(refused is null ? 1 : 0, server.Mails.Count);
    }

    [Fact]
    public async Task A_server_that_says_nothing_more_leaves_the_mail_in_doubt_after_a_bounded_wait()
    {
        await using var server = new FakeSmtp { Answers = { ["."] = "" } };
        var result = await new SmtpMailer("127.0.0.1", server.Port, null, null, TimeSpan.FromSeconds(1))
            .SendAsync(Sample, Stop)
            .WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.IsType<MailResult.NoAnswer>(result);
        Assert.Single(server.Mails);
        await Eventually.TrueAsync(() => server.Open == 0);
    }

    [Fact]
    public async Task A_server_that_closes_once_it_has_the_mail_leaves_it_in_doubt()
    {
        await using var server = new FakeSmtp { Answers = { ["."] = "421 4.4.2 closing" } };
        Assert.IsType<MailResult.NoAnswer>(await new SmtpMailer("127.0.0.1", server.Port, null, null).SendAsync(Sample, Stop));
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_server_that_goes_silent_before_it_has_the_mail_has_surely_not_taken_it(string command)
    {
        await using var server = new FakeSmtp { Answers = { [command] = "" } };
        var result = await new SmtpMailer("127.0.0.1", server.Port, null, null, TimeSpan.FromSeconds(1)).SendAsync(Sample, Stop);
        Assert.Equal("timeout", Assert.IsType<MailResult.NotTaken>(result).Reason);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_is_not_there_has_surely_taken_nothing()
    {
        var server = new FakeSmtp();
        var port = server.Port;
        await server.DisposeAsync();
        Assert.Equal(
            "no-connection",
            Assert.IsType<MailResult.NotTaken>(await new SmtpMailer("127.0.0.1", port, null, null).SendAsync(Sample,
                Stop)).Reason);
    }

    /// <summary>Unfolded, with encoded words (RFC 2047) read.</summary>
    private static string Header(string mail, string name)
    {
        var head = Folding().Replace(mail[..mail.IndexOf("\n\n", StringComparison.Ordinal)], " ");
        var line = head.Split('\n')
            .Single(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..]
            .Trim();
        var text = EncodedWord()
            .Replace(
                BetweenWords().Replace(line, ""),
                word =>
                    Encoding.UTF8.GetString(
                        word.Groups["kind"].Value is "B" or "b"
                            ? Convert.FromBase64String(word.Groups["text"].Value)
                            : Quoted(word.Groups["text"].Value.Replace('_', ' '))));
        return text;
    }

    private static string Part(string mail, string type)
    {
        var part = mail.Split("\n--").Single(p => p.Contains($"Content-Type: {type}", StringComparison.OrdinalIgnoreCase));
        var body = part[(part.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        var bytes = part.Contains("base64", StringComparison.OrdinalIgnoreCase)
            ? Convert.FromBase64String(body)
            : Quoted(body.Replace("=\n", "", StringComparison.Ordinal).TrimEnd('\n'));
        return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n");
    }

    private static byte[] Quoted(string text) =>
        Encoding.Latin1.GetBytes(
            Hex()
                .Replace(
                    Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)),
                    h => ((char)Convert.ToByte(h.Groups["hex"].Value, 16)).ToString()));

    [GeneratedRegex(@"\n[ \t]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Folding();

    [GeneratedRegex(
        @"=\?utf-8\?(?<kind>[BbQq])\?(?<text>[^?]*)\?=",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BetweenWords();

    [GeneratedRegex("=(?<hex>[0-9A-F]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hex();
}
