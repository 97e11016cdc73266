namespace HubFunctions.Tests.Support;

/// <summary>Both clocks of a process, moved by the test alone.</summary>
internal sealed class SettableTime : TimeProvider
{
    public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch;

    public TimeSpan Monotonic { get; set; } = TimeSpan.FromHours(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Wall;

    public override long GetTimestamp() => Monotonic.Ticks;

    public void Advance(TimeSpan by)
    {
        Wall += by;
        Monotonic += by;
    }
}
