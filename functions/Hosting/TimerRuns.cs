using System.Collections.Concurrent;
using System.Diagnostics;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Runs a timer's job, whoever ticked, once the tables are there: a host ticks as soon as it has started a worker. Every
/// run is logged and its end stored; of a timer that ticks every minute or so, a success soon after another that this process has
/// stored says nothing new.</summary>
public sealed partial class TimerRuns(StorageSetup storage, TableTimerLog runs, TimeProvider clock, ILogger<TimerRuns> log)
{
    private static readonly TimeSpan LogTime = TimeSpan.FromSeconds(15);

    /// <summary>With a run of four minutes on top it is within what readiness takes for silence: see
    /// <see cref="TimerSilence"/>.</summary>
    private static readonly TimeSpan StoreEvery = TimeSpan.FromMinutes(4);

    private static readonly HashSet<string> Frequent =
        [.. FunctionMethods.Timers.Where(t => TimerSilence.Interval(t.Schedule) < StoreEvery).Select(t => t.Name)];

    private readonly ConcurrentDictionary<string, DateTimeOffset> _succeeded = new(StringComparer.Ordinal);

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
        var now = clock.GetUtcNow();
        if (failure is null && _succeeded.TryGetValue(timer, out var before) && (now - before).Duration() < StoreEvery)
            return;
        try
        {
            _succeeded.TryRemove(timer, out _);
            using var limit = new CancellationTokenSource(LogTime, clock);
            await runs.WriteAsync(timer, now, took, failure, limit.Token);
            if (failure is null && Frequent.Contains(timer))
                _succeeded[timer] = now;
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
