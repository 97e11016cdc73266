namespace HubFunctions.Reminders;

/// <summary>What became of one reply.</summary>
/// <param name="Why">In a sentence for the sender, where it is not simply stored.</param>
public sealed record ReplyOutcome(ReplyResult Result, string? Why = null)
{
    public static readonly ReplyOutcome Stored = new(ReplyResult.Stored);

    public static readonly ReplyOutcome Late = new(
        ReplyResult.Late, "A newer report came just before yours. Yours is kept in the history; the page shows the newer one.");

    public static readonly ReplyOutcome Busy = new(
        ReplyResult.Unsettled,
        "Others were changing the same deliverable just now. Please send it again.");

    public static readonly ReplyOutcome Unknown = new(
        ReplyResult.Unsettled,
        "The hub cannot reach its storage, so it cannot say whether this is stored. Please send it again.");

    public static readonly ReplyOutcome Gone = Refused("The deliverable is no longer part of the plan.");

    public static readonly ReplyOutcome Moved = Refused("The deliverable has moved on: somebody else answers for it now.");

    public static ReplyOutcome Refused(string why) => new(ReplyResult.Refused, why);
}

public enum ReplyResult
{
    Stored,

    /// <summary>Kept in the history only: something newer stands.</summary>
    Late,

    /// <summary>Not stored, and sending it again will not help.</summary>
    Refused,

    /// <summary>Perhaps not stored: sending it again does what is left, once.</summary>
    Unsettled,
}

/// <summary>What became of a page. A receipt stands for what is stored and for nothing else.</summary>
/// <param name="Outcomes">One a reply, in their order.</param>
public sealed record Replied(string Receipt, IReadOnlyList<ReplyOutcome> Outcomes);
