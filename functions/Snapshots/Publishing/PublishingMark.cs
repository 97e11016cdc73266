namespace HubFunctions.Snapshots;

/// <summary>How far the publishing timer has looked.</summary>
/// <param name="At">When its last completed tick started (UTC, the real clock).</param>
/// <param name="Day">The London day for which every plan that changes by itself was looked at.</param>
/// <param name="SweptAt">When the last sweep over all plans ended (UTC, the real clock).</param>
/// <param name="SweptTo">The last plan of a sweep that goes on; null between sweeps.</param>
/// <param name="Format">For which every plan was looked at: see <see
/// cref="HubFunctions.Plans.PublicationHead.CurrentFormat"/>.</param>
public sealed record PublishingMark(DateTimeOffset At, DateOnly Day, DateTimeOffset SweptAt, string? SweptTo, int Format);

/// <summary>A plan that is to be looked at on a day in London because what is public of it can change by itself.</summary>
public sealed record DayEntry(DateOnly Day, string Plan);

/// <summary>Where the publishing timer keeps what it has to know from one tick to the next.</summary>
public interface IPublishingDiary
{
    /// <summary>Null before the first completed tick.</summary>
    Task<PublishingMark?> MarkAsync(CancellationToken stop);

    Task StoreAsync(PublishingMark mark, CancellationToken stop);

    /// <summary>Entering twice is the same as once. An entry too many is harmless.</summary>
    Task EnterAsync(DayEntry entry, CancellationToken stop);

    /// <summary>The entries of all days up to this one, which is included.</summary>
    Task<IReadOnlyList<DayEntry>> UntilAsync(DateOnly day, CancellationToken stop);

    Task StrikeAsync(IReadOnlyList<DayEntry> entries, CancellationToken stop);
}
