namespace HubFunctions.Updates;

/// <summary>Bounds on what a partner may send.</summary>
public static class UpdateLimits
{
    /// <summary>Bytes of a body, on the wire and unpacked.</summary>
    public const int Body = 1024 * 1024;
    public const int Updates = 500;

    /// <summary>Levels of nesting in a body; the contract's own shapes need six.</summary>
    public const int Depth = 32;

    /// <summary>Characters in a webhook-id, an Idempotency-Key, or a CloudEvents id or source.</summary>
    public const int MessageId = 512;
    public const int MeasuresPerUpdate = 100;
    public const int Period = 100;

    /// <summary>Real time that a body may take to arrive.</summary>
    public static readonly TimeSpan BodyTime = TimeSpan.FromSeconds(30);

    /// <summary>What an update speaks of is not older than this.</summary>
    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far in the future it may lie, for clocks that go wrong and reports written ahead.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Magnitude of a measure's value.</summary>
    public const decimal Value = 1_000_000_000_000_000m;

    /// <summary>Characters of a number that comes as a text.</summary>
    public const int NumberText = 60;
    public const int ErrorsPerUpdate = 20;
    public const int Warnings = 50;
}
