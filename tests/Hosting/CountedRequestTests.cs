using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using HubFunctions.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Hosting;

/// <summary>Counts what <see cref="Counted"/> says, from which the table in docs/cost.md is worked out.</summary>
public sealed class CountedRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Plans = 3;
    private readonly string _account = azurite.NewAccount();
    private readonly ShiftedClock _clock = new();
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // 10:30 in London on a working day: mail may leave, and the subscribers' digests are due.
        _app = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = _account, ["Hub__Now"] = "2022-05-24T09:30:00Z" },
            services => services.AddSingleton<TimeProvider>(_clock));
        for (var n = 0; n < Plans; n++)
            await PutAsync($"plan{n}");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_publication_and_a_tick_that_finds_nothing_changed()
    {
        Assert.Equal(Counted.StartOfPublishing, await OfAsync(() => _app.Get<SharedFiles>().KeepAsync(Stop)));
        await _app.PublishAsync("plan0");
        Assert.Equal(Counted.FirstPublication, await OfAsync(() => _app.Get<Publisher>().RunAsync("plan1", Stop)));
        await _app.PublishAsync("plan2");
        Assert.Equal(Counted.FirstPublishTick(Plans), await OfAsync(TickAsync));
        _clock.Shift += TimeSpan.FromMinutes(5);
        Assert.Equal(Counted.PublishTick + Counted.MarkStored + (Plans * Counted.UnchangedPlan), await OfAsync(TickAsync));
        Assert.Equal(Counted.PublishTick, await OfAsync(TickAsync));
        await ReportAsync("plan0");
        Assert.Equal(Counted.PublishTick + Counted.UnchangedPlan + Counted.Publication, await OfAsync(TickAsync));
        _clock.Shift += TimeSpan.FromMinutes(5);
        await TickAsync();
        _clock.Shift += TimeSpan.FromMinutes(61);
        Assert.Equal(
            Counted.MarkRead + Counted.PublishTick + Counted.MarkStored + Counted.PublishSweep(Plans),
            await OfAsync(TickAsync));
        for (var sequence = 3; sequence <= 8; sequence++)
        {
            await ReportAsync("plan0");
            var later = await OfAsync(() => _app.Get<Publisher>().RunAsync("plan0", Stop));
            Assert.Equal(Counted.UnchangedPlan + Counted.WordsOnly, later);
        }

        await using var other = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = _account, ["Hub__Now"] = "2022-05-24T09:30:00Z" });
        await other.Get<SharedFiles>().KeepAsync(Stop);
        await ReportAsync("plan0");
        Assert.Equal(
            Counted.UnchangedPlan + Counted.WordsOnly + Counted.PastRead,
            await OfAsync(() => other.Get<Publisher>().RunAsync("plan0", Stop)));

        Task TickAsync() => _app.Get<SnapshotJob>().RunAsync(Stop);
    }

    [Fact]
    public async Task A_new_day_on_which_nothing_changes_by_itself()
    {
        var account = azurite.NewAccount();
        await using (
            var yesterday = await HubApp.StartAsync(
                azurite,
                new() { ["AzureWebJobsStorage"] = account, ["Hub__Now"] = "2022-05-23T06:00:00Z" }))
        {
            await yesterday.PutAsync("plan", items: 3);
            await yesterday.PublishAsync("plan");
        }

        await using var today = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = account, ["Hub__Now"] = "2022-05-24T06:00:00Z" });
        await today.Get<SharedFiles>().KeepAsync(Stop);
        Assert.Equal(
            Counted.UnchangedPlan,
            await RequestCount.OfAsync(account, () => today.Get<Publisher>().RunAsync("plan", Stop)));
    }

    [Fact]
    public async Task A_reminder_tick_with_nothing_due_and_one_with_something_due()
    {
        var job = _app.Get<ReminderJob>();
        Assert.Equal(Counted.FirstSweepOfDay(Plans), await OfAsync(TickAsync));
        Assert.Equal(Counted.ReminderTick(changed: Plans), await OfAsync(TickAsync));
        await LaterAsync();
        Assert.Equal(Counted.ReminderTick(changed: 0), await OfAsync(TickAsync));

        await LaterAsync();
        await PutAsync("plan0", due: 4);
        Assert.Equal(Counted.ReminderTick(changed: 1) + (4 * Counted.ItemDue) + Counted.Digest, await OfAsync(TickAsync));
        Assert.Equal(Counted.ReminderTick(changed: 1), await OfAsync(TickAsync));

        Task TickAsync() => job.RunAsync(Stop);

        // Further than hints reach back behind the mark.
        Task LaterAsync()
        {
            _clock.Shift += TimeSpan.FromMinutes(5);
            return TickAsync();
        }
    }

    [Fact]
    public async Task A_reminder_tick_outside_sending_hours_asks_storage_nothing()
    {
        await using var night = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = _account, ["Hub__Now"] = "2022-05-24T19:00:00Z" });
        Assert.Equal(default, await OfAsync(() => night.Get<ReminderJob>().RunAsync(Stop)));
    }

    [Fact]
    public async Task Housekeeping()
    {
        var job = _app.Get<Housekeeping>();
        Assert.Equal(Counted.Housekeeping(Plans), await OfAsync(() => job.RunAsync(Stop)));
    }

    [Fact]
    public async Task A_timers_run_stores_its_end_under_the_host_and_also_renews_its_lock_without_it()
    {
        Assert.Equal(Counted.TimerRun, await OfAsync(IdleAsync));
        Assert.Equal(default, await OfAsync(IdleAsync));
        _clock.Shift += TimeSpan.FromMinutes(4);
        Assert.Equal(Counted.TimerRun, await OfAsync(IdleAsync));
        Assert.True(await _app.Get<TimerLock>().HoldsAsync(Stop));
        Assert.Equal(Counted.LocalLock, await OfAsync(() => _app.Get<TimerLock>().HoldsAsync(Stop)));

        Task IdleAsync() => _app.Get<TimerRuns>().RunAsync("PublishSnapshots", () => Task.CompletedTask);
    }

    [Fact]
    public async Task Readiness_stands_for_a_few_seconds()
    {
        Assert.Equal(Counted.Readiness, await OfAsync(AskAsync));
        Assert.Equal(default, await OfAsync(() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync()))));

        Task AskAsync() => _app.Anyone.GetAsync("/api/health/ready", Stop);
    }

    [Fact]
    public async Task The_look_for_silent_partners_on_a_new_day_and_within_it()
    {
        var partner = new { name = "Fire", plans = Enumerable.Range(0, Plans).Select(n => $"plan{n}") };
        (await _app.Office.PutJsonAsync("/api/partners/fire", partner)).EnsureSuccessStatusCode();
        await LookAsync();
        Assert.Equal(Counted.SilentPartners(0), await OfAsync(LookAsync));

        await using var tomorrow = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = _account, ["Hub__Now"] = "2022-05-25T06:00:00Z" });
        Assert.Equal(Counted.SilentPartners(Plans), await OfAsync(() => tomorrow.Get<SilentPartnerMonitor>().LookAsync(Stop)));

        Task LookAsync() => _app.Get<SilentPartnerMonitor>().LookAsync(Stop);
    }

    [Fact]
    public async Task The_subscribers_digests_of_a_day()
    {
        var job = _app.Get<NewsletterJob>();
        Assert.Equal(Counted.DigestsOfDay(Plans), await OfAsync(() => job.RunDueAsync(Stop)));
        Assert.Equal(default, await OfAsync(() => job.RunDueAsync(Stop)));
    }

    [Fact]
    public async Task An_update()
    {
        await ReportAsync("plan1", "i1");
        Assert.Equal(Counted.FirstUpdate, await OfAsync(() => ReportAsync("plan1", "i2")));
        Assert.Equal(Counted.Update, await OfAsync(() => ReportAsync("plan1", "i2")));
        _clock.Shift += TimeSpan.FromSeconds(21);
        Assert.Equal(Counted.Update + Counted.Hint, await OfAsync(() => ReportAsync("plan1", "i2")));
    }

    private Task<RequestCount> OfAsync(Func<Task> act) => RequestCount.OfAsync(_account, act);

    private Task ReportAsync(string plan, string item = "i1") =>
        _app.ReportAsync(
            new Update
            {
                Plan = plan,
                Deliverable = item,
                AsAt = new(2022, 5, 20, 0, 0, 0, TimeSpan.Zero),
                Health = Health.OnTrack,
                Summary = Guid.NewGuid().ToString("N"),
            });

    private async Task PutAsync(string plan, int due = 0)
    {
        var answer = await _app.Office.PutJsonAsync(
            $"/api/plans/{plan}",
            new
            {
                id = plan,
                title = "A plan",
                organisation = "A council",
                status = "adopted",
                referenceDate = "2022-05-02",
                owners = new[]
                {
                    new
                    {
                        id = "khan",
                        name = "A. Khan",
                        role = "Lead",
                        email = "khan@council.example",
                    },
                },
                items = Enumerable
                    .Range(1, 8)
                    .Select(n => new
                    {
                        id = $"i{n}",
                        title = $"Item {n}",
                        owner = "khan",
                        timescale = n <= due ? "by 24 May 2022" : "by December 2024",
                    }),
            });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
