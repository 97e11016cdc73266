using FsCheck;
using FsCheck.Fluent;
using HubFunctions.Office;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Office;

/// <summary>Last pack's figure, plus what became, less what ceased, is this pack's figure: in every line, whatever the two
/// packs hold.</summary>
public sealed class ReconciliationTests
{
    [Fact]
    public void Names_what_moved_what_is_new_and_what_left()
    {
        PackDeliverable[] before =
            [Of("1", Standing.OnTrack), Of("2", Standing.OnTrack), Of("3", Standing.OffTrack, overdue: true)];
        PackDeliverable[] now =
            [Of("1", Standing.OffTrack, overdue: true), Of("2", Standing.OnTrack), Of("4", Standing.NotStarted)];

        var lines = Reconciliation.Of(before, now).ToDictionary(l => l.Line, Told);

        Assert.Equal("3 +4 -3 = 3", lines[PackLineKind.Deliverables]);
        Assert.Equal("2 + -1 = 1", lines[PackLineKind.OnTrack]);
        Assert.Equal("1 +1 -3 = 1", lines[PackLineKind.OffTrack]);
        Assert.Equal("1 +1 -3 = 1", lines[PackLineKind.Overdue]);
        Assert.Equal("0 +4 - = 1", lines[PackLineKind.NotStarted]);
        Assert.Equal("0 + - = 0", lines[PackLineKind.Paused]);
    }

    [Fact]
    public void A_first_pack_has_figures_and_nothing_to_reconcile_them_with() =>
        Assert.All(Reconciliation.Of(null, [Of("1", Standing.Complete)]), line =>
        {
            Assert.Null(line.Before);
            Assert.Empty(line.Became.Concat(line.Ceased));
        });

    [Fact]
    public void Every_line_adds_up_and_the_states_add_up_to_the_deliverables()
    {
        var seeds = Gen.Choose(0, int.MaxValue).Zip(Gen.Choose(0, int.MaxValue));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(seeds.ToArbitrary(), static seed =>
        {
            var (before, now) = (Any(new Random(seed.Item1)), Any(new Random(seed.Item2)));
            var lines = Reconciliation.Of(before, now);
            var states = lines.Where(l => l.Line is > PackLineKind.Deliverables and < PackLineKind.Ongoing).ToList();
            return lines.All(l => l.Now == l.Before + l.Became.Count - l.Ceased.Count)
                && states.Count == Enum.GetValues<Standing>().Length
                && states.Sum(l => l.Now) == now.Length
                && states.Sum(l => l.Before) == before.Length;
        }));
    }

    private static PackDeliverable[] Any(Random random) =>
    [
        .. Enumerable.Range(1, 12).Where(_ => random.Next(3) > 0)
            .Select(n => Of($"d{n}", (Standing)random.Next(8), random.Next(2) > 0) with
        {
            Ongoing = random.Next(2) > 0,
            Undated = random.Next(2) > 0,
            Unowned = random.Next(2) > 0,
        }),
    ];

    private static PackDeliverable Of(string id, Standing standing, bool overdue = false) =>
        new() { Id = id, Title = $"Deliverable {id}", Standing = standing, Overdue = overdue };

    private static string Told(PackLine line) => $"{line.Before} +{Ids(line.Became)} -{Ids(line.Ceased)} = {line.Now}";

    private static string Ids(IReadOnlyList<PackName> names) => string.Join(' ', names.Select(n => n.Id));
}
