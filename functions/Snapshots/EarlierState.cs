using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>What could have been said of a plan on a day before it was first published, from its stored history: the words and
/// dates of its first publication, with the reports that spoke of that day or of days before it.</summary>
public sealed class EarlierState(IPlanStore plans, IPublicationChain publications)
{
    private const int Page = 50;
    private const int AtOnce = 8;

    /// <param name="first">A snapshot that was taken after the end of <paramref name="day"/>.</param>
    /// <param name="known">Its recipe, where the chain does not hold it yet.</param>
    /// <returns>The same snapshot where none of its reports is newer than that day.</returns>
    public async Task<Snapshot> AtEndOfAsync(Snapshot first, DateOnly day, Publication? known, CancellationToken stop)
    {
        var end = LondonTime.At(day.AddDays(1), TimeOnly.MinValue);
        var later = first.Items.Where(i => i.LastReported >= end).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        if (later.Count == 0 || (known ?? await publications.FindAsync(first.Plan.Id, first.Sequence, stop)) is not { } recipe)
            return first;
        var items = await recipe.Items.Where(i => later.Contains(i.Item))
            .AskAsync(AtOnce, (at, cancel) => ItemAsync(first.Plan.Id, at, end, cancel), stop);
        var earlier = PublicView.Of(recipe.Header, items, day).Content.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        return first with { Items = [.. first.Items.Select(i => earlier.GetValueOrDefault(i.Id, i))] };
    }

    private async Task<PlanItem> ItemAsync(string plan, ItemAt at, DateTimeOffset end, CancellationToken stop)
    {
        var entries = new List<HistoryEntry>();
        for (long? before = at.Sequence + 1; before is not null;)
        {
            var page = await plans.HistoryAsync(plan, at.Item, before, Page, stop);
            entries.AddRange(page);
            before = page.Count < Page ? null : page[^1].Sequence;
        }

        var definition = entries.Select(e => e.Definition).OfType<ItemDefinition>().FirstOrDefault();
        var state =
            entries.FirstOrDefault(e => e.State is not null && IsOf(e))?.State
            ?? entries.LastOrDefault(e => e.State is not null)?.State;
        return definition is null || state is null
            ? throw new InvalidDataException($"The history of item {at.Item} of plan {plan} has a gap below {at.Sequence}.")
            : new PlanItem { Definition = definition, State = state, Sequence = at.Sequence, Order = at.Order };

        // A report counts from the instant of which it speaks, everything else from when it was stored.
        bool IsOf(HistoryEntry entry) => (entry.Update?.AsAt ?? entry.At) < end;
    }
}
