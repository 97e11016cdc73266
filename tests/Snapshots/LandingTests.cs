using System.IO.Compression;
using AngleSharp.Html.Parser;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

/// <summary>The page of a plan can be read in a minute, whatever the plan's size.</summary>
[Collection(nameof(PublishedSamples))]
public sealed class LandingTests(PublishedSamples samples, AzuriteFixture azurite, BrowserFixture browser)
{
    private const int Screen = 640;

    [Theory]
    [InlineData(300)]
    [InlineData(10_000)]
    public async Task A_landing_page_is_at_most_six_screens_of_a_telephone_and_30_kB(int items)
    {
        await using var app = await HubApp.StartAsync(azurite);
        var files = await LongPlan.FilesAsync(app.Get<Renderings>(), items);
        var landing = files["plan/index.html"];
        Assert.InRange(Gzip(landing.Content), 1, 30_000);
        await using var site = await BrowserSite.StartAsync(files);
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 360, Height = Screen },
            });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Base}plan/index.html");
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"), 1, 6 * Screen);
        await page.SetViewportSizeAsync(320, Screen);
        Assert.False(await page.ScrollsSidewaysAsync());
        Assert.Empty(await page.AxeAsync());
    }

    [Fact]
    public async Task Says_which_deliverable_is_late_and_leads_to_its_page()
    {
        var page = new HtmlParser().ParseDocument(await samples.TextAsync("kirklees/index.html"));
        var latest = CanonicalJson.Read<Snapshot>((await samples.FilesAsync())["kirklees/latest.json"].Content);
        var late = latest.Items.Where(i => i.Overdue && latest.Items.All(below => below.Parent != i.Id)).ToList();
        Assert.Equal(latest.Deliverables!.Overdue, late.Count);
        Assert.NotEmpty(late);
        var links = page.QuerySelectorAll("section[aria-labelledby=late] li a").Select(a => a.GetAttribute("href"));
        Assert.Equal(late.OrderBy(i => i.Due).Select(i => $"items/{i.Id}.html"), links);
        Assert.Contains(
            $"of {latest.Deliverables.Items} deliverables is complete; {late.Count} overdue",
            page.QuerySelector(".lead")!.TextContent,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_total_leads_to_a_list_of_as_many_with_and_without_script(bool script)
    {
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await (await browser.StartAsync()).NewContextAsync(new() { JavaScriptEnabled = script });
        var page = await context.NewPageAsync();
        foreach (var plan in PublishedSamples.Plans)
        {
            await page.GotoAsync($"{site.Base}{plan}/index.html");
            var totals = new List<(string Link, int Count)>();
            foreach (var row in await page.Locator("table.totals tr:has(a)").AllAsync())
                totals.Add(
                    (
                        (await row.Locator("a").GetAttributeAsync("href"))!,
                        int.Parse(await row.Locator("td").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture)));
            Assert.True(totals.Count > 4);
            foreach (var (link, count) in totals)
            {
                await page.GotoAsync($"{site.Base}{plan}/{link}");
                Assert.Equal((link, count), (link, await page.Locator(".listed li:visible").CountAsync()));
            }
        }
    }

    [Fact]
    public async Task The_list_is_searched_by_words_and_says_how_many_it_found()
    {
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Base}kirklees/list.html", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.GetByLabel("Words to look for").FillAsync("HOMES extra");
        await Assertions.Expect(page.Locator(".search [role=status]")).ToHaveTextAsync("1 found");
        Assert.Equal(1, await page.Locator(".listed li:visible").CountAsync());
        Assert.Equal(0, await page.Locator(".listed:visible").Filter(new() { HasNot = page.Locator("li:visible") }).CountAsync());
    }

    [Theory]
    [InlineData("#i-3.2")]
    [InlineData("#3.2")]
    public async Task An_old_address_of_an_item_leads_to_its_page(string anchor)
    {
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Base}kirklees/index.html{anchor}");
        // Not WaitForURLAsync, which misses a navigation that ends between its look at the address and its wait.
        await Assertions.Expect(page).ToHaveURLAsync($"{site.Base}kirklees/items/3.2.html", new() { Timeout = 60_000 });
        // One that never was leaves the reader on the plan's page.
        await page.GotoAsync($"{site.Base}kirklees/index.html#i-99.9", new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.EndsWith("/kirklees/index.html#i-99.9", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_measure_is_drawn_with_its_target_and_told_in_words_and_figures()
    {
        var page = new HtmlParser().ParseDocument(await samples.TextAsync("kirklees/items/3.2.html"));
        var chart = page.QuerySelectorAll("figure.chart").Single();
        Assert.NotNull(chart.QuerySelector("svg line.aim"));
        Assert.Contains("to 50 on", chart.QuerySelector("svg")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(chart.QuerySelectorAll("svg circle").Length, chart.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("50 homes", chart.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    private static int Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return (int)bytes.Length;
    }
}
