using System.Runtime.ExceptionServices;

namespace HubFunctions.Reminders;

/// <param name="AsOf">UTC.</param>
/// <param name="Digests">What is called for and not yet said.</param>
/// <param name="Rows">What the ledger says of them after sending; empty for a preview.</param>
/// <param name="Next">Outside sending hours: when they begin (UTC).</param>
public sealed record SweepReport(
    DateTimeOffset AsOf, IReadOnlyList<Digest> Digests, IReadOnlyList<LedgerRow> Rows, DateTimeOffset? Next = null)
{
    /// <summary>Rounds of which mails may still have to go; none outside sending hours.</summary>
    public IReadOnlyList<AskMark> Asking { get; init; } = [];

    /// <summary>What kept nothing else back, and is missing from <see cref="Digests"/> or <see cref="Rows"/>.</summary>
    public IReadOnlyList<SweepFailure> Failures { get; init; } = [];

    /// <summary>Rethrows the first failure of a kind that the caller has to answer for.</summary>
    public void ThrowWhere(Func<SweepFailure, bool> kind)
    {
        if (Failures.FirstOrDefault(kind) is { } failure)
            ExceptionDispatchInfo.Throw(failure.Error);
    }

    public int Sent => Rows.Count(r => r.Status == LedgerStatus.Sent);
    public int Unsettled => Rows.Count(r => r.Status is not (LedgerStatus.Sent or LedgerStatus.Refused));
}
