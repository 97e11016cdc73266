using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Office;

/// <summary>One change for many items, with one reason. Pure.</summary>
public sealed record BulkChange(string Reason)
{
    /// <summary>Id of the new owner, empty for nobody; null leaves owners as they are.</summary>
    public string? Owner { get; init; }

    /// <summary>The approved date of each item's completion; null leaves it.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>How far approved dates of open steps move; 0 leaves them.</summary>
    public int By { get; init; }

    /// <summary>One of <see cref="BulkForm.Units"/>.</summary>
    public string Unit { get; init; } = "days";

    /// <returns>What it asks of one item, or why that one is left as it is.</returns>
    public (ItemChanges? Changes, string? Left) For(PlanItem item)
    {
        if (Owner is { } owner)
        {
            return (item.Definition.Owner ?? "") == owner
                ? (null, "this is its owner already") : (new ItemChanges { Owner = owner, Reason = Reason }, null);
        }

        if (item.State.IsClosed())
            return (null, "it is closed");
        var dates = (Day is { } day ? Set(item, day) : Shifted(item)).ToDictionary(d => d.Milestone, d => d.Due);
        if (dates.Count == 0)
            return (null, "it has no date that could be approved: say on its page what its words mean");
        if (item.State.Milestones.All(m => !dates.TryGetValue(m.Id, out var due) || m.Due == due))
            return (null, "this is its approved date already");
        return dates.Values.All(EnteredDates.Hold)
            ? (new ItemChanges { Approved = dates, Reason = Reason }, null) : (null, "the date would be too far away");
    }

    private static IEnumerable<(string Milestone, DateOnly Due)> Set(PlanItem item, DateOnly day)
    {
        var steps = item.State.Milestones;
        var end = steps.LastOrDefault(m => m.Type == MilestoneType.Complete) ?? steps.LastOrDefault();
        return end is null ? [] : [(end.Id, day)];
    }

    private IEnumerable<(string Milestone, DateOnly Due)> Shifted(PlanItem item) =>
        item.State.Milestones.Where(m => m.IsOpen() && m.Due is not null).Select(m => (m.Id, Moved(m.Due!.Value)));

    private DateOnly Moved(DateOnly due) => Unit switch
    {
        "months" => due.PlusMonths(By),
        "weeks" => due.PlusDays(7 * By),
        _ => due.PlusDays(By),
    };
}
