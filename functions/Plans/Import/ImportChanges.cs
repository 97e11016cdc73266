namespace HubFunctions.Plans;

/// <summary>What an import changes, as people see it: an item that only stands elsewhere is moved, and one that others were put
/// before is not. Pure.</summary>
/// <param name="Changed">With what changed.</param>
/// <param name="Moved">Below another item, or elsewhere in the list.</param>
public sealed record ImportChanges(
    IReadOnlyList<string> Added, IReadOnlyList<DifferenceLine> Changed, IReadOnlyList<string> Moved, IReadOnlyList<string> Closed)
{
    private static readonly string[] Places = ["order", "parent"];

    public ImportCounts Counts => new(Added.Count, Changed.Count, Moved.Count, Closed.Count);

    public static ImportChanges Of(StoredPlan? before, PlanDifference difference)
    {
        var stayed = Stayed(before, difference);
        var changed = difference.Lines.Where(l => l.Change == "changed").ToList();
        return new(
            [.. difference.Lines.Where(l => l.Change == "added").Select(l => l.Item)],
            [.. changed.Select(l => l with { Fields = [.. l.Fields.Except(Places)] }).Where(l => l.Fields.Count > 0)],
            [
                .. changed.Where(l => l.Fields.Contains("parent") || (l.Fields.Contains("order") && !stayed.Contains(l.Item)))
                    .Select(l => l.Item)
            ],
            [.. difference.Lines.Where(l => l.Change == "removed").Select(l => l.Item)]);
    }

    /// <summary>The most items that keep their order among each other: the longest increasing run of their former
    /// places.</summary>
    private static HashSet<string> Stayed(StoredPlan? before, PlanDifference difference)
    {
        var former = before?.Items.Select((item, place) => (item.Id, place))
            .ToDictionary(p => p.Id, p => p.place, StringComparer.Ordinal) ?? [];
        var items = difference.Changes.Select(c => c.After).Where(i => !i.Removed).Concat(difference.Unchanged)
            .Where(i => former.ContainsKey(i.Id)).OrderBy(i => i.Order).Select(i => i.Id).ToList();
        var (ends, places, previous) = (new List<int>(), new List<int>(), new int[items.Count]);
        for (var at = 0; at < items.Count; at++)
        {
            var place = former[items[at]];
            var length = ~places.BinarySearch(place);
            previous[at] = length > 0 ? ends[length - 1] : -1;
            if (length == ends.Count)
            {
                ends.Add(at);
                places.Add(place);
            }
            else
            {
                (ends[length], places[length]) = (at, place);
            }
        }

        var stayed = new HashSet<string>(StringComparer.Ordinal);
        for (var at = ends.Count > 0 ? ends[^1] : -1; at >= 0; at = previous[at])
            stayed.Add(items[at]);
        return stayed;
    }
}
