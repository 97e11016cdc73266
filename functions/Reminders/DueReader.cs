using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Reads plan by plan what is to be said. A plan or an item that cannot be read keeps nothing else back: it is a failure
/// beside what was found.</summary>
public sealed class DueReader(IPlanStore plans)
{
    private const int ItemsAtOnce = 8;
    private const int PlansAtOnce = 16;

    /// <param name="looked">Ids of the plans to look at.</param>
    /// <param name="move">Whether rows of reports and snoozes whose day has come are moved on.</param>
    /// <param name="withWaiting">Whether plans whose reminders are not started yet are looked at, too.</param>
    public async Task<(List<Reminder> Found, List<SweepFailure> Failures)> ReadAsync(
        IReadOnlyCollection<string> looked, DueList list, bool move, bool withWaiting, CancellationToken stop)
    {
        var read = await looked.Order(StringComparer.Ordinal).AskAsync(PlansAtOnce, TryAsync, stop);
        return ([.. read.SelectMany(r => r.Found)], [.. read.SelectMany(r => r.Failures)]);

        async Task<OfPlan> TryAsync(string id, CancellationToken token)
        {
            var of = new OfPlan();
            await of.TryAsync(id, null, () => ReadAsync(of, id, list, move, withWaiting, token));
            return of;
        }
    }

    private async Task ReadAsync(OfPlan of, string id, DueList list, bool move, bool withWaiting, CancellationToken stop)
    {
        if (await plans.FindHeaderAsync(id, stop) is not { Plan: { Status: not PlanStatus.Closed } plan }
            || (!plan.MaySendMail() && !withWaiting))
            return;
        var due = new List<DueEntry>();
        await foreach (var row in plans.DueAsync(id, DateOnly.MinValue, list.Until, stop))
        {
            if (list.MayBeDue(id, row))
                due.Add(row);
        }

        var moves = new DueMoves(plan, list.Today);
        var read = await due.GroupBy(d => d.Item, StringComparer.Ordinal).AskAsync(ItemsAtOnce, ItemAsync, stop);
        foreach (var (item, rows) in read.OfType<(PlanItem?, List<DueEntry>)>())
        {
            await of.TryAsync(id, rows[0].Item, () =>
            {
                if (item is not null)
                    of.Found.AddRange([.. list.Of(plan, item, rows)]);
                moves.Look(item, rows);
                return Task.CompletedTask;
            });
        }

        await of.TryAsync(id, null, async () =>
        {
            if (list.IsDateDay(plan) && await plans.FindAsync(id, stop) is { } whole)
                of.Found.AddRange([.. list.Undated(whole).Where(r => !list.IsCovered(r.Key(Role.Owner)))]);
        });
        if (move)
            await moves.StoreAsync(plans, stop);

        async Task<(PlanItem?, List<DueEntry>)?> ItemAsync(IGrouping<string, DueEntry> rows, CancellationToken token)
        {
            (PlanItem?, List<DueEntry>)? found = null;
            await of.TryAsync(
                id,
                rows.Key,
                async () => found = ((await plans.FindItemAsync(id, rows.Key, token))?.Item, [.. rows]));
            return found;
        }
    }

    private sealed class OfPlan
    {
        private readonly List<SweepFailure> _failures = [];

        public List<Reminder> Found { get; } = [];

        public IEnumerable<SweepFailure> Failures => _failures.OrderBy(f => f.Item, StringComparer.Ordinal);

        public async Task TryAsync(string plan, string? item, Func<Task> look)
        {
            try
            {
                await look();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                lock (_failures)
                    _failures.Add(new SweepFailure(plan, item, failure));
            }
        }
    }
}

/// <summary>What a sweep could not look at or hand over; the next tick tries again.</summary>
/// <param name="Item">Null where it is the whole plan, or one digest.</param>
public sealed record SweepFailure(string Plan, string? Item, Exception Error);
