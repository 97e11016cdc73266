using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

public sealed class GrowthTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plan_that_has_not_changed_costs_one_storage_request()
    {
        var account = azurite.NewAccount();
        await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });
        await app.PutAsync("plan", items: 3);
        await app.PublishAsync("plan");
        var publisher = app.Get<Publisher>();
        using var requests = new StorageRequests(account);
        for (var i = 0; i < 5; i++)
            Assert.Equal(PublishOutcome.Unchanged, (await publisher.RunAsync("plan", Cancel))!.Outcome);
        Assert.Equal(5, requests.All.Count);
    }

    [Fact]
    public async Task Files_grow_at_most_with_the_items_and_pages_are_bounded()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var renderings = app.Get<Renderings>();
        var (hundred, thousand, ten) = (await SizesAsync(100), await SizesAsync(1_000), await SizesAsync(10_000));
        foreach (var name in Renderings.Names)
        {
            Assert.True(thousand[name] <= 11 * hundred[name], $"{name}: {hundred[name]} then {thousand[name]} bytes");
            Assert.True(ten[name] <= 11 * thousand[name], $"{name}: {thousand[name]} then {ten[name]} bytes");
        }

        Assert.InRange(ten["index.html"], 1, 1.2 * thousand["index.html"]);
        Assert.InRange(ten["fragment.html"], 1, 1.2 * thousand["fragment.html"]);

        async Task<Dictionary<string, int>> SizesAsync(int items)
        {
            var snapshot = Chain.Append(Views.Plan(items), null, Views.At);
            var view = new SnapshotView(
                snapshot,
                ChangeLog.Start(snapshot),
                Periods.Current(snapshot.Plan, LondonTime.DateOf(Views.At)),
                [],
                renderings.Address);
            return (await renderings.OfAsync(view, CanonicalJson.Write(snapshot))).ToDictionary(
                f => f.Name["plan/".Length..],
                f => f.Content.Length);
        }
    }

    [Fact]
    public async Task One_item_that_changes_its_status_costs_22_requests_and_few_bytes()
    {
        var account = azurite.NewAccount();
        await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });
        // A plan of 1,000 items is read in two pages.
        foreach (var (items, most) in new[] { (10, 22), (1_000, 23) })
        {
            var plan = $"plan{items}";
            await app.PutAsync(plan, items);
            await app.PublishAsync(plan);
            await app.ReportAsync(
                new Update
                {
                    Plan = plan,
                    Deliverable = "d1",
                    AsAt = Views.At.AddMinutes(-1),
                    Health = Health.AtRisk,
                    Summary = "Weather.",
                });
            using var requests = new StorageRequests(account);
            await app.Get<Publisher>().RunAsync(plan, Cancel);
            var all = requests.All.ToList();
            var written = all.Where(r => r.Method is not ("GET" or "HEAD")).ToList();
            var bytes = (await app.FilesAsync(plan))
                .Where(f => written.Any(w => w.Url.Split('?')[0].EndsWith($"/{f.Name}", StringComparison.Ordinal)))
                .Sum(f => f.Bytes);
            output.WriteLine($"{items} items: {all.Count} requests, {written.Count} of them writes, {bytes:N0} bytes");
            Assert.InRange(all.Count, 1, most);
            Assert.InRange(written.Count, 1, 20);
            // The contract asks for the snapshot twice; the rest grows by about 1.2 kB an item.
            var snapshot = (await app.FileAsync($"{plan}/latest.json"))!.Length;
            Assert.InRange(bytes - (2 * snapshot), 1, 120_000 + (1_200 * items));
        }
    }

    [Fact]
    public async Task A_first_publication_costs_two_requests_an_item_and_a_page_for_each()
    {
        var account = azurite.NewAccount();
        await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });
        var counts = new List<int>();
        await app.Get<SharedFiles>().KeepAsync(Cancel);
        foreach (var items in (int[])[10, 500])
        {
            await app.PutAsync($"plan{items}", items);
            using var requests = new StorageRequests(account);
            await app.Get<Publisher>().RunAsync($"plan{items}", Cancel);
            counts.Add(requests.All.Count);
        }

        // A page an item, each taken by name before it is written, and a look at the permission for every 32 of them.
        Assert.InRange(counts[1] - counts[0], 2 * (500 - 10), (2 * (500 - 10)) + (2 * 500 / 32));
    }
}
