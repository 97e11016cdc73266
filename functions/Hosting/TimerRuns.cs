using System.Diagnostics;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Runs a timer's job, whoever ticked, once the tables are there: a host ticks as soon as it has started a worker. Every run is logged and its
/// end stored.</summary>
public sealed partial class TimerRuns(StorageSetup storage, TableTimerLog runs, TimeProvider clock, ILogger<TimerRuns> log)
{
    private static readonly TimeSpan LogTime = TimeSpan.FromSeconds(15);

    public async Task RunAsync(string timer, Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        using var trace = HubTelemetry.Traces.StartActivity(timer);
        try
        {
            await storage.WaitAsync(CancellationToken.None);
            await run();
        }
        catch (Exception error)
        {
            Failed(log, timer, error.GetType().Name);
            await StoreAsync(timer, started, error.GetType().Name);
            throw;
        }

        Ran(log, timer, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        await StoreAsync(timer, started, failure: null);
    }

    /// <summary>The job is done or not, whether or not this can be stored: readiness shows a timer whose runs are not.</summary>
    private async Task StoreAsync(string timer, long started, string? failure)
    {
        var took = Stopwatch.GetElapsedTime(started);
        HubTelemetry.Timer(timer, took, failure is null);
        try
        {
            using var limit = new CancellationTokenSource(LogTime, clock);
            await runs.WriteAsync(timer, clock.GetUtcNow(), took, failure, limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException || StorageUnavailableException.Is(error))
        {
            NotStored(log, timer, error.GetType().Name);
        }
    }

    // The alert on silent timers looks for this line: see infra/modules/alerts.bicep.
    [LoggerMessage(1, LogLevel.Information, "Timer {Timer} ran in {Milliseconds:F0} ms")]
    private static partial void Ran(ILogger log, string timer, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "Timer {Timer} failed: {Error}")]
    private static partial void Failed(ILogger log, string timer, string error);

    [LoggerMessage(3, LogLevel.Warning, "Run of {Timer} could not be stored: {Error}")]
    private static partial void NotStored(ILogger log, string timer, string error);
}
