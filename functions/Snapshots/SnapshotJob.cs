using HubFunctions.Plans;
using HubFunctions.Snapshots.Subscribers;

namespace HubFunctions.Snapshots;

/// <summary>The timer <c>PublishSnapshots</c>: changed plans only, and once a day the digests of the public subscribers.</summary>
public sealed partial class SnapshotJob(
    IPlanStore plans, Publisher publisher, SharedFiles shared, NewsletterJob digests, HubClock calendar, ILogger<SnapshotJob> log)
{
    private static readonly TimeOnly DigestsFrom = new(9, 0);
    private DateOnly _digestsOn;

    public async Task RunAsync(CancellationToken stop)
    {
        await shared.KeepAsync(stop);
        var failures = new List<Exception>();
        foreach (var plan in await plans.ListAsync(stop))
        {
            try
            {
                if (await publisher.RunAsync(plan, stop) is { Outcome: PublishOutcome.Published } published)
                    Published(log, plan, published.Sequence, published.Held.Count);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                // One plan that cannot be published must not keep the others back.
                Failed(log, plan, error.GetType().Name);
                failures.Add(error);
            }
        }

        // A restart looks again on the same day; the table knows who was told.
        if (calendar.Today != _digestsOn && calendar.Now >= LondonTime.At(calendar.Today, DigestsFrom))
        {
            await digests.RunAsync(stop);
            _digestsOn = calendar.Today;
        }

        if (failures.Count > 0)
            throw new AggregateException("Some plans were not published; the next tick tries again.", failures);
    }

    [LoggerMessage(1, LogLevel.Information, "Published snapshot {Sequence} of {Plan}, {Held} texts held back")]
    private static partial void Published(ILogger log, string plan, long sequence, int held);

    [LoggerMessage(2, LogLevel.Error, "Plan {Plan} was not published: {Error}")]
    private static partial void Failed(ILogger log, string plan, string error);
}
