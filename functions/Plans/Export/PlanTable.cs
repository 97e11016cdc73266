namespace HubFunctions.Plans;

/// <summary>A plan as one table that the import reads back without a change: headings first, one line an item. Internal: it holds
/// addresses.
/// Pure.</summary>
public static class PlanTable
{
    private static readonly string[] Headings =
    [
        "id", "parent", "level", "label", "title", "owner id", "owner", "owner role", "owner email", "partners", "timescale",
        "after", "published",
    ];

    /// <summary>What the plan says of its publication stands in the first line.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(StoredPlan stored)
    {
        var lines = stored.Items.Select(i => Line(i.Definition, stored.Plan)).Prepend(Headings);
        if (stored.Plan.Publication is not { } publication)
            return lines;
        var cells = PublicationColumns.Cells(publication).Select(CsvCell.Guarded).ToList();
        return lines.Select((line, at) => at switch
        {
            0 => (IReadOnlyList<string>)[.. line, .. PublicationColumns.Headings],
            1 => [.. line, .. cells],
            _ => [.. line, .. cells.Select(_ => "")],
        });
    }

    private static string[] Line(ItemDefinition item, PlanHeader plan)
    {
        var owner = plan.OwnerOf(item.Owner);
        string?[] cells =
        [
            item.Id, item.Parent, item.Level, item.Label, item.Title, item.Owner,
            owner?.Name,
            owner?.Role,
            owner?.Email,
            JoinPartners(item),
            item.Timescale,
            item.After,
            item.Published switch
            {
                true => "yes",
                false => "no",
                null => "",
            },
        ];
        return [.. cells.Select(c => CsvCell.Guarded(c ?? ""))];
    }

    /// <summary>As one cell.</summary>
    internal static string JoinPartners(ItemDefinition item) => string.Join("; ", item.Partners);
}
