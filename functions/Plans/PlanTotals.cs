namespace HubFunctions.Plans;

/// <summary>Counts of a plan on a day. Complete to cancelled count each item once and add up to items; the rest are counted in
/// addition.</summary>
public sealed record PlanTotals
{
    public int Items { get; init; }
    public int Complete { get; init; }
    public int OnTrack { get; init; }
    public int AtRisk { get; init; }
    public int OffTrack { get; init; }
    public int NotReported { get; init; }
    public int NotStarted { get; init; }
    public int Paused { get; init; }
    public int Cancelled { get; init; }
    public int Ongoing { get; init; }
    public int Overdue { get; init; }
    public int Undated { get; init; }
    public int Unowned { get; init; }

    public static PlanTotals Of(PlanHeader plan, IReadOnlyList<PlanItem> items, DateOnly today)
    {
        var standings = Standings.Of(plan, items, today);
        var headings = items.Select(i => i.Definition.Parent).ToHashSet();
        int Count(Standing standing) => standings.Values.Count(s => s == standing);
        return new PlanTotals
        {
            Items = items.Count,
            Complete = Count(Standing.Complete),
            OnTrack = Count(Standing.OnTrack),
            AtRisk = Count(Standing.AtRisk),
            OffTrack = Count(Standing.OffTrack),
            NotReported = Count(Standing.NotReported),
            NotStarted = Count(Standing.NotStarted),
            Paused = Count(Standing.Paused),
            Cancelled = Count(Standing.Cancelled),
            Ongoing = items.Count(i => i.State.Reading.IsOngoing()),
            Overdue = items.Count(i => Standings.IsOverdue(i, today)),
            Undated = items.Count(i => !headings.Contains(i.Id) && IsUndated(i)),
            Unowned = items.Count(i => !headings.Contains(i.Id) && i.Definition.Owner is null),
        };
    }

    /// <summary>The same over the items that have none below them.</summary>
    public static PlanTotals OfDeliverables(PlanHeader plan, IReadOnlyList<PlanItem> items, DateOnly today)
    {
        var headings = items.Select(i => i.Definition.Parent).ToHashSet();
        return Of(plan, [.. items.Where(i => !headings.Contains(i.Id))], today);
    }

    /// <summary>No date and not meant to go on for ever. A heading takes its dates and owners from what is below it and counts in
    /// neither.</summary>
    public static bool IsUndated(PlanItem item) =>
        item.State.Reading is { Due: null } reading && !reading.IsOngoing() && item.State.Milestones.All(m => m.Due is null);
}
