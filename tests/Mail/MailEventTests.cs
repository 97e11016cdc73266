using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Tests.Mail;

public sealed class MailEventTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RecordingMailer _mailer = new();
    private readonly FirstHandler _first = new();
    private HubApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(
            azurite,
            new() { ["SendGrid__WebhookKey"] = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()) },
            s =>
            {
                s.Replace(ServiceDescriptor.Singleton<IMailer>(_mailer));
                s.Insert(0, ServiceDescriptor.Singleton<IMailEventHandler>(_first));
            });
        var plan = new
        {
            id = "town",
            title = "Town Plan",
            referenceDate = "2021-10-01",
            owners = new object[]
            {
                new { id = "khan", email = "Khan@council.example", deputy = "team" },
                new { id = "team", email = "team@council.example" },
            },
            items = new object[] { new { id = "1.1", title = "Extra-care homes", owner = "khan", timescale = "31 May 2022" } },
        };
        (await _app.Office.PutAsJsonAsync("/api/plans/town", plan, Stop)).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_bounce_sends_the_next_reminder_to_the_deputy_and_is_listed_for_the_office()
    {
        Assert.Equal(
            HttpStatusCode.OK,
            await PostAsync("""[{"email":"khan@council.example","event":"bounce","type":"bounce","timestamp":1653375600}]"""));
        await _app.Office.PostAsync("/api/reminders?asOf=2022-05-24T08:00:00Z", null, Stop);
        Assert.Equal("team@council.example", Assert.Single(_mailer.Sent).To);
        var overview = await _app.Office.GetStringAsync("/api/reminders", Stop);
        Assert.Contains("\"owner\":\"khan\",\"kind\":\"bounce\"", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("@", overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feature_that_cannot_store_an_event_keeps_it_from_no_other()
    {
        _first.Fails = true;

        Assert.Equal(
            HttpStatusCode.ServiceUnavailable,
            await PostAsync("""[{"email":"khan@council.example","event":"bounce","type":"bounce","timestamp":1653375600}]"""));

        Assert.Single((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Fact]
    public async Task A_delivery_or_the_office_ends_a_bounce()
    {
        var identity = Recipient.IdentityOf("khan@council.example");
        await PostAsync($$"""[{"hub_reference":"{{identity}}","event":"dropped","timestamp":1653375600}]""");
        await PostAsync($$"""[{"hub_reference":"{{identity}}","event":"delivered","timestamp":1653375700}]""");
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
        await PostAsync($$"""[{"hub_reference":"{{identity}}","event":"bounce","timestamp":1653375800}]""");
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await _app.Office.DeleteAsync("/api/reminders/unreachable/town/khan", Stop)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await _app.Office.DeleteAsync("/api/reminders/unreachable/town/khan", Stop)).StatusCode);
    }

    [Fact]
    public void A_blocked_mail_is_no_bounce() =>
        Assert.Empty(
            MailEventBatch
                .Read(
                    """[{"email":"khan@council.example","event":"bounce","type":"blocked"},{"email":"a@b.example","event":"open"}]"""u8)
                .Events);

    [Theory]
    [InlineData("spamreport")]
    [InlineData("bounce")]
    [InlineData("dropped")]
    [InlineData("unsubscribe")]
    [InlineData("group_unsubscribe")]
    public async Task What_comes_of_a_newsletter_ends_that_subscription_and_nothing_else(string kind)
    {
        var town = await SubscribeAsync("town");
        var other = await SubscribeAsync("other");
        Assert.Equal(
            HttpStatusCode.OK,
            await PostAsync(
                $$"""[{"hub_reference":"{{town}}","email":"khan@council.example","event":"{{kind}}","timestamp":1653375600}]"""));
        Assert.Empty(await Subscribers.ListAsync("town", Stop));
        Assert.Equal(other, $"other/{Assert.Single(await Subscribers.ListAsync("other", Stop)).Id}");
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Theory]
    [InlineData("spamreport")]
    [InlineData("bounce")]
    [InlineData("dropped")]
    public async Task What_comes_of_a_reminder_reroutes_reminders_and_ends_no_subscription(string kind)
    {
        await SubscribeAsync("town");
        await PostAsync(
            $$"""[{"hub_reference":"{{Recipient.IdentityOf("khan@council.example")}}","email":"khan@council.example","event":"{{kind}}","timestamp":1653375600}]""");
        Assert.Equal(kind, Assert.Single((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces).Kind);
        Assert.Single(await Subscribers.ListAsync("town", Stop));
    }

    [Fact]
    public async Task A_delivered_newsletter_says_nothing_of_reminders_that_bounced()
    {
        var town = await SubscribeAsync("town");
        await PostAsync(
            $$"""[{"hub_reference":"{{Recipient.IdentityOf("khan@council.example")}}","event":"spamreport","timestamp":1653375600}]""");
        await PostAsync(
            $$"""[{"hub_reference":"{{town}}","email":"khan@council.example","event":"delivered","timestamp":1653375700}]""");
        Assert.Single((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
        Assert.Single(await Subscribers.ListAsync("town", Stop));
    }

    [Theory]
    [InlineData("town/x")]
    [InlineData("town#?/0123456789012345678901234567890123456789")]
    [InlineData("no/such/reference")]
    [InlineData("")]
    public async Task A_complaint_about_what_the_hub_does_not_know_acts_on_nothing(string reference)
    {
        Assert.Equal(
            HttpStatusCode.OK,
            await PostAsync($$"""[{"hub_reference":"{{reference}}","email":"khan@council.example","event":"spamreport"}]"""));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("""[{"email":"khan@council.example","event":"spamreport"}]"""));
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Fact]
    public async Task An_event_from_before_the_newest_question_leaves_the_new_subscription()
    {
        var town = await SubscribeAsync("town", DateTimeOffset.FromUnixTimeSeconds(1653375600));
        await PostAsync($$"""[{"hub_reference":"{{town}}","event":"bounce","timestamp":1653370000}]""");
        Assert.Single(await Subscribers.ListAsync("town", Stop));
    }

    [Fact]
    public async Task A_delivery_that_comes_late_does_not_end_the_bounce_after_it()
    {
        await PostAsync("""[{"email":"khan@council.example","event":"bounce","timestamp":1653375700}]""");
        await PostAsync("""[{"email":"khan@council.example","event":"delivered","timestamp":1653375600}]""");
        Assert.Single((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Theory]
    [InlineData("""{"email":"a@b.example","event":"bounce","timestamp":"1653375600"}""")]
    [InlineData("""{"email":"a@b.example","event":"bounce","timestamp":true}""")]
    [InlineData("""{"email":"a@b.example","event":"bounce","timestamp":null}""")]
    [InlineData("""{"email":"a@b.example","event":"bounce","timestamp":[1]}""")]
    [InlineData("""{"email":"a@b.example","event":"bounce","timestamp":1e400}""")]
    [InlineData("""{"email":"\ud800@b.example","event":"bounce","timestamp":1653375600}""")]
    [InlineData("""{"\udfff":1,"email":"a@b.example","event":"bounce"}""")]
    [InlineData("""{"email":"a@b.example","event":"\ud800\ud800"}""")]
    [InlineData("""{"email":"é@b.example","event":"bounce"}""")]
    [InlineData("""{"hub_reference":{"a":[1]},"email":[],"event":"bounce"}""")]
    [InlineData("""{"hub_reference":"\u0000","event":"dropped"}""")]
    [InlineData("""{"event":{"event":"bounce"}}""")]
    [InlineData("{}")]
    [InlineData("nested")]
    public async Task A_malformed_event_loses_none_of_the_others(string odd)
    {
        odd = odd == "nested" ? $$"""{"email":{{new string('[', 5000)}}{{new string(']', 5000)}}}""" : odd;
        var body = $$"""[{{odd}},{"email":"khan@council.example","event":"bounce","timestamp":1653375600},{{odd}}]""";
        Assert.Equal(HttpStatusCode.OK, await PostAsync(body, encoding: Encoding.Latin1));
        Assert.Contains(
            (await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces,
            b => b.Identity == Recipient.IdentityOf("khan@council.example"));
    }

    [Fact]
    public async Task What_stands_before_the_place_where_a_body_breaks_off_is_taken()
    {
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync("""[{"email":"khan@council.example","event":"bounce","timestamp":1653375600},{"email":"""));
        Assert.Single((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Theory]
    [InlineData("other-key")]
    [InlineData("other-body")]
    [InlineData("other-time")]
    [InlineData("old")]
    [InlineData("none")]
    [InlineData("nonsense")]
    [InlineData("AAAA")]
    [InlineData("MAYCAQECAQE=")]
    [InlineData("MEUCIQ==")]
    [InlineData("=")]
    [InlineData("%")]
    public async Task Events_that_SendGrid_did_not_sign_are_refused(string fault)
    {
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await PostAsync("""[{"email":"khan@council.example","event":"bounce"}]""", fault));
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("")]
    public async Task A_signed_body_that_is_no_list_is_a_bad_request(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));

    [Theory]
    [InlineData("[1,null,[]]")]
    [InlineData("""[{"email":5,"event":"bounce"},{"email":"a@b.example","event":"bounce","timestamp":-1}]""")]
    public async Task Odd_events_are_passed_over(string body) => Assert.Equal(HttpStatusCode.OK, await PostAsync(body));

    private TableSubscribers Subscribers => _app.Get<TableSubscribers>();

    /// <returns>The reference of mails to Khan's own subscription.</returns>
    private async Task<string> SubscribeAsync(string plan, DateTimeOffset asked = default)
    {
        var id = TableSubscribers.IdOf("khan@council.example");
        asked = asked == default ? DateTimeOffset.FromUnixTimeSeconds(1653370000) : asked;
        Assert.NotNull(
            await Subscribers.TryPutAsync(
                new Subscriber(plan, id, "khan@council.example", Confirmed: true, asked, "", default),
                Stop));
        return $"{plan}/{id}";
    }

    private async Task<HttpStatusCode> PostAsync(string body, string? fault = null, Encoding? encoding = null)
    {
        var time = TimeProvider.System.GetUtcNow().AddHours(fault == "old" ? -30 : 0).ToUnixTimeSeconds();
        var timestamp = time.ToString(CultureInfo.InvariantCulture);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var sent = (encoding ?? Encoding.UTF8).GetBytes(fault == "other-body" ? body + " " : body);
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp), .. (encoding ?? Encoding.UTF8).GetBytes(body)];
        var signature = (fault == "other-key" ? other : _key).SignData(
            signed,
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/mail/events")
        {
            Content = new ByteArrayContent(sent) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/json") } },
        };
        if (fault != "none")
            request.Headers.Add(
                MailEvents.SignatureHeader,
                fault is null || fault.Contains('-') || fault == "old" ? Convert.ToBase64String(signature) : fault);
        request.Headers.Add(
            MailEvents.TimestampHeader,
            fault == "other-time" ? (time + 1).ToString(CultureInfo.InvariantCulture) : timestamp);
        using var answer = await _app.Anyone.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    /// <summary>Hears of everything before the hub's own features.</summary>
    private sealed class FirstHandler : IMailEventHandler
    {
        public bool Fails { get; set; }

        public Task HandleAsync(IReadOnlyList<MailEvent> events, CancellationToken stop) =>
            Fails ? throw new StorageUnavailableException(503, "Storage is unavailable.") : Task.CompletedTask;
    }
}
