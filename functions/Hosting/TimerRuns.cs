using System.Diagnostics;

namespace HubFunctions.Hosting;

/// <summary>Runs a timer's job, whoever ticked: the Functions host or <see cref="LocalTimers"/>.</summary>
public sealed partial class TimerRuns(IServiceProvider services, ILogger<TimerRuns> log)
{
    public async Task RunAsync(TimerFunction timer, TimerTick tick, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await timer.Run(services, tick, stop);
            Ran(log, timer.Name, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception error)
        {
            Failed(log, timer.Name, error.GetType().Name);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Timer {Timer} ran in {Milliseconds:F0} ms")]
    private static partial void Ran(ILogger log, string timer, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "Timer {Timer} failed: {Error}")]
    private static partial void Failed(ILogger log, string timer, string error);
}
