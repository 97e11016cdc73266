using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Makes any past snapshot again from the plan's stored history, to the byte.</summary>
public sealed class SnapshotRebuilder(IPlanStore plans, IPublicationChain publications)
{
    private const int Page = 20;
    private const int AtOnce = 8;

    /// <returns>Null when the plan has no such publication.</returns>
    /// <exception cref="InvalidDataException">History and hash do not agree: stored history was changed, or code that reads
    /// it.</exception>
    public async Task<Rebuilt?> RebuildAsync(string plan, long sequence, CancellationToken stop) =>
        await publications.FindAsync(plan, sequence, stop) is { } recipe ? await RebuildAsync(plan, recipe, stop) : null;

    /// <exception cref="InvalidDataException">As above.</exception>
    public async Task<Rebuilt> RebuildAsync(string plan, Publication recipe, CancellationToken stop)
    {
        var (items, isErased) = await ItemsAsync(plan, recipe, stop);
        var rules = PublicRules.Of(recipe.Schema);
        var (content, _) = PublicView.Of(recipe.Header, [.. items.Where(i => !i.Removed)], LondonTime.DateOf(recipe.AsAt), rules);
        var before = recipe is { Previous: { } hash, PreviousAsAt: { } asAt }
            ? new ChainLink(recipe.Sequence - 1, hash, asAt)
            : null;
        var snapshot = Chain.Append(content, before, recipe.AsAt, recipe.Erasures, rules.Schema);
        if (snapshot.Hash == recipe.Hash && !recipe.IsErased)
            return new Rebuilt(snapshot, IsErased: false);
        return recipe.IsErased || isErased
            ? new Rebuilt(snapshot with { Hash = recipe.Hash }, IsErased: true)
            : throw new InvalidDataException(
                $"Snapshot {recipe.Sequence} of plan {plan} came out with another hash than it was published with.");
    }

    /// <summary>The items of a publication as they stood, and whether a text was erased from what they are made of.</summary>
    public async Task<(IReadOnlyList<PlanItem> Items, bool IsErased)> ItemsAsync(
        string plan,
        Publication recipe,
        CancellationToken stop)
    {
        var items = await recipe.Items.AskAsync(AtOnce, (at, cancel) => ItemAsync(plan, at, cancel), stop);
        return ([.. items.Select(i => i.Item)], items.Any(i => i.IsErased));
    }

    private async Task<(PlanItem Item, bool IsErased)> ItemAsync(string plan, ItemAt at, CancellationToken stop)
    {
        ItemDefinition? definition = null;
        ItemState? state = null;
        var isErased = false;
        // The newest entry has the state, but for late updates, which change none.
        var take = at.Defined is null ? Page : 1;
        for (var before = at.Sequence + 1; state is null || (definition is null && at.Defined is null); take = Page)
        {
            var entries = await plans.HistoryAsync(plan, at.Item, before, take, stop);
            foreach (var entry in entries)
            {
                isErased |= entry.Erased == true;
                (definition, state, before) = (definition ?? entry.Definition, state ?? entry.State, entry.Sequence);
            }

            if (entries.Count == 0)
                throw new InvalidDataException($"The history of item {at.Item} of plan {plan} has a gap below {before}.");
        }

        if (definition is null && at.Defined is { } defined)
        {
            var entry = (await plans.HistoryAsync(plan, at.Item, defined + 1, take: 1, stop)).SingleOrDefault();
            definition = entry?.Sequence == defined && entry.Definition is { } found
                ? found
                : throw new InvalidDataException($"The history of item {at.Item} of plan {plan} has no definition {defined}.");
            isErased |= entry.Erased == true;
        }

        return (
            new PlanItem
            {
                Definition = definition!,
                State = state,
                Sequence = at.Sequence,
                Order = at.Order,
                Removed = at.Removed,
            },
            isErased);
    }
}

/// <param name="IsErased">True where a text was erased: the snapshot is what remains of it, and not what was published.</param>
public sealed record Rebuilt(Snapshot Snapshot, bool IsErased);
