using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>One tick of the publishing timer: looks at the plans that have changed, or change by themselves today, and at no
/// other.</summary>
/// <remarks>Invariant: the mark is stored only after every plan that this tick has to look at was published, or got a fresh hint;
/// so what a tick leaves when it is cut short, the next one finds. The mark is the tick's own start, taken before it reads its
/// hints. What is stored of it is never newer.</remarks>
public sealed partial class PublishingTick(
    IPlanStore plans,
    IChangeHints hints,
    IPublishingDiary diary,
    PublishBatch batch,
    PublishingSweep sweep,
    HubClock calendar,
    TimeProvider clock,
    ILogger<PublishingTick> log)
{
    /// <summary>Within this time an own mark needs no reading: an older one only makes a tick look further back.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>Of a tick for plans that change by themselves: updates come first, and the next tick goes on.</summary>
    private static readonly TimeSpan DayTime = TimeSpan.FromSeconds(20);
    private const int DayPlans = 64;

    /// <summary>A mark that says no more than when a tick started is stored this often: an older one only makes the next process
    /// look further back.</summary>
    private static readonly TimeSpan StoreEvery = TimeSpan.FromMinutes(5);

    private PublishingMark? _mark;
    private PublishingMark? _stored;

    /// <returns>What kept plans from being published; they are looked at again by the next tick.</returns>
    /// <exception cref="StorageUnavailableException">The next tick starts from where this one did.</exception>
    public async Task<IReadOnlyList<Exception>> RunAsync(CancellationToken stop)
    {
        var (start, today) = (clock.GetUtcNow(), calendar.Today);
        var before = await MarkAsync(start, stop);
        // Without a mark (the first tick ever, or the first of a version), or long after it, nothing is known of any plan.
        if (before is not { Format: PublicationHead.CurrentFormat } || await hints.SinceAsync(before.At, stop) is not { } hinted)
        {
            var all = await PublishAsync(await plans.ListAsync(stop), stop);
            await StoreAsync(new(start, today, start, SweptTo: null, PublicationHead.CurrentFormat), stop);
            return all;
        }

        HubTelemetry.SnapshotAge(TimeSpan.Zero);
        var failures = new List<Exception>(await PublishAsync(hinted, stop));
        var isDayDone = before.Day == today || await LookAtDayAsync(today, failures, stop);
        var mark = before with { At = start, Day = isDayDone ? today : before.Day };
        await StoreAsync(mark, stop);
        if (isDayDone && PublishingSweep.IsDue(mark))
        {
            var (swept, missed) = await sweep.RunAsync(mark, before.At, stop);
            failures.AddRange(await SettleAsync(missed, stop));
            await StoreAsync(swept, stop);
        }

        return failures;
    }

    private async Task<PublishingMark?> MarkAsync(DateTimeOffset now, CancellationToken stop) =>
        _mark is { } own && now - own.At < Remembered ? own : _mark = await diary.MarkAsync(stop);

    private async Task StoreAsync(PublishingMark mark, CancellationToken stop)
    {
        if (_stored is not { } stored || mark.At - stored.At >= StoreEvery || mark != stored with { At = mark.At })
        {
            await diary.StoreAsync(mark, stop);
            _stored = mark;
        }

        _mark = mark;
    }

    private async Task<IReadOnlyList<Exception>> PublishAsync(IEnumerable<string> some, CancellationToken stop) =>
        await SettleAsync(await batch.RunAsync(some, stop), stop);

    /// <returns>False when there is more than one tick has time for.</returns>
    private async Task<bool> LookAtDayAsync(DateOnly today, List<Exception> failures, CancellationToken stop)
    {
        var since = clock.GetTimestamp();
        foreach (var entries in (await diary.UntilAsync(today, stop)).Chunk(DayPlans))
        {
            if (clock.GetElapsedTime(since) > DayTime)
                return false;
            failures.AddRange(await PublishAsync(entries.Select(e => e.Plan), stop));
            await diary.StrikeAsync(entries, stop);
        }

        return true;
    }

    /// <summary>A plan that failed gets a fresh hint, by which the next tick finds it.</summary>
    private async Task<IReadOnlyList<Exception>> SettleAsync(IReadOnlyList<BatchResult> results, CancellationToken stop)
    {
        var failures = new List<Exception>();
        foreach (var result in results)
        {
            if (result.Result is { Outcome: PublishOutcome.Published } published)
                Published(log, result.Plan, published.Sequence, published.Held.Count);
            if (result.Error is not { } error)
                continue;
            Failed(log, result.Plan, error.GetType().Name);
            await hints.WriteAsync(result.Plan, HintTimes.Fresh, stop);
            failures.Add(error);
        }

        return failures;
    }

    [LoggerMessage(1, LogLevel.Information, "Published snapshot {Sequence} of {Plan}, {Held} texts held back")]
    private static partial void Published(ILogger log, string plan, long sequence, int held);

    [LoggerMessage(2, LogLevel.Error, "Plan {Plan} was not published: {Error}")]
    private static partial void Failed(ILogger log, string plan, string error);
}
