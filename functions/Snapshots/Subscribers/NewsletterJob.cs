using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>The timer <c>SendNewsletters</c>: once a day, from 09:00 in London, all plans are gone through in the order of their
/// ids. How far that came is
/// stored, so that a run that was killed or reached its limit goes on where it stopped; a plan that failed, or whose mail was not
/// taken, is looked at
/// again on the same day.</summary>
public sealed partial class NewsletterJob(
    IPlanStore plans,
    TableSubscribers subscribers,
    Newsletter newsletter,
    HubClock calendar,
    TimeProvider clock,
    ILogger<NewsletterJob> log)
{
    private const int PlansAtOnce = 16;

    /// <summary>So many mails that were not taken say that the provider takes none: the next tick tries again.</summary>
    private const int MaxNotTaken = 16;

    /// <summary>Well below the Functions host's limit, with mails under way.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private static readonly TimeOnly From = new(9, 0);
    private DateOnly _doneOn;

    /// <summary>Goes on with the day's pass, once its hour has come and until it is through.</summary>
    public async Task RunDueAsync(CancellationToken stop)
    {
        var today = calendar.Today;
        if (_doneOn == today || calendar.Now < LondonTime.At(today, From))
            return;
        var mark = await subscribers.MarkAsync(stop);
        if (mark is not { IsDone: true } || mark.Day != today)
            await RunAsync(mark, stop);
        else
            _doneOn = today;
    }

    /// <summary>Goes on with a pass of today that was cut short, or begins another.</summary>
    public async Task RunAsync(CancellationToken stop) => await RunAsync(await subscribers.MarkAsync(stop), stop);

    private async Task RunAsync(NewsletterMark? known, CancellationToken stop)
    {
        var today = calendar.Today;
        var mark =
            known is { IsDone: false } && known.Day == today ? known : new NewsletterMark(today, "", Again: false, IsDone: false);
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var failures = new List<Exception>();
        try
        {
            mark = await PassAsync(mark, failures, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            GoesOn(log);
        }

        if (mark.IsDone)
            _doneOn = today;
        if (failures.Count > 0)
            throw new AggregateException("The subscribers of some plans were not told; the next tick tries again.", failures);
    }

    private async Task<NewsletterMark> PassAsync(NewsletterMark mark, List<Exception> failures, CancellationToken stop)
    {
        var left = (await plans.ListAsync(stop))
            .Where(id => string.CompareOrdinal(id, mark.After) > 0)
            .Order(StringComparer.Ordinal)
            .ToList();
        var notTaken = 0;
        foreach (var chunk in left.Chunk(PlansAtOnce))
        {
            var before = (failures.Count, notTaken);
            foreach (var due in await DueAsync(chunk, failures, stop))
                notTaken += await TryAsync(() => newsletter.SendAsync(due, MaxNotTaken - notTaken, stop), failures, stop);
            if (notTaken >= MaxNotTaken)
                return mark;
            mark = mark with { After = chunk[^1], Again = mark.Again || before != (failures.Count, notTaken) };
            if (chunk[^1] != left[^1])
                await subscribers.MarkAsync(mark, stop);
        }

        // What did not go out is looked at from the beginning: who was told is known.
        mark = mark.Again ? mark with { After = "", Again = false } : mark with { IsDone = true };
        await subscribers.MarkAsync(mark, stop);
        return mark;
    }

    private async Task<IEnumerable<DueNewsletter>> DueAsync(string[] chunk, List<Exception> failures, CancellationToken stop)
    {
        var due = await chunk.AskAsync(
            PlansAtOnce, (plan, token) => TryAsync(() => newsletter.FindDueAsync(plan, token), failures, token), stop);
        return due.SelectMany(letters => letters ?? []);
    }

    /// <summary>One plan must not keep the others' readers waiting; the run still fails in the end.</summary>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> act, List<Exception> failures, CancellationToken stop)
    {
        try
        {
            return await act();
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            lock (failures)
                failures.Add(error);
            return default;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Newsletters go on at the next tick")]
    private static partial void GoesOn(ILogger log);
}

/// <summary>How far the pass of a day came.</summary>
/// <param name="Day">London.</param>
/// <param name="After">The last plan that is through; empty at the beginning.</param>
/// <param name="Again">Whether something before it did not go out.</param>
public sealed record NewsletterMark(DateOnly Day, string After, bool Again, bool IsDone);
