using NCrontab;

namespace HubFunctions.Hosting;

/// <summary>Ticks the timers where no Functions host does. A blob lease lets one instance of several do it.</summary>
public sealed partial class LocalTimers(TimerRuns runs, TimerLock timerLock, TimeProvider clock, ILogger<LocalTimers> log) : BackgroundService
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };

    public static CrontabSchedule Parse(string schedule) => CrontabSchedule.Parse(schedule, WithSeconds);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FunctionList.All.OfType<TimerFunction>().Select(timer => TickAsync(timer, stoppingToken)));

    private async Task TickAsync(TimerFunction timer, CancellationToken stop)
    {
        var schedule = Parse(timer.Schedule);
        var last = clock.GetUtcNow().UtcDateTime;
        while (!stop.IsCancellationRequested)
        {
            var next = schedule.GetNextOccurrence(last);
            var wait = next - clock.GetUtcNow().UtcDateTime;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, stop);
            last = next;
            try
            {
                if (await timerLock.HoldsAsync(stop))
                    await runs.RunAsync(timer, new TimerTick(clock.GetUtcNow(), IsPastDue: false), stop);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                // A failed run is not retried until its next tick, as under the host; the jobs make up for it.
                Missed(log, timer.Name, error.GetType().Name);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Tick of {Timer} missed: {Error}")]
    private static partial void Missed(ILogger log, string timer, string error);
}
