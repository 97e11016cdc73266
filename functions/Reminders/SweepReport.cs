namespace HubFunctions.Reminders;

/// <param name="AsOf">UTC.</param>
/// <param name="Digests">What is called for and not yet said.</param>
/// <param name="Rows">What the ledger says of them after sending; empty for a preview.</param>
/// <param name="Next">Outside sending hours: when they begin (UTC).</param>
public sealed record SweepReport(
    DateTimeOffset AsOf, IReadOnlyList<Digest> Digests, IReadOnlyList<LedgerRow> Rows, DateTimeOffset? Next = null)
{
    public int Sent => Rows.Count(r => r.Status == LedgerStatus.Sent);
    public int Unsettled => Rows.Count(r => r.Status is not (LedgerStatus.Sent or LedgerStatus.Refused));
}
