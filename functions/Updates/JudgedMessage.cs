using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>A message after reading and before storing.</summary>
/// <param name="Key">See <see cref="Receipts.KeyOf"/>.</param>
internal sealed record JudgedMessage(Incoming Incoming, string Key, IReadOnlyList<JudgedUpdate> Updates)
{
    /// <summary>Every plan that an update of it names.</summary>
    public IEnumerable<string> Plans => Updates.Select(u => u.Read.Plan).OfType<string>().Distinct();

    /// <returns>Null when nothing of it can be, or have been, stored.</returns>
    public UpdateMessage? ToCommit(string partner, string receipt)
    {
        List<IndexedUpdate> good =
        [
            .. Updates.Where(u => u.Errors.Count == 0).Select(u => new IndexedUpdate(u.Index, u.Read.Update!)),
        ];
        List<RefusedUpdate> refused = [.. Updates.Select(u => u.ToRefused()).OfType<RefusedUpdate>()];
        return good.Count + refused.Count == 0
            ? null
            : new UpdateMessage(partner, Key, Incoming.BodyHash, receipt, partner, good)
            {
                Refused = refused,
                ReadsFirst = Updates.Count > 1,
            };
    }
}
