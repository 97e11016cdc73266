using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>Writes the items of entries that a header names. Whoever comes to the plan next does so, and several at once come to
/// the same.</summary>
internal sealed class PendingEntries(TablePlanStore store, ITimescaleReader reader)
{
    private const int MaxTries = 50;

    /// <returns>False when there was nothing to complete.</returns>
    /// <exception cref="StorageUnavailableException">Also when others kept changing the same items.</exception>
    public async Task<bool> CompleteAsync(string plan, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await store.FindHeaderAsync(plan, stop) is not { Pending: { } id } header)
                return attempt > 0;
            if (await store.Entries.FindAsync(plan, id, stop) is not (var entry, var mark))
                continue;
            var run = new EntryRun(store, reader, header, entry);
            if (await run.ItemsAsync(mark, stop) is not { } last)
                continue;
            await run.ReportsAsync(stop);
            var end = new HeaderChange(header, header.Plan, header.Hold, Entry: null) { Pending = null };
            if (await store.CommitAsync(new PlanCommit(plan) { Header = end, Mark = last with { IsLast = true } }, stop)
                is CommitResult.Committed)
                await store.Entries.ForgetAsync(plan, id, stop);
        }

        throw new StorageUnavailableException(503, $"Plan {plan} is written to by too many at once.");
    }
}
