using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Readers never go back: not to an older snapshot, and not in time.</summary>
public sealed class OrderTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_publisher_that_was_held_up_does_not_write_over_a_newer_snapshot()
    {
        await using var two = await TwoPublishers.StartAsync(azurite);
        var writes = await two.AtEveryWriteAsync(async (plan, write) =>
        {
            await two.Quick.PutAsync(plan, items: 2);
            await two.Quick.PublishAsync(plan);
            await two.Quick.ReportAsync(Update(plan, 1));
            var held = await two.PublishAroundAsync(plan, write, async () =>
            {
                await two.Quick.ReportAsync(Update(plan, 2));
                await two.Quick.PublishAsync(plan);
            });
            Assert.Equal("Report 2.", (string?)(await two.Quick.JsonFileAsync($"{plan}/latest.json"))["items"]![0]!["summary"]);
            Assert.InRange(await two.Quick.WholeAsync(plan), 2, 3);
            return held;
        });
        Assert.InRange(writes, Renderings.Names.Count + 1, 50);
    }

    [Fact]
    public async Task A_receipt_names_a_snapshot_only_once_readers_can_see_it()
    {
        await using var two = await TwoPublishers.StartAsync(azurite);
        await two.Quick.PutAsync("plan", items: 2);
        await two.Quick.PublishAsync("plan");
        await two.Quick.ReportAsync(Update("plan", 1));
        var publications = two.Quick.Get<IPublications>();
        Assert.True(await two.PublishAroundAsync("plan", 3, async () =>
            Assert.Null(await publications.FirstCarryingAsync("plan", "d1", 2, Cancel))));
        Assert.Equal(2, (await publications.FirstCarryingAsync("plan", "d1", 2, Cancel))!.Sequence);
    }

    [Theory]
    [InlineData(-90)]
    [InlineData(-60 * 24 * 40)]
    public async Task A_clock_that_runs_back_takes_no_snapshot_back_in_time(int minutes)
    {
        var calendar = new SnapshotCalendar();
        await using var app = await calendar.StartAppAsync(azurite);
        await app.PutAsync("plan", items: 2);
        await app.PublishAsync("plan");
        calendar.Now = Views.At.AddDays(200);
        await app.ReportAsync(Update("plan", 1));
        await app.PublishAsync("plan");

        calendar.Now = calendar.Now.AddMinutes(minutes);
        await app.ReportAsync(Update("plan", 2));
        await app.PublishAsync("plan");

        var latest = await app.JsonFileAsync("plan/latest.json");
        Assert.Equal(Chain.WholeSeconds(Views.At.AddDays(200)), (DateTimeOffset)latest["asAt"]!);
        Assert.Equal(3, await app.WholeAsync("plan"));
        Assert.Equal(
            await app.FileAsync("plan/latest.json"),
            await app.Office.GetByteArrayAsync("api/plans/plan/snapshots/3", Cancel));
    }

    [Fact]
    public async Task A_day_that_was_looked_at_does_not_come_back()
    {
        var calendar = new SnapshotCalendar();
        await using var app = await calendar.StartAppAsync(azurite);
        await app.PutAsync("plan", items: 2);
        await app.PublishAsync("plan");
        calendar.Now = LondonTime.At(new DateOnly(2023, 1, 2), new TimeOnly(9, 0));
        await app.PublishAsync("plan");
        Assert.Equal(2, await OverdueAsync());

        calendar.Now = LondonTime.At(new DateOnly(2022, 12, 20), new TimeOnly(9, 0));
        await app.ReportAsync(Update("plan", 2));
        await app.PublishAsync("plan");

        Assert.Equal(2, await OverdueAsync());
        Assert.Equal(
            await app.FileAsync("plan/latest.json"),
            await app.Office.GetByteArrayAsync("api/plans/plan/snapshots/3", Cancel));

        async Task<int> OverdueAsync() => (int)(await app.JsonFileAsync("plan/latest.json"))["totals"]!["overdue"]!;
    }

    [Fact]
    public async Task A_day_that_was_looked_at_without_news_does_not_come_back_either()
    {
        var calendar = new SnapshotCalendar();
        await using var app = await calendar.StartAppAsync(azurite);
        await app.PutAsync("plan", items: 2);
        await app.ReportAsync(Update("plan", 1));
        await app.PublishAsync("plan");
        var day = new DateOnly(2022, 8, 1);
        calendar.Now = LondonTime.At(day, new TimeOnly(9, 0));
        await app.ReportAsync(Update("plan", 0));
        Assert.Equal("unchanged", (string?)(await app.PublishAsync("plan"))["outcome"]);

        calendar.Now = calendar.Now.AddDays(-30);
        await app.ReportAsync(Update("plan", 2));
        await app.PublishAsync("plan");

        var latest = await app.JsonFileAsync("plan/latest.json");
        Assert.Equal(LondonTime.At(day, TimeOnly.MinValue), (DateTimeOffset)latest["asAt"]!);
    }

    [Fact]
    public void A_link_older_than_the_one_before_is_refused()
    {
        var content = Views.Plan(2);
        var first = Chain.Append(content, null, Views.At);
        var link = new ChainLink(1, first.Hash, first.AsAt);
        Assert.Throws<ArgumentOutOfRangeException>(() => Chain.Append(content, link, Views.At.AddSeconds(-1)));
    }

    private static Update Update(string plan, int number) => new()
    {
        Plan = plan,
        Deliverable = "d1",
        AsAt = Views.At.AddMinutes(number - 1_000),
        Health = Health.OnTrack,
        Summary = $"Report {number}.",
    };
}
