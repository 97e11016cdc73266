using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HubFunctions.Mail;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace HubFunctions.Tests.Infra;

/// <summary>What alerts look for is what the hub exports: an alert on words that nobody writes is silent for ever.</summary>
/// <remarks>Runs of timers: see the test of the published app's telemetry.</remarks>
public sealed class AlertLineTests(AzuriteFixture azurite)
{
    private const string LinkToken = "a-token-in-an-address";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hears_of_updates_that_cannot_be_taken()
    {
        var rule = await AlertRule.OfAsync("quarantine-growth");
        var received = await ReceivedAsync(SendRefusedUpdateAsync);
        Assert.Single(received.Traces, trace => rule.Hears(trace.Message));
    }

    [Fact]
    public async Task Hears_of_a_digest_that_the_provider_does_not_take()
    {
        var rule = await AlertRule.OfAsync("mail-failures");
        var received = await ReceivedAsync(hub => hub.Office.PostAsync("/api/reminders?asOf=2022-05-24T08:00:00Z", null, Stop));
        Assert.Single(received.Traces, trace => rule.Hears(trace.Message));
    }

    [Fact]
    public async Task Sees_the_status_of_an_answer_as_result_code()
    {
        Assert.Contains("toint(ResultCode) between (500 .. 599)", (await AlertRule.OfAsync("server-errors")).Query);
        var received = await ReceivedAsync(SendRefusedUpdateAsync);
        Assert.Contains(received.Requests, request => request.ResultCode == "422");
    }

    [Fact]
    public async Task Sends_a_line_of_a_request_that_is_not_sampled()
    {
        var rule = await AlertRule.OfAsync("quarantine-growth");
        var received = await ReceivedAsync(async hub =>
        {
            hub.Anyone.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
            await SendRefusedUpdateAsync(hub);
        });
        Assert.Single(received.Traces, trace => rule.Hears(trace.Message));
    }

    [Fact]
    public async Task Exports_as_the_identity_and_only_what_is_the_hubs_own()
    {
        var received = await ReceivedAsync(async hub =>
        {
            await hub.Anyone.GetAsync($"/api/respond/{LinkToken}", Stop);
            await hub.Anyone.GetAsync($"/api/plans?code={LinkToken}", Stop);
            await SendRefusedUpdateAsync(hub);
        });
        Assert.All(received.Tokens, token => Assert.Equal("a-token-of-the-identity", token));
        Assert.NotEmpty(received.Traces);
        Assert.All(received.Traces, trace => Assert.StartsWith("HubFunctions.", trace.Category));
        string[] secrets = [LinkToken, HubApp.AdminKey, "@council.example", "hub_"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, received.Everything));
    }

    private static async Task SendRefusedUpdateAsync(HubApp hub)
    {
        var partner = await hub.Office.PutAsJsonAsync("/api/partners/charity",
            new { name = "Charity", plans = (string[])["town"] }, Stop);
        var token = (string)JsonNode.Parse(await partner.Content.ReadAsStringAsync(Stop))!["token"]!;
        hub.Anyone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var data = new { plan = "town", deliverable = "9.9", asAt = "2022-05-24T07:00:00Z", health = "onTrack" };
        var message = new { type = "deliverable.updated", timestamp = "2022-05-24T07:00:00Z", data };
        var answer = await hub.Anyone.PostAsJsonAsync("/api/partners/charity/updates", message, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    /// <summary>What came in when a hub, whose mail provider takes nothing, had done its work.</summary>
    private async Task<FakeIngestion> ReceivedAsync(Func<HubApp, Task> work)
    {
        var ingestion = new FakeIngestion();
        var mailer = new RecordingMailer { Answer = _ => new MailResult.NotTaken("throttled") };
        await using (var hub = await HubApp.StartAsync(
            azurite,
            ingestion.Settings,
            services =>
            {
                ingestion.Receive(services);
                services.Replace(ServiceDescriptor.Singleton<IMailer>(mailer));
            }))
        {
            var plan = new
            {
                id = "town",
                title = "Town Plan",
                referenceDate = "2021-10-01",
                owners = new[] { new { id = "khan", email = "khan@council.example" } },
                items = new[] { new { id = "1.1", title = "Extra-care homes", owner = "khan", timescale = "31 May 2022" } },
            };
            (await hub.Office.PutAsJsonAsync("/api/plans/town", plan, Stop)).EnsureSuccessStatusCode();
            await work(hub);
            hub.Get<LoggerProvider>().ForceFlush();
            hub.Get<TracerProvider>().ForceFlush();
        }

        return ingestion;
    }
}
