using Azure;
using Azure.Data.Tables;
using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubFunctions.Tests.Hosting;

/// <summary>What goes at night and what stays.</summary>
public sealed class HousekeepingTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(90, false)]
    [InlineData(92, true)]
    public async Task Forgets_message_ids_after_their_time_and_never_history(int days, bool forgotten)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await PlanAsync(app, isPublic: true);
        await ReportAsync(app);
        var history = await app.Plans.HistoryAsync("town", "1", null, 100, Stop);

        var gone = await Retention(app, days).ExpireAsync(Stop);

        Assert.Equal(forgotten ? 1 : 0, gone);
        Assert.Equal(forgotten, (await app.Plans.AcceptancesAsync("town", "fire", "m1", Stop)).Count == 0);
        Assert.Equal(
            history.Select(h => h.Sequence),
            (await app.Plans.HistoryAsync("town", "1", null, 100, Stop)).Select(h => h.Sequence));
        Assert.Equal(0, await Retention(app, days).ExpireAsync(Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Change_markers_of_plans_that_are_not_public_go_and_those_of_public_ones_wait_for_the_publisher(
        bool isPublic)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await PlanAsync(app, isPublic);
        await ReportAsync(app);
        var before = await MarkersAsync(app);

        await Retention(app, days: 8).ExpireAsync(Stop);

        Assert.NotEqual(0, before);
        Assert.Equal(isPublic ? before : 0, await MarkersAsync(app));
    }

    [Fact]
    public async Task A_night_that_is_cut_short_is_gone_on_with_by_the_next()
    {
        var storage = new FaultyStorage();
        await using var app = await HubApp.StartAsync(azurite, services: storage.Register);
        string[] plans = ["p1", "p2", "p3", "p4"];
        foreach (var plan in plans)
            await app.PutAsync(plan, items: 1);
        using var night = new CancellationTokenSource();
        storage.Decide = request =>
        {
            if (PlanOf($"{request.Request.Uri.Path}") == "p3")
                night.Cancel();
            return Fate.Delivered;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Retention(app, days: 0).ExpireAsync(night.Token));

        Assert.Equal(["p3", "p4", "p1", "p2"], await LookedAtAsync());
        Assert.Equal(plans, await LookedAtAsync());

        async Task<IEnumerable<string>> LookedAtAsync()
        {
            storage.Decide = null;
            storage.Requests.Clear();
            await Retention(app, days: 0).ExpireAsync(Stop);
            return storage.Requests.Select(PlanOf).Where(plan => plan.Length > 0).Distinct();
        }

        string PlanOf(string request) =>
            plans.FirstOrDefault(plan => request.Contains($"PartitionKey='{plan}'", StringComparison.Ordinal)) ?? "";
    }

    [Fact]
    public async Task One_that_cannot_finish_or_reach_storage_keeps_nobody_else_from_theirs()
    {
        var done = new List<string>();
        using var stop = new CancellationTokenSource();
        var job = new Housekeeping(
            [
                new Fake("away", _ => throw new RequestFailedException(503, "away")),
                new Fake("slow", _ => throw new OperationCanceledException()),
                new Fake("last", _ => { done.Add("last"); return Task.FromResult(1); }),
            ],
            TimeProvider.System,
            NullLogger<Housekeeping>.Instance);

        await Assert.ThrowsAsync<RequestFailedException>(() => job.RunAsync(stop.Token));

        Assert.Equal(["last"], done);
    }

    [Fact]
    public async Task Every_feature_that_keeps_things_for_a_time_takes_part()
    {
        await using var app = await HubApp.StartAsync(azurite);

        var names = app.Services.GetService(typeof(IEnumerable<IRetention>)) as IEnumerable<IRetention>;

        Assert.Superset(new HashSet<string>(["plans", "quarantine"]), names!.Select(r => r.Name).ToHashSet());
    }

    private static PlanRetention Retention(HubApp app, int days) =>
        new(app.Storage.Tables, app.Plans, new Later(TimeSpan.FromDays(days)));

    private static async Task PlanAsync(HubApp app, bool isPublic) => (await app.Office.PutJsonAsync("/api/plans/town", new
    {
        id = "town",
        title = "Town",
        referenceDate = "2022-05-24",
        published = isPublic,
        items = new[] { new { id = "1", title = "One" } },
    })).EnsureSuccessStatusCode();

    private static Task<MessageResult> ReportAsync(HubApp app)
    {
        var update = new Update
        {
            Plan = "town",
            Deliverable = "1",
            AsAt = new(2022, 5, 1, 0, 0, 0, TimeSpan.Zero),
            Health = Health.OnTrack,
        };
        return app.Get<IUpdateCommits>()
            .AcceptAsync(new UpdateMessage("fire", "m1", "hash", "receipt", "fire", [new IndexedUpdate(0, update)]), Stop);
    }

    private static async Task<int> MarkersAsync(HubApp app) =>
        await app
            .Storage.Tables.GetTableClient(TablePlanStore.TableName)
            .QueryAsync<TableEntity>("PartitionKey eq 'town' and RowKey ge 'pub|' and RowKey lt 'pub}'", cancellationToken: Stop)
            .CountAsync(Stop);

    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    private sealed class Fake(string name, Func<CancellationToken, Task<int>> expire) : IRetention
    {
        public string Name => name;

        public Task<int> ExpireAsync(CancellationToken stop) => expire(stop);
    }
}
