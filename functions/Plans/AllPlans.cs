namespace HubFunctions.Plans;

/// <summary>Looks at every plan that the caller may see. One that cannot be read is named, and keeps none of the others from
/// being seen; that storage is unavailable is no plan's fault and ends the whole.</summary>
public sealed partial class AllPlans(IPlanStore plans, ILogger<AllPlans> log)
{
    private const int AtOnce = 8;

    public Task<PlansRead<StoredPlan>> ReadAsync(CancellationToken stop) => ReadAsync(plans.FindAsync, stop);

    /// <param name="some">Ids of the plans that are wanted.</param>
    public Task<PlansRead<StoredPlan>> ReadAsync(IEnumerable<string> some, CancellationToken stop) =>
        ReadAsync(some, plans.FindAsync, stop);

    /// <param name="read">What is wanted of one plan; null where it has nothing to say.</param>
    public async Task<PlansRead<T>> ReadAsync<T>(Func<string, CancellationToken, Task<T?>> read, CancellationToken stop)
        where T : class => await ReadAsync((await plans.ListAsync(stop)).Order(StringComparer.Ordinal), read, stop);

    /// <summary>Ids of the plans that the caller may see, in their order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken stop) =>
        await ReachedAsync((await plans.ListAsync(stop)).Order(StringComparer.Ordinal), stop);

    /// <summary>Whether the caller may see and change a plan.</summary>
    public async Task<bool> ReachesAsync(string plan, CancellationToken stop) =>
        PlanReach.Current is not { } reach || (reach.IncludesId(plan)
            ?? (await TryAsync(plan, plans.FindHeaderAsync, stop)).Found is { Plan: var header } && reach.Includes(header));

    /// <param name="some">Ids of the plans that are wanted.</param>
    public async Task<PlansRead<T>> ReadAsync<T>(
        IEnumerable<string> some, Func<string, CancellationToken, Task<T?>> read, CancellationToken stop)
        where T : class
    {
        var ids = await ReachedAsync(some, stop);
        var found = await ids.AskAsync(AtOnce, (id, token) => TryAsync(id, read, token), stop);
        return new PlansRead<T>(
            [.. found.Select(f => f.Found).OfType<T>()], [.. ids.Where((_, i) => found[i].IsBroken)]);
    }

    private async Task<IReadOnlyList<string>> ReachedAsync(IEnumerable<string> some, CancellationToken stop)
    {
        var ids = some.ToList();
        if (PlanReach.Current is null)
            return ids;
        var reached = await ids.AskAsync(AtOnce, ReachesAsync, stop);
        return [.. ids.Where((_, i) => reached[i])];
    }

    private async Task<(T? Found, bool IsBroken)> TryAsync<T>(
        string id,
        Func<string, CancellationToken, Task<T?>> read,
        CancellationToken stop)
        where T : class
    {
        try
        {
            return (await read(id, stop), false);
        }
        catch (BrokenRowException broken)
        {
            LogUnread(log, broken.Plan, broken.Row);
            return (null, true);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Plan {Plan} cannot be read: row {Row}")]
    private static partial void LogUnread(ILogger log, string plan, string row);
}

/// <param name="Found">In the order of what was asked for; of all plans, in that of their ids.</param>
/// <param name="Unread">Ids of plans whose stored rows cannot be read.</param>
public sealed record PlansRead<T>(IReadOnlyList<T> Found, IReadOnlyList<string> Unread)
{
    /// <summary>For an answer in which the field stands only where there is something to say.</summary>
    public IReadOnlyList<string>? UnreadOrNull => Unread.Count == 0 ? null : Unread;
}
