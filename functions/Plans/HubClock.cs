namespace HubFunctions.Plans;

/// <summary>The calendar that deadlines, reminders and snapshots follow. It runs beside the real clock, shifted by
/// <c>Hub__Now</c> in Development. Signatures, token expiry and rate limits take <see cref="TimeProvider"/> itself.</summary>
public sealed class HubClock(TimeProvider real, DateTimeOffset? startAt = null)
{
    private readonly TimeSpan _shift = startAt is { } start ? start - real.GetUtcNow() : TimeSpan.Zero;

    /// <summary>UTC.</summary>
    public DateTimeOffset Now => real.GetUtcNow() + _shift;

    /// <summary>Today in London.</summary>
    public DateOnly Today => LondonTime.DateOf(Now);
}
