using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>Enters a plan, all or nothing as readers see it: one transaction where it fits, else the whole change is stored
/// first, the header names it, and the items follow. A run that is cut short before that changes nothing, and one that is cut
/// short after it is completed by whoever comes next. Every commit of it rests on the header that was read, so that of two
/// entries at once one comes first.</summary>
/// <param name="leftovers">Null where nothing is ever restored.</param>
public sealed class PlanEntry(
    TablePlanStore store, ITimescaleReader reader, HubClock calendar, TableRestoreLeftovers? leftovers = null)
{
    private const int MaxTries = 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan OrphanAge = TimeSpan.FromMinutes(10);
    private readonly PendingEntries _pending = new(store, reader);

    public async Task<PlanDifference> PreviewAsync(PlanDefinition plan, CancellationToken stop) =>
        Preview(await ReadAsync(plan.Id, stop), plan);

    /// <param name="stop">Ends the waiting, never the entry.</param>
    /// <param name="basis">Sequence of the header that the plan was made from, 0 for none: where another entry came first, null
    /// is answered.
    /// Left out, the plan replaces whatever is there.</param>
    /// <returns>The difference to what was there before; null when others kept changing it meanwhile. Nothing is stored where it
    /// has errors.</returns>
    /// <exception cref="TimeoutException">Storage took minutes. What was begun is completed by whoever comes next.</exception>
    public Task<PlanDifference?> EnterAsync(PlanDefinition plan, CancellationToken stop, long? basis = null) =>
        Task.Run(() => EnterAsync(plan.Id, _ => plan, basis), CancellationToken.None).WaitAsync(stop);

    /// <summary>Changes a plan from what is stored at that moment, so that nothing which others change meanwhile is
    /// lost.</summary>
    /// <param name="change">From the plan as it was read to what it shall be, or null to leave it; asked again when others came
    /// first.</param>
    /// <param name="stop">Ends the waiting, never the entry.</param>
    /// <returns>The difference; null when the plan was left, is not there, or others kept changing it. Nothing is stored where it
    /// has errors.</returns>
    /// <exception cref="TimeoutException">Storage took minutes. What was begun is completed by whoever comes next.</exception>
    public Task<PlanDifference?> ChangeAsync(string plan, Func<StoredPlan, PlanDefinition?> change, CancellationToken stop) =>
        Task.Run(
                () =>
                    EnterAsync(
                        plan,
                        rows => rows.Header is { } header ? change(new StoredPlan(header, rows.Items)) : null,
                        basis: null),
                CancellationToken.None)
            .WaitAsync(stop);

    /// <param name="make">What the plan shall be; null to leave it.</param>
    private async Task<PlanDifference?> EnterAsync(string id, Func<PlanRows, PlanDefinition?> make, long? basis)
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        try
        {
            PlanDifference? first = null;
            for (var attempt = 0; attempt < MaxTries; attempt++)
            {
                var rows = await ReadAsync(id, limit.Token);
                if (make(rows) is not { } plan)
                    return null;
                var difference = Preview(rows, plan);
                first ??= difference;
                if (difference.Errors.Count > 0)
                    return difference;
                if (!difference.IsEmpty && basis is { } expected && (difference.Before?.Sequence ?? 0) != expected)
                    return null;
                if (difference.Before is null && leftovers is not null && await leftovers.ClearAsync(id, limit.Token))
                {
                    // What was read may have been part of it.
                    first = null;
                    continue;
                }

                if (difference.IsEmpty || await CommitAsync(difference, limit.Token))
                    return first;
            }

            return null;
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException("The entry took too long.", late);
        }
    }

    /// <summary>With nothing left to complete.</summary>
    private async Task<PlanRows> ReadAsync(string plan, CancellationToken stop)
    {
        var rows = await store.ReadAsync(plan, stop);
        while (rows.Header?.Pending is not null)
        {
            await _pending.CompleteAsync(plan, stop);
            rows = await store.ReadAsync(plan, stop);
        }

        return rows;
    }

    private PlanDifference Preview(PlanRows rows, PlanDefinition plan)
    {
        var difference = PlanDiff.Of(rows, plan, reader, calendar.Now, Acting.Name);
        return difference with { Errors = EntrySize.Check(plan.Id, HeaderOf(difference), difference.Changes) };
    }

    /// <returns>False when the plan is not what was read any more, or the answer that it is stored got lost.</returns>
    private async Task<bool> CommitAsync(PlanDifference difference, CancellationToken stop)
    {
        var plan = difference.After.Id;
        var commit = new PlanCommit(plan)
        {
            Header = HeaderOf(difference),
            Items = difference.Changes,
            DueNew = [.. difference.ReportsDue()],
        };
        if (EntrySize.IsOneTransaction(commit))
            return await store.CommitAsync(commit, stop) is CommitResult.Committed;

        var now = TimeProvider.System.GetUtcNow();
        await store.Entries.DiscardAsync(plan, now - OrphanAge, now, stop);
        var entry = difference.ToEntry(Guid.NewGuid().ToString("N"), calendar.Now, Acting.Name);
        var mark = await store.Entries.SaveAsync(plan, entry, stop);
        var named = new PlanCommit(plan) { Header = commit.Header with { Pending = entry.Id }, Mark = mark };
        if (await store.CommitAsync(named, stop) is not CommitResult.Committed)
        {
            await store.Entries.DiscardAsync(plan, mark, stop);
            return false;
        }

        await _pending.CompleteAsync(plan, stop);
        return true;
    }

    private HeaderChange HeaderOf(PlanDifference difference)
    {
        var entry = new HistoryEntry
        {
            Sequence = (difference.Before?.Sequence ?? 0) + 1,
            Kind = HistoryKind.Definition,
            At = calendar.Now,
            By = Acting.Name,
            Plan = difference.HeaderChanged ? difference.After : null,
        };
        return new HeaderChange(difference.Before, difference.After, difference.Before?.Hold, entry);
    }
}
