using System.Collections.Concurrent;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Looks at every plan once an hour, and counts what changed without a hint: none should.</summary>
public sealed partial class PublishingSweep(
    IPlanStore plans,
    IChangeHints hints,
    IPublicationChain chain,
    PublishBatch batch,
    HubClock calendar,
    ILogger<PublishingSweep> log)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private const int AtOnce = 16;

    /// <summary>Of one tick: about 5 s. The next tick goes on.</summary>
    private const int MaxPlans = 5_000;

    public static bool IsDue(PublishingMark mark) => mark.SweptTo is not null || mark.At - mark.SweptAt >= Every;

    /// <param name="since">The mark by which this tick read its hints: what has a hint since is left to the ticks.</param>
    /// <returns>How far it got, and the results for the plans that no hint named.</returns>
    public async Task<(PublishingMark Mark, IReadOnlyList<BatchResult> Missed)> RunAsync(
        PublishingMark mark,
        DateTimeOffset since,
        CancellationToken stop)
    {
        var left = (await plans.ListAsync(stop))
            .Where(plan => string.CompareOrdinal(plan, mark.SweptTo) > 0)
            .Order(StringComparer.Ordinal)
            .ToList();
        var some = left.Take(MaxPlans).ToList();
        var unsettled = await UnsettledAsync(some, stop);
        // Hints are read after the plans were: whatever was committed meanwhile has its hint by now.
        var hinted = unsettled.Count == 0 ? [] : await hints.SinceAsync(since, stop) ?? [];
        var results = await batch.RunAsync(unsettled.Except(hinted, StringComparer.Ordinal), stop);
        var missed = results.Count(r =>
            r.Error is not null || r.Result is { Outcome: PublishOutcome.Published or PublishOutcome.Unchanged });
        if (missed > 0)
            Missed(log, missed);
        return (
            some.Count < left.Count ? mark with { SweptTo = some[^1] } : mark with { SweptAt = mark.At, SweptTo = null },
            results);
    }

    private async Task<IReadOnlyCollection<string>> UnsettledAsync(List<string> some, CancellationToken stop)
    {
        var today = calendar.Today;
        var unsettled = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            some,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (plan, token) =>
            {
                if (!(await chain.StateAsync(plan, token)).IsSettled(today))
                    unsettled.Add(plan);
            });
        return unsettled;
    }

    // The alert on missed hints looks for this line: see infra/modules/alerts.bicep.
    [LoggerMessage(1, LogLevel.Error, "{Count} plans had changed without a hint")]
    private static partial void Missed(ILogger log, int count);
}
