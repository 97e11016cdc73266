namespace HubFunctions.Snapshots;

/// <summary>The timer <c>PublishSnapshots</c>: changed plans only.</summary>
public sealed class SnapshotJob(PublishingTick tick, SharedFiles shared)
{
    public async Task RunAsync(CancellationToken stop)
    {
        await shared.KeepAsync(stop);
        var failures = await tick.RunAsync(stop);
        if (failures.Count > 0)
            throw new AggregateException("Some plans were not published; the next tick tries again.", failures);
    }
}
