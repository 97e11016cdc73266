using System.Globalization;
using HubFunctions.Tests.Hosting;

namespace HubFunctions.Tests.Docs;

/// <summary>The figures of docs/limits.md and the first lines of docs/cost.md are those that tests count.</summary>
public sealed class LimitFigureTests
{
    private const double SecondsARequest = 0.005;
    private const int AtOnce = 16;
    private static readonly int[] Sizes = [3_000, 30_000, 100_000];

    private static string Limits { get; } = DocPage.Read("docs/limits.md").Text;

    [Fact]
    public void The_sweeps_ask_what_is_counted()
    {
        string[] rows =
        [
            Row("publishing, an idle tick | 1", _ => Counted.PublishTick),
            Row("publishing, once an hour | 2 and 1 a plan", Counted.PublishSweep),
            Row("reminders, the first sweep of a day | 5 and 2 a plan", Counted.FirstSweepOfDay, AtOnce),
            Row("reminders, a later tick with nothing changed | 3", _ => Counted.ReminderTick(0)),
            Row("silent partners, once a day | 3 and 1 a plan", Counted.SilentPartners, AtOnce),
            Row(
                "newsletters, once a day and without the mails | 2, 1 a plan and 1 for each 16 plans",
                Counted.DigestsOfDay, AtOnce),
            Row("readiness | 4", _ => Counted.Readiness),
            Row("the list of plans, of which none has changed | 1 and 2 for each 1,000 plans", Counted.PlanList),
            Row("housekeeping, every night | 14 and 3 a plan, one after another", Counted.Housekeeping, 1),
        ];

        Assert.All(rows, row => Assert.Contains(row, Limits, StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_mail_of_a_day_leaves_within_a_minute_at_30000_plans() =>
        Assert.InRange(CostModel.Total(Counted.FirstSweepOfDay(30_000)) * SecondsARequest / AtOnce, 1, 60);

    [Fact]
    public void A_publication_takes_what_is_counted()
    {
        var all = Counted.UnchangedPlan + Counted.Publication;
        var blobs = all.BlobReads + all.BlobWrites;
        var cost = DocPage.Read("docs/cost.md").Text;

        Assert.Contains($"one changed item takes {CostModel.Total(all)} requests", Limits, StringComparison.Ordinal);
        Assert.Contains(
            $"or {CostModel.Total(Counted.UnchangedPlan + Counted.WordsOnly)} where only words change",
            Limits,
            StringComparison.Ordinal);
        Assert.Contains($"{CostModel.Total(Counted.PastRead)} more where another process", Limits, StringComparison.Ordinal);
        Assert.Contains($"of one changed item {all.Tables} and {blobs} of blobs", cost, StringComparison.Ordinal);
    }

    /// <param name="atOnce">How many requests are under way at a time; null where no time is named.</param>
    private static string Row(string start, Func<int, RequestCount> count, int? atOnce = null) =>
        $"| {start} | {string.Join(" | ", Sizes.Select(plans => Cell(CostModel.Total(count(plans)), atOnce)))} |";

    private static string Cell(double requests, int? atOnce) => atOnce is { } n
        ? string.Create(CultureInfo.InvariantCulture, $"{requests:N0}; {requests * SecondsARequest / n:N0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{requests:N0}");
}
