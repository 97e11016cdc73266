using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Identity;
using HubFunctions.Mail;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Graph;

namespace HubFunctions.Tests.Mail;

public sealed class MailProviderTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static readonly OutgoingMail Sample = new(
        "hub@council.example", "khan@council.example", "Councillor Khan", "2 deliverables due", "<p>Hello</p>", "Hello",
        "digest.1@hub.example",
        new string('a', 32))
    {
        Attachments = [new MailAttachment("deadlines.ics", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")],
    };

    private FakeProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await FakeProvider.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private static HttpClient Http(TimeProvider? clock = null) => ProviderHandler.NewClient(clock ?? new NoWaiting());

    private SendGridMailer SendGrid(TimeProvider? clock = null) => SendGridMailer.New(Http(clock), "SG.key", _provider.Url);

    private GraphServiceClient Graph => GraphProvider.Client(Http(), new FixedToken(), _provider.Url);

    private IMailer Mailer(string provider) => provider == "graph" ? new GraphMailer(Graph) : SendGrid();

    private static Task AnswerAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync(body);
    }

    private GraphDirectory GraphPeople => new(Graph, "hub@council.example", NullLogger<GraphDirectory>.Instance);

    [Fact]
    public async Task SendGrid_gets_what_its_schema_asks_for_with_tracking_off_and_the_Message_ID()
    {
        Assert.IsType<MailResult.Accepted>(await SendGrid().SendAsync(Sample, Stop));
        var (method, path, authorization, body) = _provider.Requests.Single();
        Assert.Equal(("POST", "/v3/mail/send", "Bearer SG.key"), (method, path, authorization));
        Assert.Empty(SendGridSchema.Faults(body));
        Assert.Equal("<digest.1@hub.example>", body.GetProperty("headers").GetProperty("Message-ID").GetString());
        Assert.False(body.GetProperty("headers").TryGetProperty("List-Unsubscribe", out _));
        Assert.Equal(Sample.Reference, body.GetProperty("custom_args").GetProperty("hub_reference").GetString());
    }

    [Fact]
    public async Task Public_subscribers_can_unsubscribe_with_one_click()
    {
        await SendGrid().SendAsync(Sample with { Unsubscribe = new Uri("https://hub.example/api/unsubscribe/t") }, Stop);
        var headers = _provider.Requests.Single().Body.GetProperty("headers");
        Assert.Equal("<https://hub.example/api/unsubscribe/t>", headers.GetProperty("List-Unsubscribe").GetString());
        Assert.Equal("List-Unsubscribe=One-Click", headers.GetProperty("List-Unsubscribe-Post").GetString());
    }

    [Theory]
    [InlineData("sendgrid")]
    [InlineData("graph")]
    public async Task Replies_go_where_the_mail_says(string provider)
    {
        Assert.IsType<MailResult.Accepted>(
            await Mailer(provider).SendAsync(Sample with { ReplyTo = "plan@council.example" }, Stop));
        var body = _provider.Requests.Single().Body;
        var to =
            provider == "graph"
                ? body.EnumerateObject()
                    .Single(p => p.NameEquals("message") || p.NameEquals("Message"))
                    .Value.GetProperty("replyTo")[0]
                    .GetProperty("emailAddress")
                    .GetProperty("address")
                : body.GetProperty("reply_to").GetProperty("email");
        Assert.Equal("plan@council.example", to.GetString());
    }

    [Theory]
    [InlineData(429)]
    public async Task A_call_that_was_surely_not_acted_on_is_repeated(int status)
    {
        _provider.Answer = (request, http) =>
        {
            http.Response.StatusCode = request < 3 ? status : 202;
            return Task.CompletedTask;
        };
        Assert.IsType<MailResult.Accepted>(await SendGrid().SendAsync(Sample, Stop));
        Assert.Equal(3, _provider.Requests.Count);
        Assert.Single(
            _provider.Requests.Select(r => r.Body.GetProperty("headers").GetProperty("Message-ID").GetString()).Distinct());
    }

    [Fact]
    public async Task Retry_After_is_waited_for_and_a_long_one_is_left_to_the_ledger()
    {
        var clock = new NoWaiting();
        _provider.Answer = (request, http) =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = request == 1 ? "7" : "900";
            return Task.CompletedTask;
        };
        var result = Assert.IsType<MailResult.NotTaken>(await SendGrid(clock).SendAsync(Sample, Stop));
        Assert.Equal(("429", TimeSpan.FromSeconds(900)), (result.Reason, result.RetryAfter));
        Assert.Equal([TimeSpan.FromSeconds(7)], clock.Waits);
        Assert.Equal(2, _provider.Requests.Count);
    }

    [Theory]
    [InlineData("sendgrid", 500)]
    [InlineData("sendgrid", 502)]
    [InlineData("sendgrid", 503)]
    [InlineData("sendgrid", 520)]
    [InlineData("graph", 500)]
    [InlineData("graph", 503)]
    [InlineData("graph", 504)]
    public async Task A_5xx_leaves_the_mail_in_doubt_and_the_provider_is_not_asked_again(string provider, int status)
    {
        _provider.Answer = (_, http) => AnswerAsync(http, status, "<html>gateway</html>");
        Assert.IsType<MailResult.NoAnswer>(await Mailer(provider).SendAsync(Sample, Stop));
        Assert.Single(_provider.Requests);
    }

    [Theory]
    [InlineData("sendgrid", 401)]
    [InlineData("sendgrid", 413)]
    [InlineData("graph", 403)]
    [InlineData("graph", 404)]
    public async Task A_refusal_of_the_request_has_surely_not_taken_the_mail(string provider, int status)
    {
        _provider.Answer = (_, http) => AnswerAsync(http, status, "<html>no</html>");
        Assert.Equal($"{status}", Assert.IsType<MailResult.NotTaken>(await Mailer(provider).SendAsync(Sample, Stop)).Reason);
        Assert.Single(_provider.Requests);
    }

    [Theory]
    [InlineData("sendgrid")]
    [InlineData("graph")]
    public async Task An_acceptance_cut_off_after_its_status_stays_one(string provider)
    {
        _provider.Answer = async (_, http) =>
        {
            http.Response.StatusCode = 202;
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("cut");
            await http.Response.Body.FlushAsync();
            // A reset that overtakes the status would be another case.
            await Task.Delay(500);
            http.Abort();
        };
        Assert.IsType<MailResult.Accepted>(await Mailer(provider).SendAsync(Sample, Stop));
        Assert.Single(_provider.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_has_surely_not_taken_the_mail()
    {
        using var never = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(20),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException("Never.");
            },
        };
        var mailer = SendGridMailer.New(ProviderHandler.NewClient(new NoWaiting(), never), "key", _provider.Url);
        Assert.Equal("no-connection", Assert.IsType<MailResult.NotTaken>(await mailer.SendAsync(Sample, Stop)).Reason);
    }

    [Fact]
    public async Task A_mail_without_a_token_has_surely_not_been_sent()
    {
        var mailer = new GraphMailer(GraphProvider.Client(Http(), new NoToken(), _provider.Url));
        Assert.Equal("no-token", Assert.IsType<MailResult.NotTaken>(await mailer.SendAsync(Sample, Stop)).Reason);
        Assert.Empty(_provider.Requests);
    }

    [Fact]
    public async Task A_connection_cut_after_the_request_leaves_the_mail_in_doubt()
    {
        _provider.Answer = (_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        Assert.IsType<MailResult.NoAnswer>(await SendGrid().SendAsync(Sample, Stop));
        Assert.Single(_provider.Requests);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_has_surely_not_taken_the_mail()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var mailer = SendGridMailer.New(Http(), "key", new Uri($"http://127.0.0.1:{port}/"));
        Assert.Equal("no-connection", Assert.IsType<MailResult.NotTaken>(await mailer.SendAsync(Sample, Stop)).Reason);
    }

    [Theory]
    [InlineData(
        """{"errors":[{"message":"Does not contain a valid address.","field":"personalizations.0.to.0.email","help":null}]}""",
        true)]
    [InlineData(
        """{"errors":[{"message":"The from address does not match a verified Sender Identity.","field":"from","help":null}]}""",
        false)]
    [InlineData("not json", false)]
    public async Task Only_a_complaint_about_the_address_marks_the_address(string body, bool unknown)
    {
        _provider.Answer = async (_, http) =>
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync(body);
        };
        Assert.Equal(unknown, await SendGrid().SendAsync(Sample, Stop) is MailResult.UnknownAddress);
    }

    [Fact]
    public async Task Graph_sends_from_the_senders_mailbox_under_the_same_Message_ID()
    {
        Assert.IsType<MailResult.Accepted>(await new GraphMailer(Graph).SendAsync(Sample, Stop));
        var (method, path, authorization, body) = _provider.Requests.Single();
        Assert.Equal(
            ("POST", "/v1.0/users/hub@council.example/sendMail", "Bearer token"),
            (method, Uri.UnescapeDataString(path), authorization));
        var fields = body.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["message", "savetosentitems"], fields.Keys.Select(k => k.ToLowerInvariant()).Order(StringComparer.Ordinal));
        var message = fields["Message"];
        Assert.Equal("<digest.1@hub.example>", message.GetProperty("internetMessageId").GetString());
        Assert.Equal(
            "khan@council.example",
            message.GetProperty("toRecipients")[0].GetProperty("emailAddress").GetProperty("address").GetString());
        var file = message.GetProperty("attachments")[0];
        Assert.Equal("#microsoft.graph.fileAttachment", file.GetProperty("@odata.type").GetString());
        Assert.StartsWith(
            "BEGIN:VCALENDAR",
            System.Text.Encoding.UTF8.GetString(file.GetProperty("contentBytes").GetBytesFromBase64()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_tells_who_is_away_and_who_manages_whom()
    {
        _provider.Answer = (_, http) =>
            (http.Response.ContentType = "application/json") is not null && http.Request.Method == "POST"
                ? http.Response.WriteAsync(
                    """{"value":[{"emailAddress":{"address":"a@x.example"},"automaticReplies":{"message":"On leave"}},{"emailAddress":{"address":"b@x.example"},"automaticReplies":{"message":""}},{"emailAddress":{"address":"c@x.example"},"error":{"code":"ErrorMailRecipientNotFound"}}]}""")
                : http.Response.WriteAsync("""{"displayName":"Head of service","mail":"head@x.example"}""");
        var directory = GraphPeople;
        Assert.Equal(
            ["a@x.example"],
            await directory.AwayAsync(["a@x.example", "b@x.example", "c@x.example"], DateTimeOffset.UnixEpoch, Stop));
        Assert.Null(Assert.Single(await directory.AbsencesAsync(["a@x.example"], DateTimeOffset.UnixEpoch, Stop)).Until);
        Assert.Equal(new Person("head@x.example", "Head of service"), await directory.ManagerAsync("a@x.example", Stop));
        Assert.Equal(
            ["EmailAddresses", "MailTipsOptions"],
            _provider.Requests.First().Body.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2022-06-03T17:00:00.0000000", "2022-06-03T17:00:00Z")]
    [InlineData("2022-05-03T17:00:00.0000000", null)]
    [InlineData("soon", null)]
    public async Task Graph_tells_until_when_somebody_is_away_where_it_is_to_come(string end, string? until)
    {
        _provider.Answer = (_, http) =>
            (http.Response.ContentType = "application/json") is null
                ? Task.CompletedTask
                : http.Response.WriteAsync(
                    """{"value":[{"emailAddress":{"address":"a@x.example"},"automaticReplies":{"message":"On leave","scheduledEndTime":"""
                        + $$"""{"dateTime":"{{end}}","timeZone":"UTC"}"""
                        + "}}]}");

        var absence = Assert.Single(
            await GraphPeople.AbsencesAsync(["a@x.example"], new(2022, 5, 24, 7, 0, 0, TimeSpan.Zero), Stop));

        Assert.Equal(
            until is null ? null : DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture),
            absence.Until);
    }

    [Fact]
    public async Task A_directory_that_is_away_keeps_nothing_back()
    {
        _provider.Answer = (_, http) =>
        {
            http.Response.StatusCode = 403;
            return Task.CompletedTask;
        };
        var directory = GraphPeople;
        Assert.Empty(await directory.AwayAsync(["a@x.example"], DateTimeOffset.UnixEpoch, Stop));
        Assert.Null(await directory.ManagerAsync("a@x.example", Stop));
    }

    /// <summary>Waits end at once; how long they would have been is kept. Time limits stand.</summary>
    private sealed class NoWaiting : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    private sealed class NoToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("There is no identity here.");

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
