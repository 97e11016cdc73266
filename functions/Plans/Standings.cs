using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>How an item stands on a day. Derived, never stored: "not reported" and "overdue" come with the calendar
/// alone.</summary>
public static class Standings
{
    /// <summary>The standing of every item that is part of the plan. A heading that nobody reports on takes it from what is below
    /// it.</summary>
    public static IReadOnlyDictionary<string, Standing> Of(PlanHeader plan, IReadOnlyList<PlanItem> items, DateOnly today)
    {
        var standings = new Dictionary<string, Standing>(items.Count);
        var below = items.Where(i => i.Definition.Parent is not null).ToLookup(i => i.Definition.Parent!);
        foreach (var item in items)
            Visit(item, depth: 0);
        return standings;

        Standing Visit(PlanItem item, int depth)
        {
            if (standings.TryGetValue(item.Id, out var known))
                return known;
            var reported =
                item.State.AsAt is not null || item.State.IsClosed() || !below.Contains(item.Id) || depth > PlanLimits.Depth;
            return standings[item.Id] = reported
                ? Of(plan, item, today)
                : Together(below[item.Id].Select(child => Visit(child, depth + 1)).ToHashSet());
        }
    }

    /// <summary>The standing of one item by its own state.</summary>
    public static Standing Of(PlanHeader plan, PlanItem item, DateOnly today) => item.State switch
    {
        { Lifecycle: Lifecycle.Complete or Lifecycle.Verified } => Standing.Complete,
        { Lifecycle: Lifecycle.Cancelled or Lifecycle.Superseded } => Standing.Cancelled,
        { Lifecycle: Lifecycle.Paused } => Standing.Paused,
        _ when today > ReportDue(plan, item) => Standing.NotReported,
        { Lifecycle: Lifecycle.NotStarted } => Standing.NotStarted,
        { Health: Health.OnTrack } => Standing.OnTrack,
        { Health: Health.AtRisk } => Standing.AtRisk,
        { Health: Health.OffTrack } => Standing.OffTrack,
        _ => Standing.NotReported,
    };

    /// <summary>The last day on which the newest report still counts; the first report is due one review interval after the
    /// plan's reference date.</summary>
    public static DateOnly ReportDue(PlanHeader plan, PlanItem item) =>
        plan.ReviewEvery.After(item.State.AsAt is { } asAt ? LondonTime.DateOf(asAt) : plan.ReferenceDate);

    /// <summary>Open, not paused, and a start or completion's last plausible day is over. Reviews are never overdue.</summary>
    public static bool IsOverdue(PlanItem item, DateOnly today) =>
        !item.State.IsClosed() && item.State.Lifecycle != Lifecycle.Paused
        && item.State.Milestones.Any(m => m.IsOpen() && m.Type != MilestoneType.Review && m.Due < today);

    /// <summary>Declared on track although a start or completion's last plausible day is over.</summary>
    public static bool IsContradicted(PlanItem item, DateOnly today) =>
        item.State.Health == Health.OnTrack && IsOverdue(item, today);

    /// <summary>The latest approved day of the item's milestones (conventions, rule 7); by its words where it has none.</summary>
    public static DateOnly? Due(PlanItem item) => item.State.Milestones.Max(m => m.Due) ?? item.State.Reading.Due;

    /// <summary>The earliest open milestone (conventions, rule 7).</summary>
    public static Milestone? Next(PlanItem item) =>
        item.State.IsClosed() ? null : item.State.Milestones.Where(m => m.IsOpen() && m.Due is not null).MinBy(m => m.Due);

    private static Standing Together(HashSet<Standing> children)
    {
        if (children.Count == 1)
            return children.First();
        ReadOnlySpan<Standing> worstFirst =
        [
            Standing.OffTrack, Standing.AtRisk, Standing.OnTrack, Standing.NotReported, Standing.NotStarted, Standing.Paused,
        ];
        foreach (var standing in worstFirst)
        {
            if (children.Contains(standing))
                return standing;
        }

        return Standing.Complete;
    }
}
