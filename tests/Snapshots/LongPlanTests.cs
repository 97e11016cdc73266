using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

public sealed class LongPlanTests(AzuriteFixture azurite, BrowserFixture browser)
{
    [Fact]
    public async Task A_page_that_cannot_show_every_item_says_so_and_where_they_all_are()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var files = await LongPlan.FilesAsync(app.Get<Renderings>());
        var snapshot = CanonicalJson.Read<Snapshot>(files["plan/latest.json"].Content);
        foreach (var name in (string[])["all.html"])
        {
            var page = Parse(files, name);
            var section = page.QuerySelector("section.items")!;
            Assert.Contains(
                $"This page shows {SnapshotView.MaxItems} of 1,000 items: all ",
                section.QuerySelector("p")!.TextContent,
                StringComparison.Ordinal);
            Assert.Equal(
                ["list.html", "items.csv", "plain.txt"],
                section.QuerySelector("p")!.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));

            var shown = section.QuerySelectorAll("article").Select(a => a.Id!["i-".Length..]).ToList();
            Assert.Equal(SnapshotView.MaxItems, shown.Count);
            Assert.Equal(snapshot.Items.Select(i => i.Id).Where(shown.Contains), shown);
            Assert.Empty(snapshot.Items.Where(SnapshotView.NeedsAttention).Select(i => i.Id).Except(shown));
            Assert.Empty(snapshot.Items.Where(i => shown.Contains(i.Id)).Select(i => i.Parent).OfType<string>().Except(shown));
            Assert.All(
                page.QuerySelectorAll("a[href^='#']"),
                a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
        }

        Assert.Contains(
            "Here are 150 of 950 items with a date",
            Parse(files, "all.html").QuerySelector(".timeline p")!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains(
            "This shows 200 of 1,000 items.",
            Parse(files, "fragment.html").Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(LongPlan.Items + 1, Text(files, "items.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(LongPlan.Items, Text(files, "plain.txt").Split("  Status: ").Length - 1);
    }

    [Fact]
    public async Task A_long_plan_of_hostile_titles_reads_well_on_a_telephone_and_on_a_wall()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var files = await LongPlan.FilesAsync(app.Get<Renderings>(), SnapshotView.MaxItems + 50);
        foreach (var (name, file) in await SharedAsync(app))
            files[name] = file;
        await using var site = await BrowserSite.StartAsync(files);
        site.Page(
            "element",
            $"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Host</title></head><body><main><h1>Host</h1><script "
                + $"async src=\"{site.Base}embed.js\"></script><strategy-progress plan=plan "
                + $"items=30></strategy-progress></main></body></html>");
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        foreach (
            var (address, width, scheme, forced) in ((string, int, ColorScheme, ForcedColors)[])
                [
                    ("plan/index.html", 320, ColorScheme.Light, ForcedColors.None),
                    ("plan/index.html", 1920, ColorScheme.Dark, ForcedColors.None),
                    ("plan/all.html", 320, ColorScheme.Light, ForcedColors.None),
                    ("plan/all.html", 1200, ColorScheme.Dark, ForcedColors.Active),
                    ("plan/list.html", 320, ColorScheme.Dark, ForcedColors.None),
                    ("element", 360, ColorScheme.Light, ForcedColors.None),
                ])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ForcedColors = forced });
            await page.SetViewportSizeAsync(width, 900);
            await page.GotoAsync(new Uri(site.Base, address).ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.False(await page.ScrollsSidewaysAsync(), $"{address} scrolls sideways at {width} pixels");
            Assert.Empty(await page.AxeAsync());
            Assert.Equal(0, await page.Locator("b, strong b").CountAsync());
        }

        var pages = files
            .Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal))
            .ToDictionary(f => f.Key, f => System.Text.Encoding.UTF8.GetString(f.Value.Content));
        var wrong = await BrowserPages.CheckAsync("Snapshots/validate-html.mjs", pages);
        Assert.Equal([], wrong.EnumerateArray().Select(w => w.GetString()));
    }

    private static async Task<Dictionary<string, BrowserFile>> SharedAsync(HubApp app)
    {
        await app.Get<SharedFiles>().KeepAsync(TestContext.Current.CancellationToken);
        return new()
        {
            ["embed.js"] = new BrowserFile((await app.FileAsync("embed.js"))!, "text/javascript; charset=utf-8", "no-store"),
        };
    }

    private static IDocument Parse(Dictionary<string, BrowserFile> files, string name) =>
        new HtmlParser().ParseDocument(Text(files, name));

    private static string Text(Dictionary<string, BrowserFile> files, string name) =>
        System.Text.Encoding.UTF8.GetString(files[$"plan/{name}"].Content);
}
