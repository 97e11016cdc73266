using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>All that the pages of a plan are made from: public values only.</summary>
/// <param name="Since">The span that "what has changed" tells of.</param>
/// <param name="Changes">Within that span.</param>
public sealed record SnapshotView(
    Snapshot Now,
    ChangeLog ChangeLog,
    Period Since,
    IReadOnlyList<ItemDifference> Changes,
    SnapshotAddress Address)
{
    /// <summary>Beyond this many items a page shows what needs attention first and points to the spreadsheet for the
    /// rest.</summary>
    public const int MaxItems = 400;

    /// <summary>Whether a publication hold keeps what is new back.</summary>
    public bool IsOnHold { get; init; }

    public Voice Voice { get; } = Voice.Of(Now);

    /// <summary>What headlines count: the items that have none below them; all of them in an old snapshot, which counts no
    /// others.</summary>
    public PlanTotals Counted => Now.Deliverables ?? Now.Totals;

    public string CountedAs => Now.Deliverables is null ? "item" : "deliverable";

    /// <summary>The depth of the plan's themes: the first at which there is more than one item.</summary>
    public int ThemeDepth =>
        _themeDepth ??= Enumerable.Range(0, PlanLimits.Depth + 1).FirstOrDefault(depth => Tree.Count(p => p.Depth == depth) > 1);

    /// <summary>The items that <see cref="Counted"/> counts, in the plan's order, each with the theme that it stands
    /// below.</summary>
    public IReadOnlyList<Listed> List => field ??= Listing();

    private int? _themeDepth;

    /// <summary>People's address of a file of the plan; null where it is not known.</summary>
    public Uri? Site(string file) => Address.Site is { } site ? new Uri(site, $"{Now.Plan.Id}/{file}") : null;

    public Uri Folder => new(Address.Base, Now.Plan.Id + "/");

    public string PermanentFile => Chain.FileOf(Now.AsAt, Now.Hash);

    public DateOnly Today => LondonTime.DateOf(Now.AsAt);

    /// <summary>Items from the top down, each with its depth; what has no visible parent stands at the top.</summary>
    public IReadOnlyList<Placed> Tree { get; } = Place(Now.Items);

    /// <summary>What a page of bounded size shows of the tree.</summary>
    public IReadOnlyList<Placed> Shown => field ??= Choose(MaxItems);

    /// <summary>As many items as fit, in the plan's order: first those that need attention, then the rest from the top; each
    /// below what it belongs to.</summary>
    public IReadOnlyList<Placed> Choose(int max)
    {
        if (Tree.Count <= max)
            return Tree;
        var parents = Tree.ToDictionary(p => p.Item.Id, p => p.Item.Parent);
        var chosen = new HashSet<string>();
        foreach (var item in Tree.Where(p => NeedsAttention(p.Item)).Concat(Tree).Select(p => p.Item.Id))
        {
            var wanted = new List<string>();
            for (
                var id = item;
                id is not null
                    && !chosen.Contains(id)
                    && wanted.Count <= PlanLimits.Depth
                    && parents.TryGetValue(id, out var parent);
                id = parent)
                wanted.Add(id);
            if (chosen.Count + wanted.Count <= max)
                chosen.UnionWith(wanted);
        }

        return [.. Tree.Where(p => chosen.Contains(p.Item.Id))];
    }

    public static bool NeedsAttention(PublicItem item) =>
        item.Overdue || item.Standing is Standing.OffTrack or Standing.AtRisk or Standing.NotReported;

    public IReadOnlyList<TrailStep> History(string item) => ChangeLog.Items.GetValueOrDefault(item)?.Changes ?? [];

    public IReadOnlyList<Point> Points(string item, string measure) =>
        [.. (ChangeLog.Items.GetValueOrDefault(item)?.Points ?? []).Where(p => p.Measure == measure)];

    private List<Listed> Listing()
    {
        var list = new List<Listed>(Tree.Count);
        Placed? top = null;
        foreach (var placed in Tree)
        {
            top = placed.Depth <= ThemeDepth ? placed : top;
            if (!placed.HasChildren || Now.Deliverables is null)
                list.Add(new Listed(placed.Item, placed.HasChildren, top!.Item));
        }

        return list;
    }

    private static List<Placed> Place(IReadOnlyList<PublicItem> items)
    {
        var known = items.Select(i => i.Id).ToHashSet();
        var below = items.ToLookup(i => i.Parent is { } parent && known.Contains(parent) && parent != i.Id ? parent : "");
        var placed = new List<Placed>(items.Count);
        var seen = new HashSet<string>();
        Add("", 0);
        placed.AddRange(items.Where(i => seen.Add(i.Id)).Select(i => new Placed(i, 0, HasChildren: false)));
        return placed;

        void Add(string parent, int depth)
        {
            foreach (var item in below[parent])
            {
                if (depth > PlanLimits.Depth || !seen.Add(item.Id))
                    continue;
                placed.Add(new Placed(item, depth, below.Contains(item.Id)));
                Add(item.Id, depth + 1);
            }
        }
    }
}

/// <param name="Top">The item itself where nothing stands above it.</param>
public sealed record Listed(PublicItem Item, bool HasChildren, PublicItem Top);

public sealed record Placed(PublicItem Item, int Depth, bool HasChildren);
