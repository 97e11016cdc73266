using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using HubFunctions.Mail;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Tests.Mail;

public sealed class MailEventTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RecordingMailer _mailer = new();
    private HubApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(
            azurite,
            new() { ["SendGrid__WebhookKey"] = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()) },
            s => s.Replace(ServiceDescriptor.Singleton<IMailer>(_mailer)));
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
        Assert.Equal(HttpStatusCode.OK, await PostAsync("""[{"email":"khan@council.example","event":"bounce","type":"bounce","timestamp":1653375600}]"""));
        await _app.Office.PostAsync("/api/reminders?asOf=2022-05-24T08:00:00Z", null, Stop);
        Assert.Equal("team@council.example", Assert.Single(_mailer.Sent).To);
        var overview = await _app.Office.GetStringAsync("/api/reminders", Stop);
        Assert.Contains("\"owner\":\"khan\",\"kind\":\"bounce\"", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("@", overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_or_the_office_ends_a_bounce()
    {
        var identity = Recipient.IdentityOf("khan@council.example");
        await PostAsync($$"""[{"hub_reference":"{{identity}}","event":"dropped","timestamp":1653375600}]""");
        await PostAsync($$"""[{"hub_reference":"{{identity}}","event":"delivered","timestamp":1653375700}]""");
        Assert.Empty((await _app.Get<IReminderLedger>().StateAsync(Stop)).Bounces);
        await PostAsync($$"""[{"hub_reference":"{{identity}}","event":"bounce","timestamp":1653375800}]""");
        Assert.Equal(HttpStatusCode.NoContent, (await _app.Office.DeleteAsync("/api/reminders/unreachable/town/khan", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Office.DeleteAsync("/api/reminders/unreachable/town/khan", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_blocked_mail_is_no_bounce() =>
        Assert.Empty(MailEvents.Read("""[{"email":"khan@council.example","event":"bounce","type":"blocked"},{"email":"a@b.example","event":"open"}]"""u8.ToArray()));

    [Theory]
    [InlineData("other-key")]
    [InlineData("other-body")]
    [InlineData("other-time")]
    [InlineData("old")]
    [InlineData("none")]
    [InlineData("nonsense")]
    public async Task Events_that_SendGrid_did_not_sign_are_refused(string fault)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("""[{"email":"khan@council.example","event":"bounce"}]""", fault));
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

    private async Task<HttpStatusCode> PostAsync(string body, string? fault = null)
    {
        var time = TimeProvider.System.GetUtcNow().AddHours(fault == "old" ? -30 : 0).ToUnixTimeSeconds();
        var timestamp = time.ToString(CultureInfo.InvariantCulture);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signed = Encoding.UTF8.GetBytes(timestamp + body);
        var signature = (fault == "other-key" ? other : _key).SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/mail/events")
        {
            Content = new StringContent(fault == "other-body" ? body + " " : body, MediaTypeHeaderValue.Parse("application/json")),
        };
        if (fault != "none")
            request.Headers.Add(MailEvents.SignatureHeader, fault == "nonsense" ? "nonsense" : Convert.ToBase64String(signature));
        request.Headers.Add(MailEvents.TimestampHeader, fault == "other-time" ? (time + 1).ToString(CultureInfo.InvariantCulture) : timestamp);
        using var answer = await _app.Anyone.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
