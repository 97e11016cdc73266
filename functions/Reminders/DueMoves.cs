using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Keeps the rows that say "a report is due" and "a snooze ends": updates do not move them, the sweep does when their
/// day has come.</summary>
public sealed class DueMoves(PlanHeader plan, DateOnly today)
{
    private const int RowsAtOnce = 40;
    private const int SnoozeKeptDays = 14;
    private readonly List<DueEntry> _gone = [];
    private readonly List<DueEntry> _new = [];

    public void Look(PlanItem? item, IReadOnlyList<DueEntry> rows)
    {
        foreach (var row in rows.Where(r => r.Milestone == DueEntry.ReviewInterval && r.Date <= today))
        {
            if (item is null || item.Removed)
                Move(row, null);
            else if (Next(item) is var next && next > row.Date)
                Move(row, next);
        }

        foreach (var row in rows.Where(r => r.Milestone == DueList.Snooze))
        {
            if (item?.State.SnoozedUntil != row.Date || row.Date < today.AddDays(-SnoozeKeptDays))
                Move(row, null);
        }
    }

    /// <summary>Losing the race to another sweep is harmless: it wrote the same.</summary>
    public async Task StoreAsync(IPlanStore store, CancellationToken stop)
    {
        for (var from = 0; from < _gone.Count; from += RowsAtOnce)
        {
            var gone = _gone.Skip(from).Take(RowsAtOnce).ToList();
            var items = gone.Where(g => g.Milestone == DueEntry.ReviewInterval).Select(g => g.Item).ToHashSet();
            await store.CommitAsync(
                new PlanCommit(plan.Id) { DueGone = gone, DueNew = [.. _new.Where(n => items.Contains(n.Item)).Distinct()] },
                stop);
        }
    }

    /// <summary>A closed item may be opened again: it is looked at once in every review interval.</summary>
    private DateOnly Next(PlanItem item) =>
        item.State.IsClosed() ? plan.ReviewEvery.After(today) : Standings.ReportDue(plan, item);

    private void Move(DueEntry row, DateOnly? to)
    {
        _gone.Add(row);
        if (to is { } date)
            _new.Add(row with { Date = date });
    }
}
