using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Tells receipts where an update came out.</summary>
public sealed class PublicationLookup(IPublicationChain chain, SnapshotAddress address) : IPublications
{
    public async Task<PublishedIn?> FirstCarryingAsync(string plan, string item, long sequence, CancellationToken stop) =>
        await chain.FirstCarryingAsync(plan, item, sequence, stop) is { } found
            ? new PublishedIn(found.Sequence, found.AsAt, found.Hash, new Uri(address.Base, $"{plan}/{Chain.FileOf(found.AsAt, found.Hash)}"))
            : null;
}
