using HubFunctions.Hosting;

namespace HubFunctions.LocalRun;

/// <summary>Ticks the timers where no Functions host does. A blob lease lets one instance of several do it. Ticks missed while no
/// hub ran are made up for by one run at the start, as under the host.</summary>
public sealed partial class LocalTimers(
    TimerCalls calls,
    TableTimerLog past,
    TimerLock timerLock,
    StorageSetup storage,
    TimeProvider clock,
    ILogger<LocalTimers> log) : BackgroundService
{
    /// <summary>Whether a tick has gone by since the last success. A timer that has never run has missed nothing.</summary>
    public static bool IsPastDue(TimerFunction timer, TimerRun? last, DateTimeOffset now) =>
        last is not null && timer.Crontab.GetNextOccurrence((last.SucceededAt ?? last.RanAt).UtcDateTime) <= now.UtcDateTime;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without storage no job could do anything.
        await storage.Ready.WaitAsync(stoppingToken);
        await Task.WhenAll(FunctionMethods.Timers.Select(timer => TickAsync(timer, stoppingToken)));
    }

    private async Task TickAsync(TimerFunction timer, CancellationToken stop)
    {
        var schedule = timer.Crontab;
        var last = clock.GetUtcNow().UtcDateTime;
        await TryAsync(timer, atStart: true, stop);
        while (!stop.IsCancellationRequested)
        {
            var next = schedule.GetNextOccurrence(last);
            var wait = next - clock.GetUtcNow().UtcDateTime;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, stop);
            last = next;
            await TryAsync(timer, atStart: false, stop);
        }
    }

    private async Task TryAsync(TimerFunction timer, bool atStart, CancellationToken stop)
    {
        try
        {
            if (atStart && !IsPastDue(timer, (await past.ReadAsync(stop)).GetValueOrDefault(timer.Name), clock.GetUtcNow()))
                return;
            if (await timerLock.HoldsAsync(stop))
                await calls.RunAsync(timer, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // A failed run is not retried until its next tick, as under the host; the jobs make up for it.
            Missed(log, timer.Name, error.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Tick of {Timer} missed: {Error}")]
    private static partial void Missed(ILogger log, string timer, string error);
}
