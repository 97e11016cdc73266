using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Hosting;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Plans;

public sealed class PlanSummaryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Plans = 5;
    private readonly string _account = azurite.NewAccount();
    private readonly ShiftedClock _clock = new();
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await StartAsync("2022-05-24T09:30:00Z");
        for (var n = 0; n < Plans; n++)
            await _app.PutAsync($"plan{n}", items: 3);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_list_of_plans_that_have_not_changed_reads_none_of_them()
    {
        var first = await ListAsync(_app);
        // Hints of the moment at which the plans were entered make the next list read them once more.
        _clock.Shift += TimeSpan.FromMinutes(5);
        await ListAsync(_app);
        // The ids, the rows and the hints since they were made.
        Assert.Equal(Counted.PlanList(Plans), await RequestCount.OfAsync(_account, () => ListAsync(_app)));
        Assert.Equal(first.ToJsonString(), (await ListAsync(_app)).ToJsonString());

        await ReportAsync("plan1");
        Assert.Equal(1, (int)Line(await ListAsync(_app), "plan1")["totals"]!["atRisk"]!);
        // The plan, and its row.
        Assert.Equal(Counted.PlanList(Plans) + new RequestCount(2), await RequestCount.OfAsync(_account, () => ListAsync(_app)));
    }

    [Fact]
    public async Task A_change_made_by_another_process_is_in_the_next_list()
    {
        await ListAsync(_app);
        _clock.Shift += TimeSpan.FromMinutes(5);
        await using var other = await StartAsync("2022-05-24T09:30:00Z");
        await other.ReportAsync(Update("plan2"));
        Assert.Equal(1, (int)Line(await ListAsync(_app), "plan2")["totals"]!["atRisk"]!);
        await other.PutAsync("plan9", items: 1);
        Assert.Equal(Plans + 1, (await ListAsync(_app))["plans"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_changes_with_the_calendar_alone_is_in_the_list_of_that_day()
    {
        Assert.Equal(0, (int)Line(await ListAsync(_app), "plan0")["totals"]!["overdue"]!);
        _clock.Shift += TimeSpan.FromMinutes(5);
        await using var later = await StartAsync("2023-01-01T09:30:00Z");
        Assert.Equal(3, (int)Line(await ListAsync(later), "plan0")["totals"]!["overdue"]!);
        Assert.Equal(0, (int)Line(await ListAsync(_app), "plan0")["totals"]!["overdue"]!);
    }

    [Fact]
    public async Task An_erased_title_is_in_no_row_of_the_list()
    {
        Assert.Contains("A plan", (await ListAsync(_app)).ToJsonString(), StringComparison.Ordinal);
        var answer = await _app.Office.PostAsJsonAsync(
            "/api/plans/plan3/erasures",
            new
            {
                field = "title",
                text = "A plan",
                reason = "Not ours",
            },
            Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        var row = await _app
            .Storage.Tables.GetTableClient(TablePlanStore.TableName)
            .GetEntityAsync<TableEntity>("|summaries", "plan3", cancellationToken: Stop);
        Assert.DoesNotContain("Summary", row.Value.Keys);
        Assert.DoesNotContain("A plan", Line(await ListAsync(_app), "plan3").ToJsonString(), StringComparison.Ordinal);
    }

    private Task<HubApp> StartAsync(string now) =>
        HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = _account, ["Hub__Now"] = now },
            services => services.AddSingleton<TimeProvider>(_clock));

    private static async Task<JsonNode> ListAsync(HubApp app) =>
        JsonNode.Parse(await app.Office.GetStringAsync("/api/plans", Stop))!;

    private static JsonNode Line(JsonNode list, string plan) => list["plans"]!.AsArray().Single(p => (string?)p!["id"] == plan)!;

    private Task ReportAsync(string plan) => _app.ReportAsync(Update(plan));

    private static Update Update(string plan) =>
        new()
        {
            Plan = plan,
            Deliverable = "d1",
            AsAt = new(2022, 5, 20, 0, 0, 0, TimeSpan.Zero),
            Health = Health.AtRisk,
        };
}
