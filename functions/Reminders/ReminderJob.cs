using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The timer's run: decides from the clock and the ledger whether anything is to be sent.</summary>
public sealed class ReminderJob(
    ReminderSweep sweep, AskTicks asks, HubClock calendar, ReminderOptions options, ILogger<ReminderJob> log)
{
    /// <summary>Well below the host's five minutes with a mail under way, so that a long run ends by itself and the next tick
    /// goes on.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    /// <summary>Of what the office asked for; what is left waits for the next tick.</summary>
    private static readonly TimeSpan AsksLimit = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken stop)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(TimeLimit);
        var report = await sweep.RunAsync(() => calendar.Now, send: true, limited.Token);
        if (report.Sent > 0)
            HubTelemetry.ReminderLag(report.AsOf - LondonTime.At(LondonTime.DateOf(report.AsOf), options.SendFrom));
        if (report.Digests.Count > 0)
            log.Swept(report.AsOf, report.Digests.Count, report.Sent, report.Unsettled);
        var unasked = await asks.RunAsync(report.Asking, AsksLimit, limited.Token);
        var failures = report.Failures.Select(f => f.Error).Concat(unasked).ToList();
        if (failures.Count > 0)
        {
            throw new AggregateException(
                "Some plans could not be read or some digests not sent; the next tick tries again.", failures);
        }
    }
}
