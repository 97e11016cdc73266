using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>One pass over an entry's steps. Invariant: a step takes effect once, for the transaction that writes it also moves
/// the mark on from where it was read; an update that comes in between makes it collide, and the step is taken again on what the
/// update made.</summary>
internal sealed class EntryRun(TablePlanStore store, ITimescaleReader reader, StoredHeader header, StoredEntry entry)
{
    private const int MaxTries = 20;
    private readonly string _plan = header.Plan.Id;
    private Dictionary<string, StoredItem> _known = [];

    /// <returns>The mark after the last step; null when somebody else goes on.</returns>
    public async Task<EntryMark?> ItemsAsync(EntryMark mark, CancellationToken stop)
    {
        _known = (await store.ReadAsync(_plan, stop)).Items.ToDictionary(i => i.Item.Id, StringComparer.Ordinal);
        for (var tries = 0; mark.Done < entry.Steps.Count;)
        {
            var commit = Next(mark);
            switch (commit.Items.Count == 0 ? null : await store.CommitAsync(commit, stop))
            {
                case null:
                    mark = commit.Mark!;
                    break;
                case CommitResult.Committed { Mark: { } etag }:
                    (mark, tries) = (commit.Mark! with { ETag = etag }, 0);
                    break;
                default:
                    if (await store.Entries.MarkAsync(_plan, entry.Id, stop) is not { } now
                        || now.ETag != mark.ETag
                        || ++tries == MaxTries)
                        return null;
                    await ReadAgainAsync(commit, stop);
                    break;
            }
        }

        return mark;
    }

    /// <summary>Another review interval asks for reports on other days, of unchanged items too.</summary>
    public async Task ReportsAsync(CancellationToken stop)
    {
        if (!entry.IsOtherRhythm)
            return;
        var items = (await store.ReadAsync(_plan, stop)).Items.Where(i => !i.Item.Removed).Select(i => i.Item).ToList();
        var headings = items.Select(i => i.Definition.Parent).ToHashSet();
        var due = items.SelectMany(i => PlanDiff.ReportDue(header.Plan, i, headings.Contains(i.Id)));
        foreach (var rows in due.Chunk(PlanCommit.MaxOperations - 1))
            await store.CommitAsync(new PlanCommit(_plan) { DueNew = rows }, stop);
    }

    /// <summary>As many steps as go in one transaction, at least one.</summary>
    private PlanCommit Next(EntryMark mark)
    {
        var commit = new PlanCommit(_plan) { Mark = mark };
        var (items, due, bytes) = (new List<ItemChange>(), new List<DueEntry>(), 2 * RowSize.Envelope);
        for (var at = mark.Done; at < entry.Steps.Count; at++)
        {
            var step = entry.Steps[at];
            if (PlanDiff.Of(step, _known.GetValueOrDefault(step.Item), header.Plan, reader, entry) is { } change)
            {
                var more = commit with
                {
                    Items = [.. items, change],
                    DueNew = [.. due, .. PlanDiff.ReportDue(header.Plan, change, step.IsHeading)],
                };
                bytes += EntrySize.Item(_plan, change).Sent;
                if (items.Count > 0 && (more.Operations > PlanCommit.MaxOperations || bytes > PlanCommit.MaxBytes))
                    break;
                items.Add(change);
                due = [.. more.DueNew];
            }

            commit = commit with { Items = items, DueNew = due, Mark = mark with { Done = at + 1 } };
        }

        return commit;
    }

    private async Task ReadAgainAsync(PlanCommit commit, CancellationToken stop)
    {
        foreach (var id in commit.Items.Select(i => i.After.Id))
        {
            if (await store.FindItemAsync(_plan, id, stop) is { } item)
                _known[id] = item;
        }
    }
}
