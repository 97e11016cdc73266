using System.Net;
using System.Net.Http.Json;
using System.Text;
using HubFunctions.Mail;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Tests.Mail;

/// <summary>Delivery reports of GOV.UK Notify.</summary>
public sealed class NotifyEventTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Token = "a-callback-token-for-tests";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly RecordingMailer _mailer = new();
    private HubApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(
            azurite,
            new() { ["Notify__CallbackToken"] = Token },
            s => s.Replace(ServiceDescriptor.Singleton<IMailer>(_mailer)));
        var plan = new
        {
            id = "town",
            title = "Town Plan",
            referenceDate = "2021-10-01",
            owners = new object[]
            {
                new
                {
                    id = "khan",
                    email = "khan@council.example",
                    deputy = "team",
                },
                new { id = "team", email = "team@council.example" },
            },
            items = new object[]
            {
                new
                {
                    id = "1.1",
                    title = "Extra-care homes",
                    owner = "khan",
                    timescale = "31 May 2022",
                },
            },
        };
        (await _app.Office.PutAsJsonAsync("/api/plans/town", plan, Stop)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_permanent_failure_sends_the_next_reminder_to_the_deputy_until_mail_gets_through()
    {
        await RemindAsync("2022-05-24");
        Assert.Equal(HttpStatusCode.OK, await ReportAsync("permanent-failure", "2022-05-24T08:00:00.000000Z"));
        Assert.Equal("bounce", Assert.Single((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces).Kind);
        await RemindAsync("2022-05-30");
        Assert.Equal(["khan@council.example", "team@council.example"], _mailer.Sent.Select(m => m.To));
        await ReportAsync("delivered", "2022-05-25T08:00:00.000000Z");
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Theory]
    [InlineData("temporary-failure")]
    [InlineData("technical-failure")]
    public async Task A_mail_that_was_lost_is_told_again_the_next_working_day_to_the_same_person(string status)
    {
        await RemindAsync("2022-05-24");
        await ReportAsync(status, "2022-05-24T08:00:00.000000Z");
        await ReportAsync(status, "2022-05-24T08:00:00.000000Z");
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
        Assert.Equal(
            LedgerStatus.Doubtful,
            Assert.Single(await _app.Get<IReminderLedger>().ReadAsync(new(2022, 5, 24), new(2022, 5, 24), Stop)).Status);
        await RemindAsync("2022-05-24");
        await RemindAsync("2022-05-25");
        Assert.Equal(["khan@council.example", "khan@council.example"], _mailer.Sent.Select(m => m.To));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer another")]
    [InlineData("Bearer")]
    [InlineData("Basic a-callback-token-for-tests")]
    [InlineData("a-callback-token-for-tests")]
    public async Task A_report_without_the_token_is_refused(string? authorization)
    {
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await PostAsync("""{"to":"khan@council.example","status":"permanent-failure"}""", authorization));
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"to\":\"\\ud800\",\"status\":\"permanent-failure\"")]
    public async Task A_body_that_is_no_report_is_a_bad_request(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, $"Bearer {Token}"));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":5,"to":[]}""")]
    [InlineData("""{"status":"sending","to":"khan@council.example"}""")]
    [InlineData("""{"status":"permanent-failure","to":"07700900000","notification_type":"sms"}""")]
    [InlineData("""{"status":"permanent-failure"}""")]
    [InlineData("""{"status":"temporary-failure","reference":"x|digest.20229999.x@h"}""")]
    public async Task A_report_that_says_nothing_of_a_mail_is_passed_over(string body)
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(body, $"Bearer {Token}"));
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
    }

    [Fact]
    public async Task A_hub_without_a_token_takes_no_reports()
    {
        await using var app = await HubApp.StartAsync(azurite);
        using var answer = await app.Anyone.PostAsync("/api/mail/events/notify", new StringContent("{}"), Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task RemindAsync(string day) =>
        (await _app.Office.PostAsync($"/api/reminders?asOf={day}T09:00:00Z", null, Stop)).EnsureSuccessStatusCode();

    private Task<HttpStatusCode> ReportAsync(string status, string at) =>
        PostAsync(
            $$"""{"id":"1","reference":"{{NotifyReference.Of(_mailer.Sent[0])}}","to":"khan@council.example","status":"{{status}}","completed_at":"{{at}}","notification_type":"email"}""",
            $"Bearer {Token}");

    private async Task<HttpStatusCode> PostAsync(string body, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/mail/events/notify")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await _app.Anyone.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
