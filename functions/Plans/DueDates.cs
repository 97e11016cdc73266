namespace HubFunctions.Plans;

/// <summary>The rows by which reminders find an item: one for every open milestone with a date. Rows for "a report is due" are kept by the
/// reminder sweep itself, so that an ordinary update does not have to move one.</summary>
public static class DueDates
{
    public static IReadOnlyList<DueEntry> Of(PlanItem item) => item.Removed || item.State.IsClosed()
        ? []
        : [.. item.State.Milestones.Where(m => m.IsOpen() && m.RemindBy is not null).Select(m => new DueEntry(m.RemindBy!.Value, item.Id, m.Id))];
}
