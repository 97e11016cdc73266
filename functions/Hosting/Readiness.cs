using System.Diagnostics;
using System.Text.Json.Serialization;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Updates;

namespace HubFunctions.Hosting;

/// <summary>Whether the hub can do its work: storage, mail and each timer's last run, and how many partners are silent. Anyone
/// may ask, so an answer stands for a few seconds.</summary>
public sealed partial class Readiness(
    MailOptions mail,
    TimerLock locks,
    BlobSnapshotFiles snapshots,
    TableTimerLog runs,
    SilentPartnerMonitor silence,
    TimeProvider clock,
    ILogger<Readiness> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly DateTimeOffset _started = clock.GetUtcNow();
    private readonly Lock _gate = new();
    private (DateTimeOffset At, Task<ReadyState> Check)? _last;

    public Task<ReadyState> CheckAsync(CancellationToken stop)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_last is not { } last || (last.Check.IsCompleted && now - last.At > Fresh))
                _last = (now, CheckAllAsync());
            return _last.Value.Check.WaitAsync(stop);
        }
    }

    private async Task<ReadyState> CheckAllAsync()
    {
        await Task.Yield();
        using var limit = new CancellationTokenSource(Longest, clock);
        IReadOnlyDictionary<string, TimerRun>? stored = null;
        var silent = SilenceAsync(limit.Token);
        var checks = await Task.WhenAll(
            ReachAsync("tables", async () => stored = await runs.ReadAsync(limit.Token)),
            ReachAsync("blobs", () => locks.ReachAsync(limit.Token)),
            ReachAsync("snapshots", () => snapshots.ReachAsync(limit.Token)));
        var now = clock.GetUtcNow();
        var timers = stored is null
            ? []
            : FunctionMethods
                .Timers.Select(t => TimerSilence.Of(t.Name, t.Schedule, stored.GetValueOrDefault(t.Name), _started, now))
                .ToList();
        foreach (var timer in timers.Where(t => t.Status == "silent"))
            Silent(log, timer.Name, timer.LastSuccess);
        var partners = await silent;
        return new ReadyState(
            [.. checks, new Check("mail", "ok", null, mail.Provider)],
            timers,
            partners?.Count,
            partners?.Silent);
    }

    /// <summary>Null when it cannot be told in time; that says nothing of whether the hub can work.</summary>
    private async Task<Silence?> SilenceAsync(CancellationToken stop)
    {
        try
        {
            return await silence.FindAsync(stop);
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            return null;
        }
    }

    private static bool IsUnavailable(Exception error) =>
        error is OperationCanceledException || StorageUnavailableException.Is(error);

    private static async Task<Check> ReachAsync(string name, Func<Task> call)
    {
        var from = Stopwatch.GetTimestamp();
        try
        {
            await call();
            return new Check(name, "ok", (long)Stopwatch.GetElapsedTime(from).TotalMilliseconds, null);
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            return new Check(name, "away", (long)Stopwatch.GetElapsedTime(from).TotalMilliseconds, null);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Timer {Timer} is silent: its last success was {LastSuccess:O}")]
    private static partial void Silent(ILogger log, string timer, DateTimeOffset? lastSuccess);
}

/// <param name="SilentPartnerCount">They leave the hub ready. As the last hourly look had it; left out before the first, and when
/// storage cannot tell in time.</param>
/// <param name="SilentPartners">For the programme office to ring, the longest silent first, at most 1,000; left out for everybody
/// else.</param>
public sealed record ReadyState(
    IReadOnlyList<Check> Checks,
    IReadOnlyList<TimerState> Timers,
    int? SilentPartnerCount,
    IReadOnlyList<SilentPartner>? SilentPartners)
{
    public string Status => IsReady ? "ready" : "notReady";

    [JsonIgnore]
    public bool IsReady => Checks.All(c => c.Status == "ok") && Timers.All(t => t.Status != "silent");
}

/// <param name="Status">ok or away.</param>
/// <param name="Provider">Of mail: that it is configured was checked at start.</param>
public sealed record Check(string Name, string Status, long? Milliseconds, string? Provider);
