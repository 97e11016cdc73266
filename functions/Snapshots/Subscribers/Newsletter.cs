using System.Globalization;
using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Sends each confirmed subscriber of a plan one digest a month, or one after each Board, as they chose, about the plan
/// or a theme of
/// it. Never twice: the
/// period is reserved before the mail goes; one that was surely not taken is given back. What was under way as a process died, at
/// most
/// <see cref="MailsAtOnce"/> mails, may be missing.</summary>
public sealed partial class Newsletter(
    IPlanStore plans,
    PublicFiles files,
    TableSubscribers subscribers,
    NewsletterMail mails,
    IMailer mailer,
    HubClock calendar,
    TimeProvider clock,
    ILogger<Newsletter> log)
{
    public const int MailsAtOnce = 8;

    /// <summary>Takes away who was asked and did not answer, and says who is still to be told.</summary>
    /// <returns>One for all who asked for the same; none when nobody is.</returns>
    public async Task<IReadOnlyList<DueNewsletter>> FindDueAsync(string plan, CancellationToken stop)
    {
        var all = await subscribers.TidyAsync(plan, clock.GetUtcNow(), stop);
        if (all.Count == 0 || await plans.FindHeaderAsync(plan, stop) is not { } header)
            return [];
        await subscribers.CountAgainAsync(plan, all.Count, stop);
        foreach (var forgotten in all.Where(s => !s.Confirmed && s.AskedAt + SubscriberTokens.ConfirmWithin < clock.GetUtcNow()))
            await subscribers.RemoveAsync(plan, forgotten.Id, stop, forgotten.ETag);
        var waiting = all.Where(s => s.Confirmed).ToList();
        if (waiting.Count == 0 || !header.Plan.IsPublic() || header.IsOnHold(calendar.Today)
            || await files.NewestAsync(plan, stop) is not { } now)
            return [];
        var letters = new List<DueNewsletter>();
        foreach (var timing in waiting.GroupBy(s => s.When))
        {
            if (Ended(now.Plan, calendar.Today, timing.Key) is { } ended)
                letters.AddRange(await FindDueAsync(
                    now, ended, [.. timing.Where(s => string.CompareOrdinal(s.Sent, ended.Key) < 0)], stop));
        }

        return letters;
    }

    private async Task<IEnumerable<DueNewsletter>> FindDueAsync(
        Snapshot now, (Period Period, string Key) ended, IReadOnlyList<Subscriber> due, CancellationToken stop)
    {
        if (due.Count == 0)
            return [];

        // After a Board, readers hear what led up to it; between months, of the month that ended.
        var (period, key) = ended;
        var previous = now.Plan.Board.Where(b => b < period.From).DefaultIfEmpty(period.From.AddMonths(-3)).Max();
        var told = key == Key(period.From) && now.Plan.Board.Contains(period.From)
            ? new Period(previous, calendar.Today, $"What has changed since {Words.Day(previous)}")
            : period;
        var before = await files.StartOfAsync(now, told.From, known: null, stop);
        var changes = Differences.Between(before, now);
        return due.GroupBy(s => s.Theme)
            .Select(theme => new DueNewsletter(
                now.Plan, told, key, NewsletterScope.Of(before, now, theme.Key, changes), [.. theme]));
    }

    /// <param name="patience">After so many mails that were not taken it ends.</param>
    /// <returns>How many mails were not taken.</returns>
    public async Task<int> SendAsync(DueNewsletter due, int patience, CancellationToken stop)
    {
        var notTaken = 0;
        await Parallel.ForEachAsync(
            due.To,
            new ParallelOptions { MaxDegreeOfParallelism = MailsAtOnce, CancellationToken = stop },
            async (subscriber, token) =>
            {
                if (Volatile.Read(ref notTaken) < patience && await SendAsync(due, subscriber, token) is MailResult.NotTaken)
                    Interlocked.Increment(ref notTaken);
            });
        return notTaken;
    }

    /// <summary>The last ended period of a plan, and the key under which it counts as told.</summary>
    /// <param name="when">Null for those who were not asked.</param>
    /// <returns>Null while the first Board is still to come.</returns>
    internal static (Period Period, string Key)? Ended(PublicPlan plan, DateOnly today, NewsletterTiming? when)
    {
        if (when != NewsletterTiming.Monthly && plan.Board.Any(b => b < today))
            return (Periods.Current(plan, today), Key(Periods.Start(plan, today)));
        if (when == NewsletterTiming.Board && plan.Board.Count > 0)
            return null;
        var month = new DateOnly(today.Year, today.Month, 1);
        return (new Period(month.AddMonths(-1).AddDays(-1), today, $"What has changed since {Words.Day(month.AddMonths(-1))}"),
            Key(month));
    }

    private static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <returns>Null where nothing was to be sent.</returns>
    private async Task<MailResult?> SendAsync(DueNewsletter due, Subscriber subscriber, CancellationToken stop)
    {
        // A run that ends here must not leave a reader reserved and untold.
        stop.ThrowIfCancellationRequested();
        var window = HandOverWindow.Open(clock);
        if (await subscribers.TryPutAsync(subscriber with { Sent = due.Key }, CancellationToken.None) is not { } reserved
            || due.Scope.Changes.Count == 0)
            return null;

        // Who was frozen in between does not know whether the reader still wants it: the next run looks again.
        var mail = mails.Digest(due.Plan, subscriber, due.Period, due.Scope);
        var result = window.IsOpen ? await mailer.SendAsync(mail, CancellationToken.None) : new MailResult.NotTaken("frozen");
        if (result is MailResult.NotTaken)
            await subscribers.TryPutAsync(reserved with { Sent = subscriber.Sent }, CancellationToken.None);
        else if (result is MailResult.UnknownAddress)
            await subscribers.RemoveAsync(due.Plan.Id, subscriber.Id, CancellationToken.None);
        Sent(log, due.Plan.Id, result.GetType().Name);
        return result;
    }

    [LoggerMessage(1, LogLevel.Information, "Subscriber digest of {Plan}: {Result}")]
    private static partial void Sent(ILogger log, string plan, string result);
}

/// <param name="Key">Under which the period counts as told.</param>
/// <param name="To">Who was not told of it yet.</param>
public sealed record DueNewsletter(
    PublicPlan Plan, Period Period, string Key, NewsletterScope Scope, IReadOnlyList<Subscriber> To);
