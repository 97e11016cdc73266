using System.Globalization;

namespace HubFunctions.Plans;

/// <summary>The times that hints rest on, of the real clock. Pure.</summary>
/// <remarks>
/// Invariant: the first completed look that starts after a commit sees the commit's hint.
/// Proof: no attempt to commit starts on a hint older than <see cref="Fresh"/>, and storage answers or gives up within <see
/// cref="Longest"/>, so a
/// commit is at most 60 s younger than its hint. The look before it started (M) before the commit, so M is at most 60 s younger
/// than the hint
/// as one clock tells it, and 70 s where two clocks differ by <see cref="Skew"/>; a look goes back to the minute of M - <see
/// cref="Overlap"/>.
/// A look that is cut short stores no M: the next one goes back as far.
/// </remarks>
public static class HintTimes
{
    /// <summary>A hint of this age still stands for a commit that starts now.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    /// <summary>From the start of an attempt to commit to its end. The storage client gives up after 15 s.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    /// <summary>By which the clocks of two instances may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    /// <summary>How far a look goes back behind the start of the one before.</summary>
    public static readonly TimeSpan Overlap = Fresh + Longest + Skew;

    /// <summary>After this, hints are deleted.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    /// <summary>Whether the look before is so long ago that hints since then may be deleted.</summary>
    public static bool IsTooLongAgo(DateTimeOffset mark, DateTimeOffset now) => now - mark > Kept - TimeSpan.FromHours(1);

    /// <summary>The minute that a hint, or the beginning of a look's range, belongs to: it sorts as time does.</summary>
    public static string MinuteOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    /// <summary>The first minute of a look's range.</summary>
    public static string From(DateTimeOffset mark) => MinuteOf(mark - Overlap);
}
