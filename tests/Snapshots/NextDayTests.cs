using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Snapshots;

public sealed class NextDayTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Day by day, over plans made by chance: what is public is the same until the next day, however far that
    /// is.</summary>
    [Fact]
    public void Nothing_public_changes_by_itself_before_the_next_day()
    {
        var random = new Random(13);
        var changes = 0;
        for (var n = 0; n < 40; n++)
        {
            var (plan, items) = (Header(random), Enumerable.Range(1, 6).Select(i => Item(random, i)).ToList());
            var today = new DateOnly(2022, 1, 1).AddDays(random.Next(400));
            var next = NextDay.After(plan, items, today);
            Assert.True(next > today);
            for (var day = today; day < next && day < today.AddDays(500); day = day.AddDays(1))
                Assert.Equal(Public(plan, items, today), Public(plan, items, day));
            changes += next != NextDay.Never && Public(plan, items, today) != Public(plan, items, next) ? 1 : 0;
        }

        Assert.InRange(changes, 20, 40);
    }

    [Fact]
    public async Task Midnight_looks_at_no_plan_that_does_not_change_by_itself()
    {
        var calendar = new SnapshotCalendar { Now = new(2022, 5, 24, 21, 0, 0, TimeSpan.Zero) };
        await using var app = await calendar.StartAppAsync(azurite);
        await app.PutAsync("quiet", items: 2);
        var item = new { id = "d1", title = "Homes", timescale = "by 30 May 2022" };
        var dated = new
        {
            id = "dated",
            title = "Dated",
            status = "adopted",
            referenceDate = "2022-05-01",
            items = new[] { item },
        };
        (await app.Office.PutJsonAsync("api/plans/dated", dated)).EnsureSuccessStatusCode();
        await TickAsync(app);
        var entries = await app.Get<IPublishingDiary>().UntilAsync(new(2022, 7, 1), Stop);
        var quiet = Assert.Single(entries, e => e.Plan == "quiet");
        Assert.Equal(new DateOnly(2022, 7, 1), quiet.Day);
        var next = Assert.Single(entries, e => e.Plan == "dated").Day;
        Assert.Equal(new DateOnly(2022, 5, 31), next);
        var chain = app.Get<IPublicationChain>();
        calendar.Now = LondonTime.At(next, TimeOnly.MinValue);
        await TickAsync(app);
        Assert.Equal(next, (await chain.HeadAsync("dated", Stop))!.EvaluatedOn);
        Assert.Equal(new DateOnly(2022, 5, 24), (await chain.HeadAsync("quiet", Stop))!.EvaluatedOn);
        Assert.DoesNotContain(await app.Get<IPublishingDiary>().UntilAsync(next, Stop), e => e.Plan == "dated");
    }

    private static Task TickAsync(HubApp app) => app.Get<SnapshotJob>().RunAsync(Stop);

    private static string Public(PlanHeader plan, List<PlanItem> items, DateOnly day)
    {
        var content = PublicView.Of(plan, items, day).Content;
        var ended = Periods.Ended(content.Plan, DateOnly.MinValue, day).Select(p => p.File);
        return $"{Chain.ContentHash(content)} {Periods.Current(content.Plan, day).From} {string.Join(' ', ended)}";
    }

    private static PlanHeader Header(Random random) =>
        Views.Header() with
        {
            ReferenceDate = new DateOnly(2021, 1, 1).AddDays(random.Next(500)),
            ReviewEvery =
                random.Next(2) == 0
                    ? new ReviewInterval(12 * random.Next(1, 4), 0)
                    : new ReviewInterval(0, 7 * random.Next(1, 30)),
            Calendar = new()
            {
                Board =
                [
                    .. Enumerable
                        .Range(0, random.Next(3))
                        .Select(_ => new DateOnly(2022, 1, 1).AddDays(random.Next(600)))
                        .Order(),
                ],
            },
        };

    private static PlanItem Item(Random random, int number)
    {
        var item = Views.Item(number);
        var due = new DateOnly(2022, 1, 1).AddDays(random.Next(700));
        Lifecycle[] lives = [Lifecycle.InProgress, Lifecycle.NotStarted, Lifecycle.Paused, Lifecycle.Complete];
        MilestoneType[] types = [MilestoneType.Start, MilestoneType.Complete, MilestoneType.Review];
        return item with
        {
            State = item.State with
            {
                Lifecycle = lives[random.Next(lives.Length)],
                AsAt =
                    random.Next(3) == 0
                        ? null
                        : new DateTimeOffset(2022, 1, 1, 23, 30, 0, TimeSpan.Zero).AddDays(random.Next(300)),
                Milestones = [item.State.Milestones[0] with { Type = types[random.Next(types.Length)], Due = due }],
            },
        };
    }
}
