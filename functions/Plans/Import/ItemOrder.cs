namespace HubFunctions.Plans;

/// <summary>The order of a plan after a table that does not hold all of it: each item that is missing keeps its place behind the
/// one that it
/// stood behind. Pure.</summary>
internal static class ItemOrder
{
    public static IReadOnlyList<ItemDefinition> Merge(IReadOnlyList<ItemDefinition> table, IReadOnlyList<ItemDefinition> plan)
    {
        var given = table.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        var behind = new Dictionary<string, List<ItemDefinition>>(StringComparer.Ordinal);
        var anchor = "";
        foreach (var item in plan)
        {
            if (given.Contains(item.Id))
                anchor = item.Id;
            else if (behind.TryGetValue(anchor, out var others))
                others.Add(item);
            else
                behind[anchor] = [item];
        }

        return [.. behind.GetValueOrDefault("", []), .. table.SelectMany(i => behind.GetValueOrDefault(i.Id, []).Prepend(i))];
    }
}
