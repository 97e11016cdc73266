using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Pages;

/// <summary>One entry of a plan's contents: what stands at its top, with what lies below.</summary>
/// <param name="Count">Deliverables below it; 0 for one that is a deliverable itself.</param>
public sealed record Theme(PublicItem Item, int Count, int Complete, int Overdue)
{
    public static IReadOnlyList<Theme> Of(SnapshotView view)
    {
        var below = view.List.Where(l => l.Top.Id != l.Item.Id && !l.HasChildren).ToLookup(l => l.Top.Id, l => l.Item);
        return
        [
            .. view
                .Tree.Where(p => p.Depth == view.ThemeDepth || (p.Depth < view.ThemeDepth && !p.HasChildren))
                .Select(p => Of(p.Item, [.. below[p.Item.Id]])),
        ];
    }

    public string Say(Wording say)
    {
        if (Count == 0)
            return say.Of(Item.Standing) + (Item.Overdue ? $", {say["overdue"]}" : "");
        var late = Overdue > 0 ? say.Say($"; {Overdue} overdue") : "";
        return say.Say($"{say.Count(Count, "deliverable")}, {Complete} complete") + late;
    }

    private static Theme Of(PublicItem top, IReadOnlyList<PublicItem> below) =>
        new(top, below.Count, below.Count(i => i.Standing == Standing.Complete), below.Count(i => i.Overdue));
}
