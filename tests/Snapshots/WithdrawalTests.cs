using System.Net.Http.Json;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>What is taken back while another instance publishes does not stay public, wherever that one stands.</summary>
public sealed class WithdrawalTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private TwoPublishers _two = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _two = await TwoPublishers.StartAsync(azurite);

    public ValueTask DisposeAsync() => _two.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plan_withdrawn_during_its_publication_is_gone_when_both_have_ended(bool published)
    {
        await AtEveryWriteAsync(async (plan, writes) =>
        {
            await _two.Quick.PutAsync(plan, items: 2);
            if (published)
                await _two.Quick.PublishAsync(plan);
            await _two.Quick.ReportAsync(Update(plan));
            var held = await _two.PublishAroundAsync(plan, writes, async () =>
            {
                await _two.Quick.PutAsync(plan, items: 2, published: false);
                Assert.Equal("notPublic", (string?)(await _two.Quick.PublishAsync(plan))["outcome"]);
            });
            Assert.All(await _two.FilesAsync(plan), name => Assert.Contains("/history/", name, StringComparison.Ordinal));
            Assert.DoesNotContain(plan, await ListedAsync());

            // Made public again, the chain goes on and is whole.
            await _two.Quick.PutAsync(plan, items: 3);
            await _two.Quick.PublishAsync(plan);
            Assert.InRange(await _two.Quick.WholeAsync(plan), 1, 3);
            return held;
        });
    }

    [Fact]
    public async Task An_item_hidden_during_a_publication_is_in_no_file_that_names_no_date()
    {
        await AtEveryWriteAsync(async (plan, writes) =>
        {
            await _two.Quick.PutAsync(plan, items: 2);
            await _two.Quick.PublishAsync(plan);
            await _two.Quick.ReportAsync(Update(plan));
            var held = await _two.PublishAroundAsync(plan, writes, async () =>
            {
                await HideAsync(plan, "d2");
                await _two.Quick.PublishAsync(plan);
            });
            Assert.Equal(["d1"], await ShownAsync(plan));
            Assert.Equal(
                [$"{plan}/items/d1.html"],
                (await _two.FilesAsync(plan)).Where(n => n.Contains("/items/", StringComparison.Ordinal)));
            foreach (
                var name in Renderings.Names.Except([
                    Renderings.TrailName, "feed.atom", "changes/latest.html", "index.html", "all.html", "large-print.html",
                ]))
                Assert.DoesNotContain(
                    "Deliverable 2",
                    await _two.Quick.TextFileAsync($"{plan}/{name}"),
                    StringComparison.Ordinal);
            await _two.Quick.WholeAsync(plan);
            return held;
        });
    }

    [Fact]
    public async Task An_item_that_is_not_published_never_comes_out()
    {
        await _two.Quick.PutAsync("plan", items: 3);
        await HideAsync("plan", "d3");
        await _two.Slow.PublishAsync("plan");
        Assert.Equal(["d1", "d2"], await ShownAsync("plan"));
        foreach (var name in await _two.FilesAsync("plan"))
            Assert.DoesNotContain("Deliverable 3", await _two.Quick.TextFileAsync(name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_during_a_publication_lets_readers_see_all_of_it_or_nothing()
    {
        await AtEveryWriteAsync(async (plan, writes) =>
        {
            await _two.Quick.PutAsync(plan, items: 2);
            await _two.Quick.PublishAsync(plan);
            await _two.Quick.ReportAsync(Update(plan));
            var begun = false;
            var held = await _two.PublishAroundAsync(plan, writes, async () =>
            {
                (await _two.Quick.Office.PostAsync($"api/plans/{plan}/hold", null, Cancel)).EnsureSuccessStatusCode();
                begun = (await SequenceAsync($"{plan}/{Renderings.TrailName}")) == 2;
                await _two.Quick.PublishAsync(plan);
            });
            var shown = await SequenceAsync($"{plan}/{Renderings.TrailName}");
            Assert.InRange(shown, begun ? 2 : 1, 2);
            var latest = CanonicalJson.Read<Snapshot>(await _two.Quick.FileAsync($"{plan}/latest.json"));
            Assert.Equal(shown, latest.Sequence);
            await _two.Quick.ShowsAsync(latest);
            (await _two.Quick.Office.DeleteAsync($"api/plans/{plan}/hold", Cancel)).EnsureSuccessStatusCode();
            await _two.Quick.PublishAsync(plan);
            Assert.Equal(2, await _two.Quick.WholeAsync(plan));
            return held;
        });
    }

    [Fact]
    public async Task A_withdrawal_that_is_cut_short_is_completed_by_the_next_run()
    {
        var faults = new Faults();
        await using var app = await ChainTests.StartFaultyAsync(azurite, faults);
        var writes = await RoundAsync("undisturbed", int.MaxValue);
        foreach (var at in CutPoints.Of(writes, Faults.Commits))
            Assert.True((await RoundAsync($"cut{at}", at)).Count > at);

        async Task<IReadOnlyList<string>> RoundAsync(string plan, int cut)
        {
            await app.PutAsync(plan, items: 2);
            await app.PublishAsync(plan);
            await app.PutAsync(plan, items: 2, published: false);
            faults.Set(cut, after: cut % 2 == 0);
            await Record.ExceptionAsync(() => app.Get<Publisher>().RunAsync(plan, Cancel));
            var written = faults.Writes;
            faults.Clear();
            await app.Get<Publisher>().RunAsync(plan, Cancel);
            Assert.Null(await app.FileAsync($"{plan}/latest.json"));
            Assert.Null(await app.FileAsync($"{plan}/{Renderings.TrailName}"));
            Assert.DoesNotContain((await app.JsonFileAsync("index.json"))["plans"]!.AsArray(), p => (string?)p!["id"] == plan);
            await app.PutAsync(plan, items: 3);
            await app.PublishAsync(plan);
            Assert.Equal(2, await app.WholeAsync(plan));
            return written;
        }
    }

    [Fact]
    public async Task A_plan_made_public_again_while_it_is_withdrawn_comes_out()
    {
        await AtEveryWriteAsync(async (plan, writes) =>
        {
            await _two.Quick.PutAsync(plan, items: 2);
            await _two.Quick.PublishAsync(plan);
            await _two.Quick.PutAsync(plan, items: 2, published: false);
            var held = await _two.PublishAroundAsync(plan, writes, async () =>
            {
                await _two.Quick.PutAsync(plan, items: 2);
                await _two.Quick.PublishAsync(plan);
            });
            await _two.Quick.PublishAsync(plan);
            Assert.InRange(await _two.Quick.WholeAsync(plan), 1, 2);
            return held;
        });
    }

    [Fact]
    public async Task Twenty_four_plans_published_at_once_by_two_instances_are_all_listed()
    {
        var plans = Enumerable.Range(0, 24).Select(n => $"many{n}").ToList();
        foreach (var plan in plans)
            await _two.Quick.PutAsync(plan, items: 1);
        await Task.WhenAll(plans.Select((plan, n) => (n % 2 == 0 ? _two.Slow : _two.Quick).PublishAsync(plan)));
        Assert.Equal(plans.Concat(plans).Order(), (await ListedAsync()).Order());
    }

    private async Task AtEveryWriteAsync(Func<string, int, Task<bool>> round) =>
        Assert.InRange(await _two.AtEveryWriteAsync(round), Renderings.Names.Count, 70);

    private async Task HideAsync(string plan, string item)
    {
        var address = $"api/plans/{plan}/items/{item}";
        var etag = (await _two.Quick.Office.GetAsync(address, Cancel)).Headers.ETag!;
        using var request = new HttpRequestMessage(HttpMethod.Patch, address)
        {
            Content = JsonContent.Create(new { published = false }),
        };
        request.Headers.IfMatch.Add(etag);
        (await _two.Quick.Office.SendAsync(request, Cancel)).EnsureSuccessStatusCode();
    }

    /// <summary>What the list has, and for people its page.</summary>
    private async Task<IReadOnlyList<string>> ListedAsync()
    {
        if (await _two.Quick.FileAsync(PlanIndex.Name) is null)
            return [];
        var list = (await _two.Quick.JsonFileAsync(PlanIndex.Name))["plans"]!.AsArray().Select(p => (string)p!["id"]!);
        var page = (await _two.Quick.TextFileAsync(PlanIndex.PageName))
            .Split("<h2 id=\"")
            .Skip(1)
            .Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);
        return [.. list, .. page];
    }

    private async Task<IEnumerable<string>> ShownAsync(string plan) =>
        (await _two.Quick.JsonFileAsync($"{plan}/latest.json"))["items"]!.AsArray().Select(i => (string)i!["id"]!);

    private async Task<long> SequenceAsync(string name) =>
        (await _two.Quick.Get<BlobSnapshotFiles>().FindAsync(name, Cancel))!.Sequence;

    private static Update Update(string plan) => new()
    {
        Plan = plan,
        Deliverable = "d1",
        AsAt = Views.At.AddHours(-1),
        Health = Health.OnTrack,
        Summary = "The walls are up.",
    };
}
