using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What puts back what one entry of an item's history changed, as a change of its own, where nobody has changed the same
/// since. Pure.</summary>
public static class ItemUndo
{
    /// <param name="history">Newest first.</param>
    /// <param name="sequence">Of the entry.</param>
    /// <returns>Null where it changed nothing that could be put back, or what was before is further back.</returns>
    public static ItemChanges? Of(PlanItem now, IReadOnlyList<HistoryEntry> history, long sequence)
    {
        var entry = history.FirstOrDefault(h => h.Sequence == sequence);
        var before = history.Where(h => h.Sequence < sequence).ToList();
        if (entry is null || before.FirstOrDefault(h => h.State is not null)?.State is not { } former)
            return null;
        var (owner, meaning, approved) = (
            OwnerOf(now, entry, before), MeaningOf(now, entry, former), ApprovedOf(now, entry, former));
        if (owner is null && meaning is null && approved.Count == 0)
            return null;
        var changes = new ItemChanges
        {
            Approved = approved.Count > 0 ? approved : null,
            Reason = $"Changed back what {entry.By} did on {LondonTime.Say(entry.At)}",
        };
        if (owner is not null)
            changes = changes with { Owner = owner };
        return meaning is null ? changes : changes with { Meaning = meaning };
    }

    private static string? OwnerOf(PlanItem now, HistoryEntry entry, List<HistoryEntry> before) =>
        entry.Definition is { } made && before.FirstOrDefault(h => h.Definition is not null)?.Definition is { } former
        && made.Owner != former.Owner && now.Definition.Owner == made.Owner
            ? former.Owner ?? "" : null;

    private static string? MeaningOf(PlanItem now, HistoryEntry entry, ItemState former)
    {
        var (was, made) = (former.Reading.Override?.Text, entry.State?.Reading.Override?.Text);
        return entry.State is not null && was != made && now.State.Reading.Override?.Text == made ? was ?? "" : null;
    }

    private static Dictionary<string, DateOnly> ApprovedOf(PlanItem now, HistoryEntry entry, ItemState former)
    {
        var back = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var made in entry.State?.Milestones ?? [])
        {
            var was = former.Milestones.FirstOrDefault(m => m.Id == made.Id);
            var isMade = made.Approval is not null && made.Approval != was?.Approval;
            var isStill = now.State.Milestones.Any(m => m.Id == made.Id && m.Due == made.Due);
            if (isMade && isStill && was?.Due is { } due && due != made.Due)
                back[made.Id] = due;
        }

        return back;
    }
}
