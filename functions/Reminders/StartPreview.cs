using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What the next sending about a plan would be if its reminders were started: the same sweep, over that plan alone.</summary>
public sealed class StartPreview(IPlanStore plans, IServiceProvider services)
{
    public async Task<ReminderStartResponse> OfAsync(PlanHeader plan, DateTimeOffset now, CancellationToken stop)
    {
        var sweep = ActivatorUtilities.CreateInstance<ReminderSweep>(services, new StartedPlan(plans, plan.Id));
        var report = await sweep.RunAsync(() => now, send: false, stop);
        if (report.Next is { } next)
            report = await sweep.RunAsync(() => next, send: false, stop);
        return new ReminderStartResponse(plan.Id, plan.Reminders ?? ReminderStart.Started, DryRun: true)
        {
            AsOf = report.AsOf.ToUniversalTime(),
            Digests = ReminderResponse.Of(report).Digests,
            WithoutAddress = WithoutAddress(plan, (await plans.FindAsync(plan.Id, stop))?.Items ?? []),
        };
    }

    private static List<string> WithoutAddress(PlanHeader plan, IReadOnlyList<PlanItem> items)
    {
        var headings = items.Select(i => i.Definition.Parent).ToHashSet();
        return [.. items.Where(i => !i.State.IsClosed() && !headings.Contains(i.Id) && plan.OwnerOf(i.Definition.Owner)?.Email is null or "").Select(i => i.Id)];
    }
}

/// <summary>One plan of a store, as it would be with its reminders started. Nothing is written through it.</summary>
internal sealed class StartedPlan(IPlanStore plans, string id) : IPlanStore
{
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken stop) => Task.FromResult<IReadOnlyList<string>>([id]);

    public async Task<StoredHeader?> FindHeaderAsync(string plan, CancellationToken stop) =>
        await plans.FindHeaderAsync(plan, stop) is { } header ? Started(header) : null;

    public async Task<StoredPlan?> FindAsync(string plan, CancellationToken stop) =>
        await plans.FindAsync(plan, stop) is { } found ? new StoredPlan(Started(found.Header), found.Stored) : null;

    public Task<StoredItem?> FindItemAsync(string plan, string item, CancellationToken stop) => plans.FindItemAsync(plan, item, stop);

    public Task<IReadOnlyList<StoredItem>> FindItemsAsync(string plan, string first, string last, CancellationToken stop) =>
        plans.FindItemsAsync(plan, first, last, stop);

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string plan, string item, long? before, int take, CancellationToken stop) =>
        plans.HistoryAsync(plan, item, before, take, stop);

    public IAsyncEnumerable<DueEntry> DueAsync(string plan, DateOnly from, DateOnly until, CancellationToken stop) => plans.DueAsync(plan, from, until, stop);

    public Task<IReadOnlyList<Acceptance>> AcceptancesAsync(string plan, string source, string key, CancellationToken stop) =>
        plans.AcceptancesAsync(plan, source, key, stop);

    public Task<CommitResult> CommitAsync(PlanCommit commit, CancellationToken stop) => throw new NotSupportedException("A preview writes nothing.");

    private static StoredHeader Started(StoredHeader header) => header with { Plan = header.Plan with { Reminders = null } };
}
