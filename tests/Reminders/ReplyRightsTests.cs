using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Tests.Reminders;

/// <summary>A link in somebody's mailbox is good for as long as its holder answers for the item, and no longer.</summary>
public sealed partial class ReplyRightsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly RecordingMailer _mailer = new();
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, services: s => s.Replace(ServiceDescriptor.Singleton<IMailer>(_mailer)));
        await PutAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("removed")]
    [InlineData("without an address")]
    [InlineData("with another address")]
    [InlineData("reassigned by PUT")]
    [InlineData("reassigned by PATCH")]
    [InlineData("closed")]
    public async Task A_link_changes_nothing_once_its_person_no_longer_answers_for_the_item(string how)
    {
        var link = await LinkAsync();
        await (how switch
        {
            "removed" => PutAsync(email: null, khan: false, owner: "team"),
            "without an address" => PutAsync(email: null),
            "with another address" => PutAsync(email: "successor@council.example"),
            "reassigned by PUT" => PutAsync(owner: "team"),
            "reassigned by PATCH" => PatchAsync("team"),
            _ => PutAsync(status: "closed"),
        });
        var before = HubJson.Store(await ItemAsync());

        foreach (var answer in new[] { "done", "deputy", "snooze", "date" })
        {
            var (status, page) = await PostAsync(link, answer);
            Assert.Equal(HttpStatusCode.Gone, status);
            Assert.Contains("moved on", page, StringComparison.Ordinal);
        }

        using var look = await _app.Anyone.GetAsync(link, Stop);
        Assert.Equal(HttpStatusCode.Gone, look.StatusCode);
        Assert.Equal(before, HubJson.Store(await ItemAsync()));
    }

    [Theory]
    [InlineData("deputy")]
    [InlineData("escalateTo")]
    [InlineData("secretary")]
    public async Task A_link_goes_on_working_for_whoever_stands_behind_the_new_owner(string role)
    {
        var link = await LinkAsync();
        await PutAsync(owner: "team", behind: role);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(link, "done")).Status);
        Assert.Equal(Lifecycle.Complete, (await ItemAsync()).State.Lifecycle);
    }

    [Fact]
    public async Task What_was_passed_on_is_for_the_deputy_and_no_longer_for_the_owner()
    {
        var link = await LinkAsync();

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(link, "deputy")).Status);
        var (status, page) = await PostAsync(link, "done");

        Assert.Equal(HttpStatusCode.Gone, status);
        Assert.Contains("stays stored", page, StringComparison.Ordinal);
        Assert.Equal("team", (await ItemAsync()).Definition.Owner);
        Assert.NotEqual(Lifecycle.Complete, (await ItemAsync()).State.Lifecycle);
    }

    private async Task PatchAsync(string owner)
    {
        using var item = await _app.Office.GetAsync("/api/plans/town/items/1.1", Stop);
        await SendAsync(HttpMethod.Patch, "/api/plans/town/items/1.1", new { owner }, item.Headers.ETag!.ToString());
    }

    private Task PutAsync(
        string? email = "khan@council.example",
        bool khan = true,
        string owner = "khan",
        string status = "adopted",
        string behind = "") =>
        SendAsync(
            HttpMethod.Put,
            "/api/plans/town",
            new
            {
                id = "town",
                title = "Town Plan",
                status,
                referenceDate = "2021-10-01",
                owners = new object?[]
                {
                    khan
                        ? new
                        {
                            id = "khan",
                            email,
                            deputy = "team",
                            role = behind == "secretary" ? "Board secretary" : "Member",
                        }
                        : null,
                    new
                    {
                        id = "team",
                        email = "team@council.example",
                        deputy = behind == "deputy" ? "khan" : null,
                        escalateTo = behind == "escalateTo" ? "khan" : null,
                    },
                }.Where(o => o is not null),
                items = new[]
                {
                    new
                    {
                        id = "1.1",
                        title = "Extra-care homes",
                        owner,
                        timescale = "31 May 2022",
                    },
                },
            });

    private async Task SendAsync(HttpMethod method, string path, object body, string? match = null)
    {
        using var call = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, options: HubJson.Options) };
        if (match is not null)
            call.Headers.TryAddWithoutValidation("If-Match", match);
        using var answer = await _app.Office.SendAsync(call, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task<string> LinkAsync()
    {
        using var run = await _app.Office.PostAsync("/api/reminders?asOf=2022-05-24T07:30:00Z", null, Stop);
        run.EnsureSuccessStatusCode();
        return Link().Match(_mailer.Sent.Single(m => m.To == "khan@council.example").Text).Groups["path"].Value;
    }

    private async Task<(HttpStatusCode Status, string Page)> PostAsync(string link, string answer)
    {
        using var form = new FormUrlEncodedContent([
            new("answer-0", answer),
            new("meaning-0", "end of September 2022"),
            new("step", "send"),
        ]);
        using var sent = await _app.Anyone.PostAsync(link, form, Stop);
        return (sent.StatusCode, await sent.Content.ReadAsStringAsync(Stop));
    }

    private async Task<PlanItem> ItemAsync() => (await _app.Plans.FindItemAsync("town", "1.1", Stop))!.Item;

    [GeneratedRegex(
        @"Answer: https://hub\.example\.gov\.uk(?<path>/\S+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();
}
