namespace HubFunctions.Plans;

/// <summary>The rows by which reminders find an item: one for every open milestone with a date, and a second
/// where the last plausible due day is later than the first. Rows for "a report is due" are kept by the
/// reminder sweep itself, so that an ordinary update does not have to move one.</summary>
public static class DueDates
{
    public static IReadOnlyList<DueEntry> Of(PlanItem item) => item.Removed || item.State.IsClosed()
        ? []
        : [.. item.State.Milestones.Where(m => m.IsOpen()).SelectMany(m => new[] { m.RemindBy, m.Due }
            .OfType<DateOnly>().Distinct().Select(date => new DueEntry(date, item.Id, m.Id)))];
}
