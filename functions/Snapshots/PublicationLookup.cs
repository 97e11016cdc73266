using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Tells receipts where an update came out.</summary>
public sealed class PublicationLookup(IPublicationChain chain, SnapshotAddress address) : IPublications
{
    public async Task<PublishedIn?> FirstCarryingAsync(string plan, string item, long sequence, CancellationToken stop) =>
        await chain.FirstCarryingAsync(plan, item, sequence, stop) is { } found && await IsOutAsync(plan, found.Sequence, stop)
            ? new PublishedIn(
                found.Sequence,
                found.AsAt,
                found.Hash,
                new Uri(address.Base, $"{plan}/{Chain.FileOf(found.AsAt, found.Hash)}"))
            : null;

    /// <summary>The end of the chain is out once every file shows it; what was withdrawn before that is not.</summary>
    private async Task<bool> IsOutAsync(string plan, long sequence, CancellationToken stop) =>
        await chain.HeadAsync(plan, stop) is { } head && (head.Shown || head.Sequence > sequence);
}
