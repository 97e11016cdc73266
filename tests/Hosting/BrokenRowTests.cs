using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Office;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Hosting;

/// <summary>A row that was changed by hand, or written by a later version, stops its own plan or item and nothing else.</summary>
public sealed class BrokenRowTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plan", "Header")]
    [InlineData("item|d1", "State")]
    [InlineData("item|d1", "Definition")]
    public async Task Lists_of_all_plans_show_the_others_and_name_the_broken_one(string row, string column)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await TwoPlansAsync(app);
        await BreakAsync(app, "broken", row, column);
        using var visitor = await Visitor.SignedInAsync(app);

        foreach (var list in new[] { "/api/plans", "/api/held" })
        {
            var answer = await GetAsync(app, list);
            Assert.Equal(["broken"], answer["unread"]!.AsArray().Select(p => (string)p!));
            Assert.Contains("whole", answer.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Equal(row == "plan", (await GetAsync(app, "/api/reminders"))["unread"] is not null);
        foreach (var page in new[] { "/office", "/office/plans", "/office/held" })
            Assert.Contains("broken cannot be read", (await visitor.OpenAsync(page)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan", "Header")]
    [InlineData("item|d1", "State")]
    public async Task Reminders_go_out_about_the_others_and_a_preview_names_what_is_broken(string row, string column)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await TwoPlansAsync(app);
        await BreakAsync(app, "broken", row, column);

        var preview = await PostAsync(app, "/api/reminders?dryRun=true");
        var sent = await PostAsync(app, "/api/reminders");

        foreach (var answer in new[] { preview, sent })
        {
            Assert.Contains(answer["unread"]!.AsArray(), u => (string)u!["plan"]! == "broken");
            Assert.Contains(
                answer["digests"]!.AsArray().SelectMany(d => d!["items"]!.AsArray()),
                i => (string)i!["plan"]! == "whole");
        }

        Assert.Equal(row != "plan", preview["digests"]!.ToJsonString().Contains("\"d2\",\"due\"", StringComparison.Ordinal)
            && preview["digests"]!.ToJsonString().Contains("\"plan\":\"broken\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plan", "Header")]
    [InlineData("item|d1", "State")]
    public async Task Publication_of_the_others_goes_on(string row, string column)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await TwoPlansAsync(app);
        await BreakAsync(app, "broken", row, column);

        await Assert.ThrowsAsync<AggregateException>(() => app.Get<SnapshotJob>().RunAsync(Stop));

        Assert.NotNull(await app.FileAsync("whole/latest.json"));
        Assert.Contains("whole", await app.TextFileAsync("index.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_to_the_other_items_of_the_plan_and_of_the_group_are_stored()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await TwoPlansAsync(app);
        await BreakAsync(app, "broken", "item|d2", "State");
        var sender = await UpdatesHub.NewPartnerAsync(app, new { name = "P", plans = new[] { "broken", "whole" } });

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(n => SendAsync(app, sender, "broken", $"d{n}")));
        var together = await SendAsync(app, sender, "broken", "d1", "d3", "d4", "d5");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.InternalServerError, .. Enumerable.Repeat(HttpStatusCode.OK, 4)],
            answers);
        Assert.Equal(HttpStatusCode.OK, together);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(app, sender, "whole", "d2"));
    }

    [Fact]
    public async Task A_partner_and_an_owner_see_the_plans_that_can_be_read()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await TwoPlansAsync(app);
        await BreakAsync(app, "broken", "plan", "Header");
        var sender = await UpdatesHub.NewPartnerAsync(app, new { name = "P", plans = new[] { "broken", "whole" } });

        var overview = await GetAsync(app, $"/api/partners/{sender.Id}");

        Assert.Contains("Deliverable 2", overview.ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task TwoPlansAsync(HubApp app)
    {
        foreach (var id in new[] { "broken", "whole" })
        {
            (await app.Office.PutJsonAsync($"/api/plans/{id}", new
            {
                id,
                title = $"Plan {id}",
                organisation = "A council",
                status = "adopted",
                published = true,
                referenceDate = "2022-01-01",
                owners = new[] { new { id = "lead", role = "Lead", email = $"lead.{id}@council.example" } },
                items = Enumerable.Range(1, 6).Select(n => new
                {
                    id = $"d{n}",
                    title = n == 6 ? "Ring 07700 900123 for the plan" : $"Deliverable {n}",
                    owner = "lead",
                    timescale = "by 24 May 2022",
                }),
            })).EnsureSuccessStatusCode();
        }
    }

    private static async Task BreakAsync(HubApp app, string plan, string row, string column)
    {
        var table = app.Storage.Tables.GetTableClient(TablePlanStore.TableName);
        await table.UpdateEntityAsync(
            new TableEntity(plan, row) { [column] = "{\"id\":" },
            Azure.ETag.All,
            TableUpdateMode.Merge,
            Stop);
    }

    private static async Task<HttpStatusCode> SendAsync(HubApp app, Sender sender, string plan, params string[] items)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/partners/{sender.Id}/updates")
        {
            Content = JsonContent.Create(new
            {
                type = "deliverable.updated",
                timestamp = "2022-05-23T10:00:00Z",
                data = items.Select(item => new { plan, deliverable = item, asAt = "2022-05-23", health = "green" }),
            }),
        };
        request.Headers.Authorization = new("Bearer", sender.Token);
        return (await app.Anyone.SendAsync(request, Stop)).StatusCode;
    }

    private static async Task<JsonNode> GetAsync(HubApp app, string address)
    {
        var answer = await app.Office.GetAsync(address, Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.JsonAsync();
    }

    private static async Task<JsonNode> PostAsync(HubApp app, string address)
    {
        var answer = await app.Office.PostAsync(address, null, Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.JsonAsync();
    }
}
