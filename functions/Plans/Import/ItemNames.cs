using System.Globalization;

namespace HubFunctions.Plans;

/// <summary>Which item of the plan a row is: by its reference, or else by its title under the same heading. Never by its
/// place.</summary>
internal sealed class ItemNames
{
    private readonly Dictionary<string, PlanItem> _known;
    private readonly ILookup<string, PlanItem> _byTitle;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    public ItemNames(StoredPlan? before)
    {
        var items = before?.Stored.Select(s => s.Item).OrderBy(i => i.Removed).ToList() ?? [];
        _known = items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        _byTitle = items.ToLookup(i => Folding.Text(i.Definition.Title), StringComparer.Ordinal);
    }

    public ItemDefinition? Known(string id) => _known.TryGetValue(id, out var item) ? item.Definition : null;

    public bool IsReported(string id) => _known.TryGetValue(id, out var item) && item.State.AsAt is not null;

    /// <summary>References of the whole table first, so that no made id takes the place of one.</summary>
    public void Reserve(IEnumerable<string> references) => _given.UnionWith(references);

    /// <summary>Items in the plan, removed ones behind, that have this title.</summary>
    public IReadOnlyList<PlanItem> Titled(string title) => [.. _byTitle[Folding.Text(title)].OrderBy(i => i.Removed)];

    /// <param name="parent">Id of the item above; null at the top.</param>
    /// <param name="isRefused">True where the plan has several such items and none can be chosen.</param>
    public string Of(string title, string? parent, out bool isRefused)
    {
        var same = Titled(title).Where(i => !_given.Contains(i.Id)).ToList();
        var current = same.Where(i => !i.Removed).ToList();
        var candidates = current.Count > 0 ? current : same;
        if (candidates.Count > 1)
            candidates = [.. candidates.Where(i => i.Definition.Parent == parent)];
        isRefused = same.Count > 0 && candidates.Count != 1;
        var id = candidates.Count == 1 ? candidates[0].Id : New(title);
        _given.Add(id);
        return id;
    }

    private string New(string title)
    {
        const int Most = 48;
        var slug = Id.Slug(title, Most) is { Length: > 0 } text ? text : "item";
        var id = slug;
        for (var n = 2; _given.Contains(id) || _known.ContainsKey(id); n++)
            id = string.Create(CultureInfo.InvariantCulture, $"{slug}-{n}");
        return id;
    }
}
