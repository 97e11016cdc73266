using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Makes any past snapshot again from the plan's stored history, to the byte.</summary>
public sealed class SnapshotRebuilder(IPlanStore plans, IPublicationChain publications)
{
    private const int Page = 20;
    private const int AtOnce = 8;

    /// <returns>Null when the plan has no such publication.</returns>
    /// <exception cref="InvalidDataException">History and hash do not agree: stored history was changed, or code that reads it.</exception>
    public async Task<Snapshot?> RebuildAsync(string plan, long sequence, CancellationToken stop) =>
        await publications.FindAsync(plan, sequence, stop) is { } recipe ? await RebuildAsync(plan, recipe, stop) : null;

    /// <exception cref="InvalidDataException">As above.</exception>
    public async Task<Snapshot> RebuildAsync(string plan, Publication recipe, CancellationToken stop)
    {
        var items = new PlanItem[recipe.Items.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, items.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (index, cancel) => items[index] = await ItemAsync(plan, recipe.Items[index], cancel));
        var (content, _) = PublicView.Of(recipe.Header, [.. items.Where(i => !i.Removed)], LondonTime.DateOf(recipe.AsAt));
        var before = recipe is { Previous: { } hash, PreviousAsAt: { } asAt } ? new ChainLink(recipe.Sequence - 1, hash, asAt) : null;
        var snapshot = Chain.Append(content, before, recipe.AsAt);
        return snapshot.Hash == recipe.Hash
            ? snapshot
            : throw new InvalidDataException($"Snapshot {recipe.Sequence} of plan {plan} came out with another hash than it was published with.");
    }

    private async Task<PlanItem> ItemAsync(string plan, ItemAt at, CancellationToken stop)
    {
        ItemDefinition? definition = null;
        ItemState? state = null;
        for (var before = at.Sequence + 1; definition is null || state is null;)
        {
            var entries = await plans.HistoryAsync(plan, at.Item, before, Page, stop);
            foreach (var entry in entries)
                (definition, state, before) = (definition ?? entry.Definition, state ?? entry.State, entry.Sequence);
            if (entries.Count == 0)
                throw new InvalidDataException($"The history of item {at.Item} of plan {plan} has a gap below {before}.");
        }

        return new PlanItem { Definition = definition, State = state, Sequence = at.Sequence, Order = at.Order, Removed = at.Removed };
    }
}
