namespace HubFunctions.Plans;

/// <summary>A plan as one table that the import reads back without a change: headings first, one line an item. Internal: it holds
/// addresses.
/// Pure.</summary>
public static class PlanTable
{
    private static readonly string[] Headings =
        ["id", "parent", "level", "label", "title", "owner id", "owner", "owner role", "owner email", "partners", "timescale", "after", "published"];

    public static IEnumerable<IReadOnlyList<string>> Of(StoredPlan stored) => stored.Items.Select(i => Line(i.Definition, stored.Plan)).Prepend(Headings);

    private static string[] Line(ItemDefinition item, PlanHeader plan)
    {
        var owner = plan.OwnerOf(item.Owner);
        string?[] cells =
        [
            item.Id, item.Parent, item.Level, item.Label, item.Title, item.Owner, owner?.Name, owner?.Role, owner?.Email, JoinPartners(item), item.Timescale, item.After,
            item.Published switch { true => "yes", false => "no", null => "" },
        ];
        return [.. cells.Select(c => CsvCell.Guarded(c ?? ""))];
    }

    /// <summary>As one cell.</summary>
    internal static string JoinPartners(ItemDefinition item) => string.Join("; ", item.Partners);
}
