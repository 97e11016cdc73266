using System.Text.Json;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>All that the page of one item is made from, and nothing that changes without it: where two are equal, so are the
/// pages.</summary>
/// <param name="Above">From the top down.</param>
/// <param name="Below">The first of those that stand right below it.</param>
/// <param name="BelowCount">How many do.</param>
/// <param name="OwnIsEnglish">See <see cref="Voice"/>.</param>
public sealed record ItemSheet(
    PublicPlan Plan,
    PublicItem Item,
    bool IsHeading,
    IReadOnlyList<ItemName> Above,
    IReadOnlyList<ItemLine> Below,
    int BelowCount,
    ItemTrail Past,
    bool OwnIsEnglish)
{
    private const int MaxBelow = 200;
    private static readonly ItemTrail Nothing = new([], []);

    public Voice Voice => new(Wording.Of(Plan), OwnIsEnglish);

    /// <summary>In the plan's folder.</summary>
    public string File => FileOf(Item.Id);

    /// <summary>An id is safe as a name: see <see cref="Id"/>.</summary>
    public static string FileOf(string item) => $"items/{item}.html";

    /// <summary>As <see cref="SnapshotView.Site"/>.</summary>
    public Uri? Site(SnapshotAddress address) => address.Site is { } site ? new Uri(site, $"{Plan.Id}/{File}") : null;

    public IReadOnlyList<Point> Points(string measure) => [.. Past.Points.Where(p => p.Measure == measure)];

    /// <summary>For each item of the plan.</summary>
    public static IEnumerable<ItemSheet> All(SnapshotView view)
    {
        var above = new List<ItemName>();
        var below = view.Tree.Where(p => p.Depth > 0).ToLookup(p => p.Item.Parent, StringComparer.Ordinal);
        foreach (var (item, depth, heading) in view.Tree)
        {
            above.RemoveRange(depth, above.Count - depth);
            var lines = heading ? below[item.Id].Select(p => ItemLine.Of(p.Item)).ToList() : [];
            yield return Of(view, item, heading) with
            {
                Above = [.. above],
                Below = [.. lines.Take(MaxBelow)],
                BelowCount = lines.Count,
            };
            above.Add(new ItemName(item.Id, item.Title));
        }
    }

    /// <summary>Without what stands above and below it.</summary>
    public static ItemSheet Of(SnapshotView view, PublicItem item, bool heading) =>
        new(
            view.Now.Plan,
            item,
            heading,
            [],
            [],
            0,
            view.ChangeLog.Items.GetValueOrDefault(item.Id) ?? Nothing,
            view.Voice.OwnIsEnglish);

    /// <summary>Equal for two that are equal.</summary>
    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, CanonicalJson.Options);
}

/// <param name="Title">Empty when it is held back.</param>
public sealed record ItemName(string Id, string Title);

public sealed record ItemLine(
    string Id,
    string Title,
    Standing Standing,
    bool Overdue,
    DateOnly? Earliest,
    DateOnly? Due,
    bool Ongoing)
{
    public static ItemLine Of(PublicItem item) =>
        new(item.Id, item.Title, item.Standing, item.Overdue, item.Earliest, item.Due, item.Ongoing);
}
