namespace HubFunctions.Mail;

/// <summary>The time within which a mail may be handed over, from before its reservation was written. A process can be frozen in
/// between, for hours; when it goes on, somebody else may have the reservation. Both clocks must agree that hardly any time has
/// passed: the monotonic one stands still while a machine sleeps, and the wall clock may be set either way.</summary>
public readonly record struct HandOverWindow
{
    /// <summary>Together with <see cref="IMailer.TimeLimit"/> well below any lease on a reservation.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _wall;
    private readonly long _monotonic;

    private HandOverWindow(TimeProvider clock)
    {
        _clock = clock;
        _monotonic = clock.GetTimestamp();
        _wall = clock.GetUtcNow();
    }

    /// <summary>To be asked right before the mail goes.</summary>
    public bool IsOpen => _clock.GetElapsedTime(_monotonic) < Length && (_clock.GetUtcNow() - _wall).Duration() < Length;

    public static HandOverWindow Open(TimeProvider clock) => new(clock);
}
