using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>Plans as readers see them: an entry that is under way, or was cut short, is completed before anything of its plan is
/// shown.</summary>
public sealed class CompletePlans(TablePlanStore store, ITimescaleReader reader) : IPlanStore
{
    private const int MaxTries = 20;
    private readonly PendingEntries _pending = new(store, reader);

    public async Task<StoredPlan?> FindAsync(string plan, CancellationToken stop) =>
        await CompleteAsync(plan, () => store.FindAsync(plan, stop), found => found?.Header.Pending, stop);

    public async Task<StoredHeader?> FindHeaderAsync(string plan, CancellationToken stop) =>
        await CompleteAsync(plan, () => store.FindHeaderAsync(plan, stop), found => found?.Pending, stop);

    /// <summary>An item that is not there may be one that an entry is about to write.</summary>
    public async Task<StoredItem?> FindItemAsync(string plan, string item, CancellationToken stop)
    {
        var found = await store.FindItemAsync(plan, item, stop);
        return found is null or { Item.Removed: true } && await CompleteAsync(plan, stop)
            ? await store.FindItemAsync(plan, item, stop)
            : found;
    }

    public Task<bool> CompleteAsync(string plan, CancellationToken stop) => _pending.CompleteAsync(plan, stop);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken stop) => store.ListAsync(stop);

    public Task<bool> ExistsAsync(string plan, CancellationToken stop) => store.ExistsAsync(plan, stop);

    public Task<IReadOnlyList<StoredItem>> FindItemsAsync(string plan, string first, string last, CancellationToken stop) =>
        store.FindItemsAsync(plan, first, last, stop);

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        string plan,
        string item,
        long? before,
        int take,
        CancellationToken stop) => store.HistoryAsync(plan, item, before, take, stop);

    public IAsyncEnumerable<DueEntry> DueAsync(string plan, DateOnly from, DateOnly until, CancellationToken stop) =>
        store.DueAsync(plan, from, until, stop);

    public Task<IReadOnlyList<Acceptance>> AcceptancesAsync(string plan, string source, string key, CancellationToken stop) =>
        store.AcceptancesAsync(plan, source, key, stop);

    public Task AnnounceAsync(string plan, CancellationToken stop) => store.AnnounceAsync(plan, stop);

    public Task<IReadOnlyList<Acceptance>> AcceptancesSinceAsync(
        string plan,
        string source,
        DateTimeOffset since,
        CancellationToken stop) => store.AcceptancesSinceAsync(plan, source, since, stop);

    public Task<CommitResult> CommitAsync(PlanCommit commit, CancellationToken stop) => store.CommitAsync(commit, stop);

    private async Task<T?> CompleteAsync<T>(string plan, Func<Task<T?>> read, Func<T?, string?> pending, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var found = await read();
            if (pending(found) is null)
                return found;
            await CompleteAsync(plan, stop);
        }

        throw new StorageUnavailableException(503, $"Plan {plan} is entered again and again.");
    }
}
