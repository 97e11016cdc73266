using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HubFunctions.Mail;
using Microsoft.AspNetCore.Http;

namespace HubFunctions.Tests.Mail;

/// <summary>GOV.UK Notify, by its documented REST API.</summary>
public sealed class NotifyTests : IAsyncLifetime
{
    private const string Service = "26785a09-ab16-4eb0-8407-a37497a57506";
    private const string Secret = "3d844edf-8d35-48ac-975b-e847b4f122b0";
    private const string Template = "f33517ff-2a88-4f6e-b855-c550268ce08a";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly OutgoingMail Sample = new(
        "hub@council.example", "khan@council.example", "Councillor Khan", "2 deliverables due", "<p>Hello</p>",
        "Hello\n# not a heading", "digest.1@hub.example",
        new string('a', 32));

    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _provider.Answer = (_, http) => AnswerAsync(http, 201, """{"id":"740e5834-3a29-46b4-9a6f-16142fde533a"}""");
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task A_mail_fills_the_template_under_its_ledger_key()
    {
        var mail = Sample with { Unsubscribe = new Uri("https://hub.example/api/unsubscribe/t") };
        Assert.IsType<MailResult.Accepted>(await Mailer().SendAsync(mail, Stop));

        var (method, path, _, body) = _provider.Requests.Single();
        Assert.Equal(("POST", "/v2/notifications/email"), (method, path));
        Assert.Equal(Template, body.GetProperty("template_id").GetString());
        Assert.Equal("khan@council.example", body.GetProperty("email_address").GetString());
        Assert.Equal("2 deliverables due", body.GetProperty("personalisation").GetProperty("subject").GetString());
        Assert.Equal("Hello\n\u200B# not a heading", body.GetProperty("personalisation").GetProperty("body").GetString());
        Assert.Equal($"{Sample.Reference}|digest.1@hub.example", body.GetProperty("reference").GetString());
        Assert.Equal("https://hub.example/api/unsubscribe/t", body.GetProperty("one_click_unsubscribe_url").GetString());
    }

    [Fact]
    public async Task A_service_message_offers_no_unsubscribing()
    {
        await Mailer().SendAsync(Sample with { Markdown = "# Heading" }, Stop);
        var body = _provider.Requests.Single().Body;
        Assert.False(body.TryGetProperty("one_click_unsubscribe_url", out _));
        Assert.Equal("# Heading", body.GetProperty("personalisation").GetProperty("body").GetString());
    }

    [Fact]
    public async Task The_token_is_the_services_signed_with_its_secret_at_this_moment()
    {
        await Mailer().SendAsync(Sample, Stop);
        var token = _provider.Requests.Single().Authorization!["Bearer ".Length..].Split('.');
        Assert.Equal(
            HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}")),
            System.Buffers.Text.Base64Url.DecodeFromChars(token[2]));
        using var header = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token[0]));
        using var payload = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token[1]));
        Assert.Equal(
            ("HS256", "JWT"),
            (header.RootElement.GetProperty("alg").GetString(), header.RootElement.GetProperty("typ").GetString()));
        Assert.Equal(Service, payload.RootElement.GetProperty("iss").GetString());
        Assert.Equal(1_653_375_600, payload.RootElement.GetProperty("iat").GetInt64());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task After_an_unknown_answer_Notify_is_asked_by_reference_and_nothing_is_sent_again(int status)
    {
        _provider.Answer = (request, http) =>
            request == 1 ? AnswerAsync(http, status, "{}") : AnswerAsync(http, 200, Known(Sample));
        Assert.IsType<MailResult.Accepted>(await Mailer().SendAsync(Sample, Stop));
        Assert.Equal(["POST", "GET"], _provider.Requests.Select(r => r.Method));
        Assert.Equal(
            $"/v2/notifications?reference={Uri.EscapeDataString(NotifyReference.Of(Sample))}",
            _provider.Requests.Last().Path);
    }

    [Theory]
    [InlineData("""{"notifications":[]}""")]
    [InlineData("""{"notifications":[{"reference":"another"},{"reference":null},{}]}""")]
    [InlineData("not json")]
    [InlineData("{}")]
    public async Task What_Notify_does_not_know_of_yet_stays_unknown(string known)
    {
        _provider.Answer = (request, http) => request == 1 ? AnswerAsync(http, 500, "") : AnswerAsync(http, 200, known);
        Assert.IsType<MailResult.NoAnswer>(await Mailer().SendAsync(Sample, Stop));
    }

    [Fact]
    public async Task A_mail_in_doubt_that_Notify_has_is_not_sent_again()
    {
        _provider.Answer = (_, http) => AnswerAsync(http, 200, Known(Sample));
        Assert.IsType<MailResult.Accepted>(await Mailer().SendAsync(Sample with { MayBeSent = true }, Stop));
        Assert.Equal("GET", Assert.Single(_provider.Requests).Method);
    }

    [Fact]
    public async Task A_mail_in_doubt_that_Notify_does_not_have_is_sent()
    {
        _provider.Answer = (request, http) =>
            request == 1 ? AnswerAsync(http, 200, """{"notifications":[]}""") : AnswerAsync(http, 201, "{}");
        Assert.IsType<MailResult.Accepted>(await Mailer().SendAsync(Sample with { MayBeSent = true }, Stop));
        Assert.Equal(["GET", "POST"], _provider.Requests.Select(r => r.Method));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    public async Task A_mail_in_doubt_waits_while_Notify_does_not_tell(int status)
    {
        _provider.Answer = (_, http) => AnswerAsync(http, status, "{}");
        Assert.IsType<MailResult.NotTaken>(await Mailer().SendAsync(Sample with { MayBeSent = true }, Stop));
        Assert.DoesNotContain(_provider.Requests, r => r.Method == "POST");
    }

    [Theory]
    [InlineData(
        400,
        """{"errors":[{"error":"BadRequestError","message":"Can’t send to this recipient using a team-only API key"}],"status_code":400}""")]
    [InlineData(
        403,
        """{"errors":[{"error":"AuthError","message":"Error: Your system clock must be accurate to within 30 seconds"}],"status_code":403}""")]
    [InlineData(
        429,
        """{"errors":[{"error":"TooManyRequestsError","message":"Exceeded send limits (50) for today"}],"status_code":429}""")]
    public async Task A_refusal_has_surely_not_sent_the_mail(int status, string body)
    {
        _provider.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "900";
            return AnswerAsync(http, status, body);
        };
        Assert.Equal($"{status}", Assert.IsType<MailResult.NotTaken>(await Mailer().SendAsync(Sample, Stop)).Reason);
        Assert.DoesNotContain(_provider.Requests, r => r.Method == "GET");
    }

    [Fact]
    public async Task An_address_that_Notify_does_not_take_is_unknown()
    {
        _provider.Answer = (_, http) =>
            AnswerAsync(
                http,
                400,
                """{"errors":[{"error":"ValidationError","message":"email_address Not a valid email address"}],"status_code":400}""");
        Assert.IsType<MailResult.UnknownAddress>(await Mailer().SendAsync(Sample, Stop));
    }

    private static Task AnswerAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body);
    }

    private static string Known(OutgoingMail mail) =>
        $$$"""{"notifications":[{"id":"1","reference":"{{{NotifyReference.Of(mail)}}}","status":"sending"}],"links":{}}""";

    private NotifyMailer Mailer() =>
        new(
            new NotifyClient(
                ProviderHandler.NewClient(TimeProvider.System),
                new NotifyOptions(Service, Secret, Template, _provider.Url),
                new StillClock()));

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_653_375_600);
    }
}
