using System.Text;
using HubFunctions.Http;
using HubFunctions.Snapshots.Pages;

namespace HubFunctions.Snapshots;

/// <summary>Every file of a plan that shows its newest snapshot, from one value.</summary>
public sealed class Renderings(RazorHtml html, SnapshotAddress address)
{
    public const string TrailName = "trail.json";
    private const string Html = "text/html; charset=utf-8";

    /// <summary>Names of the files that <see cref="OfAsync"/> gives, <c>latest.json</c> last: whoever sees it sees the
    /// rest.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        TrailName, "items.csv", "measures.csv", "datapackage.json", "feed.atom", "deadlines.ics", "badge.svg", "progress.svg",
        "plain.txt", "fragment.html", "fragment-h3.html", "fragment-h4.html", "changes/latest.html", "large-print.html",
        "all.html", "list.html", "index.html", EmbedFile.Name, "latest.json",
    ];

    public SnapshotAddress Address => address;

    /// <param name="latest">The snapshot's canonical JSON.</param>
    public async Task<IReadOnlyList<SnapshotFile>> OfAsync(SnapshotView view, byte[] latest)
    {
        var files = new List<SnapshotFile>(Names.Count);
        var fragment = await FragmentAsync(view);
        foreach (var name in Names)
        {
            var (type, content) = name switch
            {
                TrailName => ("application/json", CanonicalJson.Write(view.ChangeLog)),
                "items.csv" => ("text/csv; charset=utf-8", ItemsCsv.Of(view.Now)),
                "measures.csv" => ("text/csv; charset=utf-8", MeasuresCsv.Of(view)),
                "datapackage.json" => ("application/json", DataPackage.Of(view)),
                "feed.atom" => ("application/atom+xml; charset=utf-8", ProgressFeed.Of(view)),
                "deadlines.ics" => ("text/calendar; charset=utf-8", DeadlineCalendar.Of(view)),
                "badge.svg" => ("image/svg+xml", await SvgAsync<Badge>(new() { ["View"] = view })),
                "progress.svg" => ("image/svg+xml", await SvgAsync<ProgressImage>(new() { ["View"] = view })),
                "plain.txt" => ("text/plain; charset=utf-8", PlainText.Of(view)),
                "fragment.html" => (Html, Headed(fragment, 2)),
                "fragment-h3.html" => (Html, Headed(fragment, 3)),
                "fragment-h4.html" => (Html, Headed(fragment, 4)),
                "changes/latest.html" => (Html, await ChangesAsync(view.Now, view.Since, view.Changes, "changes/latest.html")),
                "large-print.html" => (Html, await PageAsync<LargePrintPage>(new() { ["View"] = view })),
                "all.html" => (Html, await PageAsync<ProgressPage>(new() { ["View"] = view })),
                "list.html" => (Html, await PageAsync<ListPage>(new() { ["View"] = view })),
                "index.html" => (Html, await PageAsync<LandingPage>(new() { ["View"] = view })),
                EmbedFile.Name => ("application/json", EmbedFile.Of(view)),
                _ => ("application/json", latest),
            };
            files.Add(new SnapshotFile($"{view.Now.Plan.Id}/{name}", type, content, SnapshotFile.Latest));
        }

        return files;
    }

    /// <param name="name">Relative to the plan's folder.</param>
    public async Task<SnapshotFile> ChangesAsync(
        Snapshot now,
        Period period,
        IReadOnlyList<ItemDifference> changes,
        string name,
        string cacheControl) => new($"{now.Plan.Id}/{name}", Html, await ChangesAsync(now, period, changes, name), cacheControl);

    /// <summary>The page of one item. Equal views give equal bytes.</summary>
    public async Task<SnapshotFile> ItemAsync(ItemSheet item) =>
        new(
            $"{item.Plan.Id}/{item.File}",
            Html,
            await PageAsync<ItemPage>(new() { ["Shown"] = item, ["Address"] = item.Site(address) }),
            SnapshotFile.Latest);

    /// <summary>The list of public plans.</summary>
    public async Task<SnapshotFile> PlansAsync(string name, IReadOnlyList<IndexedPlan> plans) =>
        new(
            name,
            Html,
            await PageAsync<PlansPage>(
                new() { ["Plans"] = plans, ["Address"] = address.Site is { } site ? new Uri(site, name) : null }),
            SnapshotFile.Latest);

    private Task<byte[]> ChangesAsync(Snapshot now, Period period, IReadOnlyList<ItemDifference> changes, string name) =>
        PageAsync<ChangesPage>(
            new()
            {
                ["Now"] = now,
                ["Voice"] = Voice.Of(now),
                ["Period"] = period,
                ["Changes"] = changes,
                ["Address"] = address.Site is { } site ? new Uri(site, $"{now.Plan.Id}/{name}") : null,
            });

    private Task<string> FragmentAsync(SnapshotView view) => html.OfAsync<Fragment>(new() { ["View"] = view });

    /// <summary>It has one heading, and a plan's own words cannot hold a tag.</summary>
    private static byte[] Headed(string fragment, int level) => Encoding.UTF8.GetBytes(fragment
        .Replace("<h2>", $"<h{level}>", StringComparison.Ordinal)
        .Replace("</h2>", $"</h{level}>", StringComparison.Ordinal));

    private async Task<byte[]> PageAsync<T>(Dictionary<string, object?> parameters)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + await html.OfAsync<T>(parameters) + "\n");

    private async Task<byte[]> SvgAsync<T>(Dictionary<string, object?> parameters)
        where T : Microsoft.AspNetCore.Components.IComponent => Encoding.UTF8.GetBytes(await html.OfAsync<T>(parameters) + "\n");
}

/// <param name="Base">Address of the public container, ending in a slash.</param>
/// <param name="Hub">Address of the hub itself, ending in a slash.</param>
public sealed record SnapshotAddress(Uri Base, Uri Hub)
{
    /// <summary>Where people read the public files, ending in a slash: a static website or what stands before it. Null where that
    /// is not known.</summary>
    public Uri? Site { get; init; }
}
