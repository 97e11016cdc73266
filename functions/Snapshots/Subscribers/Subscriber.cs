namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Somebody who asked for a plan's progress by mail.</summary>
/// <param name="Id">Made from the address, so that links need not carry it.</param>
/// <param name="Confirmed">Whether the address's owner said yes (double opt-in); before that nothing but the question is
/// sent.</param>
/// <param name="AskedAt">When the question was last sent (UTC, the real clock).</param>
/// <param name="Sent">The last period that was told; empty before the first.</param>
/// <param name="ETag">Null before it is stored.</param>
public sealed record Subscriber(
    string Plan, string Id, string Address, bool Confirmed, DateTimeOffset AskedAt, string Sent, string? ETag)
{
    /// <summary>Id of the heading to which the mails keep; null for the whole plan.</summary>
    public string? Theme { get; init; }

    /// <summary>Null for those who were not asked: after each Board where the plan names its meetings, else once a
    /// month.</summary>
    public NewsletterTiming? When { get; init; }
}
