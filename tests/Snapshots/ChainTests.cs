using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Whatever happens on the way, there is one chain, every link of it is public, and every file shows its end.</summary>
public sealed class ChainTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_between_any_two_writes_is_mended_by_the_next_run(bool after)
    {
        var faults = new Faults();
        await using var app = await StartFaultyAsync(azurite, faults);
        await app.PutAsync("plan", items: 3);
        await app.PublishAsync("plan");
        var publisher = app.Get<Publisher>();
        var rounds = 0;
        // The first report changes files that later ones do not.
        await RoundAsync(int.MaxValue);
        var writes = await RoundAsync(int.MaxValue);
        // Files that say something of reports, the item's page, the list of plans, and the chain twice.
        Assert.InRange(writes.Count, 17, 50);
        foreach (var at in CutPoints.Of(writes, Faults.Commits))
            Assert.True((await RoundAsync(at)).Count > at);

        async Task<IReadOnlyList<string>> RoundAsync(int cut)
        {
            await app.ReportAsync(Update("d1", ++rounds));
            faults.Set(cut, after);
            var died = await Record.ExceptionAsync(() => publisher.RunAsync("plan", Cancel));
            var (struck, written) = (faults.Struck, faults.Writes);
            faults.Clear();
            Assert.Equal(struck, died is IOException);
            await publisher.RunAsync("plan", Cancel);
            Assert.Equal(rounds + 1, await app.WholeAsync("plan"));
            return written;
        }
    }

    [Fact]
    public async Task Two_publishers_at_once_make_one_chain()
    {
        var settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.NewAccount() };
        await using var one = await HubApp.StartAsync(azurite, settings);
        await using var two = await HubApp.StartAsync(azurite, settings);
        await one.PutAsync("plan", items: 3);
        for (var round = 0; round < 6; round++)
        {
            var reporting = one.ReportAsync(Update("d1", 2 * round));
            await Task.WhenAll(one.PublishAsync("plan"), two.PublishAsync("plan"), reporting);
            await two.ReportAsync(Update("d2", round));
            await Task.WhenAll(one.PublishAsync("plan"), two.PublishAsync("plan"), two.PublishAsync("plan"));
        }

        Assert.InRange(await two.WholeAsync("plan"), 7, 13);
        Assert.Equal("unchanged", (string?)(await one.PublishAsync("plan"))["outcome"]);
    }

    [Fact]
    public async Task Every_past_snapshot_is_made_again_to_the_byte()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.EnterSampleAsync("kirklees");
        await app.PublishAsync("kirklees");
        foreach (var item in (string[])["3.1", "3.1", "5.1", "6.4"])
        {
            await app.ReportAsync(
                new Update
                {
                    Plan = "kirklees",
                    Deliverable = item,
                    AsAt = Views.At.AddHours(-1),
                    Health = Health.AtRisk,
                    Summary = $"Report {Guid.NewGuid()}.",
                });
            await app.PublishAsync("kirklees");
        }

        await app.EnterSampleAsync("kirklees", plan => plan["items"]!.AsArray().RemoveAt(plan["items"]!.AsArray().Count - 1));
        await app.PublishAsync("kirklees");
        var chain = app.Get<IPublicationChain>();
        for (var sequence = 1; sequence <= 6; sequence++)
        {
            var recipe = (await chain.FindAsync("kirklees", sequence, Cancel))!;
            var made = await app.Office.GetByteArrayAsync($"api/plans/kirklees/snapshots/{sequence}", Cancel);
            Assert.Equal(await app.FileAsync($"kirklees/{Chain.FileOf(recipe.AsAt, recipe.Hash)}"), made);
        }

        Assert.Equal(404, (int)(await app.Office.GetAsync("api/plans/kirklees/snapshots/7", Cancel)).StatusCode);
        Assert.Equal(3, (await chain.FirstCarryingAsync("kirklees", "3.1", 3, Cancel))!.Sequence);
        Assert.Null(await chain.FirstCarryingAsync("kirklees", "3.1", 9, Cancel));
        Assert.Equal(6, (await chain.AtAsync("kirklees", Views.At.AddDays(1), Cancel))!.Sequence);
        Assert.Null(await chain.AtAsync("kirklees", Views.At.AddDays(-1), Cancel));
    }

    [Fact]
    public async Task A_hold_keeps_the_last_snapshot_up_and_queues_the_rest()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("plan", items: 2);
        await app.PublishAsync("plan");
        Assert.True(
            (await app.Office.PostAsync("api/plans/plan/hold?reason=pre-election%20period", null, Cancel)).IsSuccessStatusCode);
        await app.ReportAsync(Update("d1", 1));
        Assert.Equal("onHold", (string?)(await app.PublishAsync("plan"))["outcome"]);
        Assert.Equal(1, await app.WholeAsync("plan"));
        Assert.True((await app.Office.DeleteAsync("api/plans/plan/hold", Cancel)).IsSuccessStatusCode);
        Assert.Equal("published", (string?)(await app.PublishAsync("plan"))["outcome"]);
        Assert.Equal(2, await app.WholeAsync("plan"));
        Assert.Equal(401, (int)(await app.Anyone.PostAsync("api/plans/plan/hold", null, Cancel)).StatusCode);
        Assert.Equal(404, (int)(await app.Office.PostAsync("api/plans/nowhere/hold", null, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("consultation")]
    public async Task A_draft_is_never_public_unless_the_plan_says_so_and_goes_when_it_no_longer_does(string status)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("plan", items: 2, status);
        Assert.Equal("notPublic", (string?)(await app.PublishAsync("plan"))["outcome"]);
        Assert.Null(await app.FileAsync("plan/latest.json"));
        await app.PutAsync("plan", items: 2, status, published: true);
        Assert.Equal("published", (string?)(await app.PublishAsync("plan"))["outcome"]);
        Assert.NotNull(await app.FileAsync("plan/latest.json"));
        await app.PutAsync("plan", items: 2, status, published: false);
        await app.PublishAsync("plan");
        Assert.Null(await app.FileAsync("plan/latest.json"));
        Assert.Empty((await app.JsonFileAsync("index.json"))["plans"]!.AsArray());
    }

    internal static Task<HubApp> StartFaultyAsync(AzuriteFixture azurite, Faults faults) =>
        HubApp.StartAsync(
            azurite,
            services: services =>
                services
                    .AddSingleton<TablePublicationChain>()
                    .AddSingleton<ISnapshotFiles>(p => new FaultyFiles(p.GetRequiredService<BlobSnapshotFiles>(), faults))
                    .AddSingleton<IPublicationChain>(p => new FaultyChain(p.GetRequiredService<TablePublicationChain>(),
                    faults)));

    private static Update Update(string item, int number) => new()
    {
        Plan = "plan",
        Deliverable = item,
        AsAt = Views.At.AddMinutes(number - 1_000),
        Health = Health.OnTrack,
        Summary = $"Report number {number + 100}.",
    };
}
