using System.Net;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>Timers of the published worker, ticked as the host ticks: late, doubled, for the first time, over a
/// failure.</summary>
public sealed class WorkerTimerTests(HostedHub hosted, PublishedApp published, AzuriteFixture azurite) : IClassFixture<HostedHub>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeHost Host => hosted.Host;

    public static MatrixTheoryData<string, string> Ticks => new(
        [.. FunctionTable.All.Where(f => f.Schedule is not null).Select(f => f.Name)],
        [TimerEnvelope.FirstRun, TimerEnvelope.Usual, TimerEnvelope.PastDue, TimerEnvelope.Missed, TimerEnvelope.NoStatus]);

    [Theory]
    [MemberData(nameof(Ticks))]
    public async Task Every_timer_runs_whatever_the_host_says_of_its_schedule(string timer, string envelope)
    {
        var run = await Host.TickAsync(timer, envelope, Stop);

        Assert.True(run.Succeeded, run.Error);
    }

    [Fact]
    public async Task A_doubled_tick_publishes_a_changed_plan_once()
    {
        var plan = new
        {
            id = "doubled",
            title = "Doubled",
            status = "adopted",
            published = true,
            referenceDate = "2022-05-24",
            items = new[] { new { id = "1", title = "One" } },
        };
        (await Host.Office.PutJsonAsync("/api/plans/doubled", plan)).EnsureSuccessStatusCode();

        var runs = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Host.TickAsync("PublishSnapshots", TimerEnvelope.Usual, Stop)));
        using var again = await Host.Office.PostAsync("/api/snapshots?plan=doubled", null, Stop);

        Assert.All(runs, run => Assert.True(run.Succeeded, run.Error));
        Assert.Equal(1, (int?)(await again.JsonAsync())["plans"]![0]!["sequence"]);
    }

    [Fact]
    public async Task A_run_is_shown_by_readiness_and_writes_the_line_that_the_alert_looks_for()
    {
        var run = await Host.TickAsync("Housekeeping", TimerEnvelope.Usual, Stop);

        Assert.True(run.Succeeded, run.Error);
        await Eventually.TrueAsync(() =>
            Host.Logs.Any(log => log.Message.Contains("Timer Housekeeping ran in ", StringComparison.Ordinal)));
        Assert.Contains("Housekeeping", await Host.Anyone.GetStringAsync("/api/health/ready", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tick_right_at_the_start_waits_for_the_tables()
    {
        await using var slow = new StallingProxy(azurite.NewAccount());
        slow.Stall();
        await using var host = await FakeHost.StartAsync(
            new FakeHostOptions
            {
                Root = await published.FolderAsync(),
                Environment = FakeHostOptions.Settings(slow.Connection),
            });

        var tick = host.TickAsync("Housekeeping", TimerEnvelope.FirstRun, Stop);
        await Eventually.TrueAsync(() => slow.Held > 0);
        slow.Resume();

        var run = await tick;
        Assert.True(run.Succeeded, run.Error);
    }

    [Fact]
    public async Task A_run_without_storage_fails_and_is_told_to_the_host_and_the_worker_goes_on()
    {
        await using var host = await FakeHost.StartAsync(
            published,
            azurite,
            new() { ["AzureWebJobsStorage"] = FakeHostOptions.Nowhere });

        var run = await host.TickAsync("PublishSnapshots", TimerEnvelope.Usual, Stop);
        using var live = await host.Anyone.GetAsync("/api/health/live", Stop);

        Assert.False(run.Succeeded);
        Assert.Contains(host.Logs, log => log.Message.Contains("Timer PublishSnapshots failed", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.OK, 1), (live.StatusCode, host.Starts));
    }
}
