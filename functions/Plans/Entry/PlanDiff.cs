using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>What entering a plan changes in what is stored. Pure.</summary>
public static class PlanDiff
{
    public static PlanDifference Of(StoredPlan? before, PlanDefinition after, ITimescaleReader reader, DateTimeOffset now)
    {
        var known = before?.Stored.ToDictionary(s => s.Item.Id) ?? [];
        var header = after.ToHeader();
        var changes = new List<ItemChange>();
        var lines = new List<DifferenceLine>();
        for (var order = 0; order < after.Items.Count; order++)
        {
            var definition = after.Items[order];
            var stored = known.GetValueOrDefault(definition.Id);
            known.Remove(definition.Id);
            var state = ItemDates.Resolve(reader, header, definition, stored?.Item.State);
            if (Entered(stored, definition, order, state, now) is not { } change)
                continue;
            changes.Add(change);
            lines.Add(Line(stored, definition, order, state));
        }

        foreach (var gone in known.Values.Where(s => !s.Item.Removed))
        {
            changes.Add(Change(gone, gone.Item with { Removed = true }, now, removed: true));
            lines.Add(new DifferenceLine(gone.Item.Id, "removed", []));
        }

        var headerChanged = before is null || HubJson.Store(before.Plan) != HubJson.Store(header);
        var headings = after.Items.Select(i => i.Parent).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new PlanDifference(before?.Header, header, headerChanged, changes, lines, headings);
    }

    private static ItemChange? Entered(StoredItem? stored, ItemDefinition definition, int order, ItemState state, DateTimeOffset now)
    {
        if (stored is null)
            return Change(null, new PlanItem { Definition = definition, State = state, Order = order }, now, removed: null);
        var item = stored.Item;
        var same = item.Order == order && !item.Removed && Same(item.Definition, definition) && Same(item.State, state);
        return same ? null : Change(stored, item with { Definition = definition, State = state, Order = order, Removed = false }, now, item.Removed ? false : null);
    }

    private static ItemChange Change(StoredItem? before, PlanItem after, DateTimeOffset now, bool? removed)
    {
        var entry = new HistoryEntry
        {
            Sequence = after.Sequence + 1,
            Kind = HistoryKind.Definition,
            At = now,
            By = "office",
            Definition = after.Definition,
            State = after.State,
            Removed = removed,
        };
        return new ItemChange(before, after with { Sequence = entry.Sequence }, [entry]);
    }

    private static DifferenceLine Line(StoredItem? stored, ItemDefinition definition, int order, ItemState state)
    {
        if (stored is null || stored.Item.Removed)
            return new DifferenceLine(definition.Id, "added", []);
        var was = stored.Item.Definition;
        var fields = new List<string>();
        void Note(string field, bool changed)
        {
            if (changed)
                fields.Add(field);
        }

        Note("parent", was.Parent != definition.Parent);
        Note("level", was.Level != definition.Level);
        Note("label", was.Label != definition.Label);
        Note("title", was.Title != definition.Title);
        Note("owner", was.Owner != definition.Owner);
        Note("partners", !was.Partners.SequenceEqual(definition.Partners));
        Note("timescale", was.Timescale != definition.Timescale);
        Note("after", was.After != definition.After);
        Note("measures", !was.Measures.SequenceEqual(definition.Measures));
        Note("published", was.Published != definition.Published);
        Note("order", stored.Item.Order != order);
        Note("dates", !Same(stored.Item.State, state));
        return new DifferenceLine(definition.Id, "changed", fields);
    }

    /// <summary>Lists inside records compare by reference, their stored text by value.</summary>
    private static bool Same<T>(T a, T b) => HubJson.Store(a) == HubJson.Store(b);
}

/// <param name="Before">Null for a new plan.</param>
/// <param name="Headings">Items of the new plan that have others below them.</param>
public sealed record PlanDifference(
    StoredHeader? Before, PlanHeader After, bool HeaderChanged, IReadOnlyList<ItemChange> Changes, IReadOnlyList<DifferenceLine> Lines,
    IReadOnlySet<string> Headings);

/// <param name="Change">added, changed or removed.</param>
/// <param name="Fields">What changed; "dates" when the same words now mean other dates.</param>
public sealed record DifferenceLine(string Item, string Change, IReadOnlyList<string> Fields);
