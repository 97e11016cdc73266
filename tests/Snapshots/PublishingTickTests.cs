using Azure.Core;
using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Snapshots;

/// <summary>What a tick looks at, and that whatever is cut short is public after the next one.</summary>
public sealed class PublishingTickTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly TwoHubs _hubs = new(azurite);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _hubs.InitializeAsync();
        await TickAsync(_hubs.One);
        await TickAsync(_hubs.Two);
    }

    public ValueTask DisposeAsync() => _hubs.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task An_idle_tick_asks_storage_three_times_at_any_number_of_plans(int plans)
    {
        await EnterAsync(plans);
        await TickAsync(_hubs.One);
        _hubs.Clock.Shift += TimeSpan.FromMinutes(5);
        await TickAsync(_hubs.One);
        _hubs.AtOne.Requests.Clear();
        await _hubs.One.Get<TimerRuns>().RunAsync("PublishSnapshots", () => TickAsync(_hubs.One));
        Assert.InRange(_hubs.AtOne.Requests.Count, 1, 3);
    }

    [Fact]
    public async Task Two_instances_that_tick_at_once_lose_no_entry_of_the_index()
    {
        await EnterAsync(24);
        await Task.WhenAll(
            TickAsync(_hubs.One),
            TickAsync(_hubs.Two),
            _hubs.One.PublishAsync("p5"),
            _hubs.Two.PublishAsync("p6"));
        Assert.Equal(24, (await _hubs.One.JsonFileAsync("index.json"))["plans"]!.AsArray().Count);
        foreach (var plan in Names(24))
            Assert.Equal(1, await _hubs.One.WholeAsync(plan));
    }

    [Fact]
    public async Task A_tick_writes_the_index_once()
    {
        await EnterAsync(12);
        await TickAsync(_hubs.One);
        var before = await StampAsync();
        foreach (var plan in Names(12))
            await _hubs.One.ReportAsync(Update(plan, "Once."));
        _hubs.AtOne.Requests.Clear();
        await TickAsync(_hubs.One);
        Assert.Single(
            _hubs.AtOne.Requests,
            request =>
                request.StartsWith("PUT", StringComparison.Ordinal) && request.EndsWith("/index.json", StringComparison.Ordinal));
        Assert.NotEqual(before, await StampAsync());

        async Task<string> StampAsync() => (await _hubs.One.Get<BlobSnapshotFiles>().FindAsync("index.json", Stop))!.ETag;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_kill_cuts_short_is_public_after_the_next_completed_tick(bool after)
    {
        await EnterAsync(1);
        await TickAsync(_hubs.Two);
        _hubs.Clock.Shift += TimeSpan.FromMinutes(5);
        await TickAsync(_hubs.Two);
        var cuts = new Cuts(_hubs.AtOne);
        var (stored, told) = (0, 0);
        // The first report changes the lists of plans too; what is cut changes words only.
        await RoundAsync(Cuts.Never);
        stored = 0;
        var requests = await RoundAsync(Cuts.Never);
        Assert.InRange(requests.Count, 20, 119);
        var places = CutPoints.Of(requests, [Cuts.Commit, .. Faults.Commits]);
        foreach (var at in places)
        {
            await RoundAsync(at + 1);
            // What the process remembers of the run before may spare the last of them.
            Assert.True(cuts.Struck || at > requests.Count - 4, $"It did not come to request {at} of {requests.Count}.");
        }

        Assert.InRange(stored, places.Count / 2, places.Count);

        async Task<IReadOnlyList<string>> RoundAsync(int at)
        {
            // So long that each tick stores its mark.
            _hubs.Clock.Shift += TimeSpan.FromMinutes(5);
            var text = $"Told {++told} before cut {at}.";
            cuts.Set(at, after);
            await TryAsync(() => _hubs.One.ReportAsync(Update("p1", text)));
            await TryAsync(() => TickAsync(_hubs.One));
            var asked = cuts.Requests;
            cuts.Clear();
            var summary = (await _hubs.ItemAsync("p1", "d1")).State.Summary;
            stored += summary == text ? 1 : 0;
            await TickAsync(_hubs.Two);
            Assert.Equal(summary, (string?)(await _hubs.Two.JsonFileAsync("p1/latest.json"))["items"]![0]!["summary"]);
            await _hubs.Two.WholeAsync("p1");
            return asked;
        }
    }

    [Fact]
    public async Task A_plan_that_fails_is_looked_at_again_and_keeps_no_other_back()
    {
        await EnterAsync(3);
        await TickAsync(_hubs.Two);
        foreach (var plan in Names(3))
            await _hubs.One.ReportAsync(Update(plan, "News."));
        _hubs.AtOne.Decide = m =>
            m.Request.Uri.Path.EndsWith("/p2/latest.json", StringComparison.Ordinal) ? Fate.FailedBefore : Fate.Delivered;
        await Assert.ThrowsAsync<AggregateException>(() => TickAsync(_hubs.One));
        _hubs.AtOne.Decide = null;
        Assert.Equal("2 1 2", await SequencesAsync());
        await TickAsync(_hubs.One);
        Assert.Equal("2 2 2", await SequencesAsync());

        async Task<string> SequencesAsync() =>
            string.Join(
                ' ',
                (await Task.WhenAll(Names(3).Select(p => _hubs.One.JsonFileAsync($"{p}/latest.json")))).Select(f =>
                    (long)f["sequence"]!));
    }

    [Fact]
    public async Task A_change_during_a_long_tick_is_public_after_the_next()
    {
        await EnterAsync(2);
        await TickAsync(_hubs.One);
        await _hubs.One.ReportAsync(Update("p1", "News."));
        var told = 0;
        _hubs.AtOne.After = async message =>
        {
            if (message.Request.Method != RequestMethod.Put
                || !message.Request.Uri.Path.EndsWith("/p1/latest.json", StringComparison.Ordinal)
                || Interlocked.Exchange(ref told, 1) == 1)
                return;
            await _hubs.Two.ReportAsync(Update("p2", "Meanwhile."));
            _hubs.Clock.Shift += TimeSpan.FromMinutes(9);
        };
        await TickAsync(_hubs.One);
        _hubs.AtOne.After = null;
        await TickAsync(_hubs.One);

        Assert.Equal(1, told);
        Assert.Equal("Meanwhile.", (string?)(await _hubs.One.JsonFileAsync("p2/latest.json"))["items"]![0]!["summary"]);
    }

    private static IEnumerable<string> Names(int plans) => Enumerable.Range(1, plans).Select(n => $"p{n}");

    private static Update Update(string plan, string summary) =>
        new() { Plan = plan, Deliverable = "d1", AsAt = Views.At.AddMinutes(-1), Health = Health.AtRisk, Summary = summary };

    private static Task TickAsync(HubApp app) => app.Get<SnapshotJob>().RunAsync(Stop);

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception killed) when (killed is IOException or AggregateException || StorageUnavailableException.Is(killed))
        {
            // The process is gone.
        }
    }

    private async Task EnterAsync(int plans)
    {
        foreach (var plan in Names(plans))
            await _hubs.One.PutAsync(plan, items: 2);
    }
}
