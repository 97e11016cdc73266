namespace HubFunctions.Reminders;

/// <summary>What the page says after Send: what is stored, what is not, and why.</summary>
/// <param name="Lines">One a reply, in their order.</param>
/// <param name="Gone">Answers about what is no longer part of its plan.</param>
public sealed record SentReplies(Replied Replied, IReadOnlyList<ReplyPreview> Lines, int Gone)
{
    public IReadOnlyList<ReplyPreview> Stored => Of(ReplyResult.Stored);

    public IReadOnlyList<ReplyPreview> Late => Of(ReplyResult.Late);

    public bool HasReceipt => Stored.Count + Late.Count > 0;

    public bool IsUnsettled => Of(ReplyResult.Unsettled).Count > 0;

    public bool IsComplete => HasReceipt && Gone == 0 && Stored.Count + Late.Count == Lines.Count;

    public string Title =>
        IsComplete ? "Thank you"
        : HasReceipt ? "Some of it is stored"
        : IsUnsettled ? "Please send it again"
        : "Your answer is not stored";

    public int Status => IsUnsettled ? 503 : HasReceipt ? 200 : 422;

    /// <summary>What is not, or perhaps not, stored, with the reason.</summary>
    public IEnumerable<(ReplyPreview Line, string Why)> Missing => Lines.Zip(Replied.Outcomes)
        .Where(l => l.Second.Result is ReplyResult.Refused or ReplyResult.Unsettled).Select(l => (l.First, l.Second.Why ?? ""));

    private IReadOnlyList<ReplyPreview> Of(ReplyResult result) =>
        [.. Lines.Zip(Replied.Outcomes).Where(l => l.Second.Result == result).Select(l => l.First)];
}
