using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What changed since the previous pack: deliverables compared, with approvals and reports from stored history.
/// Pure.</summary>
public static class PackChanges
{
    public static IReadOnlyList<PackChange> Of(
        IReadOnlyList<PackDeliverable> before, IReadOnlyList<PackDeliverable> now,
        IReadOnlyDictionary<string, IReadOnlyList<HistoryEntry>> histories)
    {
        var known = before.ToDictionary(d => d.Id, StringComparer.Ordinal);
        var there = now.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        var changes = now
            .Select(d => Of(known.GetValueOrDefault(d.Id), d, histories.GetValueOrDefault(d.Id) ?? [])).OfType<PackChange>();
        var gone = before.Where(d => !there.Contains(d.Id)).Select(d => new PackChange(d.Id, d, null, [], 0));
        return [.. changes, .. gone];
    }

    /// <summary>Those whose history has something new, with the sequence number to read from.</summary>
    public static IReadOnlyList<(string Id, long After)> WithHistory(IReadOnlyList<PackDeliverable> before,
        IReadOnlyList<PackDeliverable> now)
    {
        var known = before.ToDictionary(d => d.Id, d => d.Sequence, StringComparer.Ordinal);
        return [.. now.Where(d => known.TryGetValue(d.Id, out var was) && d.Sequence > was).Select(d => (d.Id, known[d.Id]))];
    }

    /// <summary>What differs, in words; an erased text says nothing.</summary>
    public static IEnumerable<(string What, string From, string To)> Differences(PackChange change)
    {
        if (change is not { Before: { } was, After: { } now })
            yield break;
        if (was.Standing != now.Standing)
            yield return ("Status", Say.Standing(was.Standing), Say.Standing(now.Standing));
        if (was.Overdue != now.Overdue)
            yield return ("Overdue", was.Overdue ? "yes" : "no", now.Overdue ? "yes" : "no");
        if (was.Due != now.Due)
            yield return ("Due", Say.Day(was.Due), Say.Day(now.Due));
        if (was.NewDate != now.NewDate)
            yield return ("Forecast", Say.Day(was.NewDate), Say.Day(now.NewDate));
        if (was.PercentComplete != now.PercentComplete)
            yield return ("Progress", Percent(was.PercentComplete), Percent(now.PercentComplete));
        if (was.Owner != now.Owner)
            yield return ("Owner", was.Owner?.ToString() ?? "nobody", now.Owner?.ToString() ?? "nobody");
        if (was.Title != now.Title && was.Title is not null && now.Title is not null)
            yield return ("Wording", was.Title, now.Title);
    }

    private static PackChange? Of(PackDeliverable? was, PackDeliverable now, IReadOnlyList<HistoryEntry> history)
    {
        if (was is null)
            return new(now.Id, null, now, [], 0);
        var change = new PackChange(
            now.Id, was, now,
            [.. history.Where(h => h.Kind == HistoryKind.ApprovedDate).OrderBy(h => h.Sequence).Select(Approval)],
            history.Count(h => h.Kind is HistoryKind.Update or HistoryKind.LateUpdate));
        return change is { Approvals.Count: 0, Reports: 0 } && !Differences(change).Any() ? null : change;
    }

    private static PackApproval Approval(HistoryEntry entry) => new(LondonTime.DateOf(entry.At), entry.By, entry.Reason);

    private static string Percent(int? value) => value is { } percent ? FormattableString.Invariant($"{percent}%") : "not told";
}
