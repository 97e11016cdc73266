using HubFunctions.Plans;
using HubFunctions.Snapshots.Subscribers;

namespace HubFunctions.Snapshots;

/// <summary>The timer <c>PublishSnapshots</c>: changed plans only, and once a day the digests of the public subscribers.</summary>
public sealed class SnapshotJob(PublishingTick tick, SharedFiles shared, NewsletterJob digests, HubClock calendar)
{
    private static readonly TimeOnly DigestsFrom = new(9, 0);
    private DateOnly _digestsOn;

    public async Task RunAsync(CancellationToken stop)
    {
        await shared.KeepAsync(stop);
        var failures = await tick.RunAsync(stop);
        // A restart looks again on the same day; the table knows who was told.
        if (calendar.Today != _digestsOn && calendar.Now >= LondonTime.At(calendar.Today, DigestsFrom))
        {
            await digests.RunAsync(stop);
            _digestsOn = calendar.Today;
        }

        if (failures.Count > 0)
            throw new AggregateException("Some plans were not published; the next tick tries again.", failures);
    }
}
