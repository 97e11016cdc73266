using System.Globalization;
using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Sends each confirmed subscriber one digest a month, or one after each Board where the plan names its meetings. Never twice: the period is
/// reserved before the mail goes; one that was surely not taken is given back.</summary>
public sealed partial class NewsletterJob(
    IPlanStore plans, PublicFiles files, TableSubscribers subscribers, NewsletterMail mails, IMailer mailer, HubClock calendar, TimeProvider clock, ILogger<NewsletterJob> log)
{
    public async Task RunAsync(CancellationToken stop)
    {
        var failures = new List<Exception>();
        foreach (var plan in await plans.ListAsync(stop))
        {
            try
            {
                await RunAsync(plan, stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                // One plan must not keep the others' readers waiting; the run still fails in the end.
                failures.Add(error);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException("The subscribers of some plans were not told; the next tick tries again.", failures);
    }

    private async Task RunAsync(string plan, CancellationToken stop)
    {
        var all = await subscribers.ListAsync(plan, stop);
        if (all.Count == 0 || await plans.FindHeaderAsync(plan, stop) is not { } header)
            return;
        await subscribers.CountAgainAsync(plan, stop);
        foreach (var forgotten in all.Where(s => !s.Confirmed && s.AskedAt + SubscriberTokens.ConfirmWithin < clock.GetUtcNow()))
            await subscribers.RemoveAsync(plan, forgotten.Id, stop, forgotten.ETag);
        var waiting = all.Where(s => s.Confirmed).ToList();
        if (waiting.Count > 0 && header.Plan.IsPublic() && header.Hold is null)
            await SendAsync(plan, waiting, stop);
    }

    /// <summary>The last ended period of a plan, and the key under which it counts as told.</summary>
    internal static (Period Period, string Key) Ended(PublicPlan plan, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var period = plan.Board.Any(b => b < today)
            ? Periods.Current(plan, today)
            : new Period(month.AddMonths(-1).AddDays(-1), today, $"What has changed since {Words.Day(month.AddMonths(-1))}");
        return (period, (plan.Board.Any(b => b < today) ? period.From : month).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private async Task SendAsync(string plan, List<Subscriber> waiting, CancellationToken stop)
    {
        if (await files.NewestAsync(plan, stop) is not { } now)
            return;
        var (period, key) = Ended(now.Plan, calendar.Today);
        var due = waiting.Where(s => string.CompareOrdinal(s.Sent, key) < 0).ToList();
        if (due.Count == 0)
            return;

        // After a Board, readers hear what led up to it; between months, of the month that ended.
        var previous = now.Plan.Board.Where(b => b < period.From).DefaultIfEmpty(period.From.AddMonths(-3)).Max();
        var told = now.Plan.Board.Contains(period.From) ? new Period(previous, calendar.Today, $"What has changed since {Words.Day(previous)}") : period;
        var changes = await files.ChangesAsync(now, told.From, stop);
        foreach (var subscriber in due)
        {
            var window = HandOverWindow.Open(clock);
            if (await subscribers.TryPutAsync(subscriber with { Sent = key }, stop) is not { } reserved || changes.Count == 0)
                continue;
            // Who was frozen in between does not know whether the reader still wants it: the next run looks again.
            var mail = mails.Digest(now.Plan, subscriber, told, changes);
            var result = window.IsOpen ? await mailer.SendAsync(mail, CancellationToken.None) : new MailResult.NotTaken("frozen");
            if (result is MailResult.NotTaken)
                await subscribers.TryPutAsync(reserved with { Sent = subscriber.Sent }, CancellationToken.None);
            else if (result is MailResult.UnknownAddress)
                await subscribers.RemoveAsync(plan, subscriber.Id, stop);
            Sent(log, plan, result.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Subscriber digest of {Plan}: {Result}")]
    private static partial void Sent(ILogger log, string plan, string result);
}
