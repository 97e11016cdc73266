using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Makes a pack from what is stored. Pure.</summary>
public static class PackContent
{
    /// <param name="previous">The last frozen pack, with its link; null for the first.</param>
    /// <param name="decisions">As the secretary entered them.</param>
    /// <param name="histories">Entries since the previous pack by deliverable, in any order, where they were read.</param>
    public static Pack Of(
        PlanLook look, DateOnly board, (PackLink Link, Pack Pack)? previous, IReadOnlyList<string> decisions,
        IReadOnlyDictionary<string, IReadOnlyList<HistoryEntry>> histories)
    {
        var items = look.Items.Where(look.IsDeliverable).ToList();
        var now = Deliverables(look);
        var before = previous?.Pack.Deliverables;
        var changed = before is null ? [] : PackChanges.WithHistory(before, now);
        return new Pack
        {
            Plan = new(look.Plan.Id, look.Plan.Title, look.Plan.Organisation, look.Plan.Period),
            Board = board,
            AsAt = look.Today,
            Previous = previous?.Link,
            Lines = Reconciliation.Of(before, now),
            Decisions =
                [.. decisions.Select((text, index) => new PackDecision(FormattableString.Invariant($"{index + 1}"), text))],
            Exceptions = [.. items.Select(i => ExceptionOf(look, i)).OfType<PackException>()],
            NotReplied = [.. items.Where(look.IsSilent).Select(i => Silence(look, i))],
            Changes = before is null ? [] : PackChanges.Of(before, now, histories),
            HistoriesNotRead = changed.Count(c => !histories.ContainsKey(c.Id)),
            Deliverables = now,
        };
    }

    public static IReadOnlyList<PackDeliverable> Deliverables(PlanLook look) =>
        [.. look.Items.Where(look.IsDeliverable).Select(i => Deliverable(look, i))];

    private static PackDeliverable Deliverable(PlanLook look, PlanItem item)
    {
        var forecast = ForecastOf(item);
        return new()
        {
            Id = item.Id,
            Title = item.Definition.Title,
            Owner = PackOwner.Of(look.Plan, item.Definition.Owner),
            Standing = look.StandingOf(item),
            Overdue = Standings.IsOverdue(item, look.Today),
            Ongoing = item.State.Reading.IsOngoing(),
            Undated = PlanTotals.IsUndated(item),
            Unowned = item.Definition.Owner is null,
            Due = Standings.Due(item),
            Forecast = forecast?.Text,
            NewDate = forecast?.Due,
            PercentComplete = item.State.PercentComplete,
            LastReported = Reported(item),
            Sequence = item.Sequence,
        };
    }

    /// <summary>Null for one that the Board need not look at.</summary>
    private static PackException? ExceptionOf(PlanLook look, PlanItem item)
    {
        PackReason[] why = [.. Reasons(look, item)];
        if (why.Length == 0)
            return null;
        var forecast = ForecastOf(item);
        return new()
        {
            Id = item.Id,
            Title = item.Definition.Title,
            Owner = PackOwner.Of(look.Plan, item.Definition.Owner),
            Why = why,
            Health = item.State.Health,
            Due = Standings.Due(item),
            Forecast = forecast?.Text,
            NewDate = forecast?.Due,
            LastReported = Reported(item),
            Source = item.State.Partner,
            Summary = item.State.Summary,
            Risks = item.State.Risks,
            Next = item.State.Next,
        };
    }

    private static IEnumerable<PackReason> Reasons(PlanLook look, PlanItem item)
    {
        if (!look.IsOpen(item) || item.State.Lifecycle == Lifecycle.Paused)
            yield break;
        if (Standings.IsOverdue(item, look.Today))
            yield return PackReason.Overdue;
        if (item.State.Health == Health.OffTrack)
            yield return PackReason.OffTrack;
        if (item.State.Health == Health.AtRisk)
            yield return PackReason.AtRisk;
        if (look.IsSilent(item))
            yield return PackReason.Silent;
    }

    private static PackSilence Silence(PlanLook look, PlanItem item) => new(
        item.Id, item.Definition.Title, PackOwner.Of(look.Plan, item.Definition.Owner), Standings.ReportDue(look.Plan, item),
            Reported(item));

    /// <summary>Of the last step that is open and has one.</summary>
    private static Forecast? ForecastOf(PlanItem item) =>
        item.State.Milestones.Where(m => m.IsOpen() && m.Forecast is not null).MaxBy(m => m.Due ?? DateOnly.MinValue)?.Forecast;

    private static DateOnly? Reported(PlanItem item) => item.State.AsAt is { } asAt ? LondonTime.DateOf(asAt) : null;
}
