namespace HubFunctions.Hosting;

/// <summary>The dead-man switch: how long a timer may stay without a success. Pure.</summary>
public static class TimerSilence
{
    private const int Intervals = 3;

    /// <summary>A run alone may take four minutes, and the host takes a while to give a dead instance's timers to
    /// another.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(10);

    /// <param name="started">When this app began: a timer that has never run is given as long from there.</param>
    public static TimerState Of(string timer, string schedule, TimerRun? run, DateTimeOffset started, DateTimeOffset now)
    {
        var since = run?.SucceededAt ?? (run is null || run.RanAt > started ? started : run.RanAt);
        var status =
            now - since > Allowed(schedule, since) ? "silent"
            : run is null ? "waiting"
            : run.Failure is null ? "ok"
            : "failed";
        return new TimerState(
            timer,
            status,
            run?.RanAt,
            run?.SucceededAt,
            run is null ? null : (long)(now - run.RanAt).TotalSeconds,
            run?.Failure);
    }

    /// <summary>Between two ticks of a schedule, the first of a day.</summary>
    public static TimeSpan Interval(string schedule)
    {
        var crontab = TimerFunction.Parse(schedule);
        var first = crontab.GetNextOccurrence(DateTime.UnixEpoch);
        return crontab.GetNextOccurrence(first) - first;
    }

    /// <summary>Three intervals, as the schedule has them from that instant on.</summary>
    public static TimeSpan Allowed(string schedule, DateTimeOffset since)
    {
        var at = since.UtcDateTime;
        var crontab = TimerFunction.Parse(schedule);
        for (var tick = 0; tick < Intervals; tick++)
            at = crontab.GetNextOccurrence(at);
        var allowed = at - since.UtcDateTime;
        return allowed < Least ? Least : allowed;
    }
}

/// <param name="Status">ok, failed (the last run), waiting (for its first) or silent (no success for too long).</param>
/// <param name="LastRun">UTC, the real clock.</param>
/// <param name="Failure">Kind of error of the last run.</param>
public sealed record TimerState(
    string Name,
    string Status,
    DateTimeOffset? LastRun,
    DateTimeOffset? LastSuccess,
    long? AgeSeconds,
    string? Failure);
