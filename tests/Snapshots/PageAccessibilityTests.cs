using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

[Collection(nameof(PublishedSamples))]
public sealed class PageAccessibilityTests(PublishedSamples samples, BrowserFixture browser)
{
    private const string Host = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Host</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
        <body><main><h1>Our council</h1>{0}</main></body></html>
        """;

    [Theory]
    [InlineData("index.html")]
    [InlineData("404.html")]
    [InlineData("kirklees/index.html")]
    [InlineData("kirklees/all.html")]
    [InlineData("kirklees/list.html")]
    [InlineData("kirklees/items/3.2.html")]
    [InlineData("kirklees/items/p1.html")]
    [InlineData("kirklees/large-print.html")]
    [InlineData("kirklees/changes/latest.html")]
    [InlineData("wakefield/index.html")]
    [InlineData("embed.html?plan=kirklees")]
    [InlineData("verify.html")]
    [InlineData("fragment")]
    [InlineData("element")]
    public async Task Has_no_violation_in_any_theme_or_width(string address)
    {
        var chromium = await browser.StartAsync();
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        site.Page("fragment", Host.Replace("{0}", await samples.TextAsync("kirklees/fragment.html"), StringComparison.Ordinal));
        site.Page(
            "element",
            Host.Replace(
                "{0}",
                $"<script async src=\"{site.Base}embed.js\"></script><strategy-progress plan=\"kirklees\"></strategy-progress>",
                StringComparison.Ordinal));
        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Base, address).ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        foreach (
            var (scheme, forced) in ((ColorScheme, ForcedColors)[])
                [
                    (ColorScheme.Light, ForcedColors.None),
                    (ColorScheme.Dark, ForcedColors.None),
                    (ColorScheme.Light, ForcedColors.Active),
                ])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ForcedColors = forced });
            foreach (var width in (int[])[320, 1920])
            {
                await page.SetViewportSizeAsync(width, 900);
                Assert.Empty(await page.AxeAsync());
                Assert.False(await page.ScrollsSidewaysAsync(), $"{address} scrolls sideways at {width} pixels");
            }
        }
    }

    [Fact]
    public async Task Is_whole_without_script_and_by_keyboard_alone()
    {
        var chromium = await browser.StartAsync();
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await chromium.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Base}kirklees/all.html");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.GetByText("Skip to the main content").IsVisibleAsync());
        await page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("#main", page.Url, StringComparison.Ordinal);
        var history = page.Locator("article", new() { HasText = "Build 100 affordable" }).Last.Locator("summary");
        await history.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.GetByText("30 homes are finished.").First.IsVisibleAsync());
    }

    [Fact]
    public async Task Html_validate_accepts_every_page()
    {
        var files = await samples.FilesAsync();
        var pages = files
            .Keys.Where(n => n.EndsWith(".html", StringComparison.Ordinal))
            .ToDictionary(n => n, n => System.Text.Encoding.UTF8.GetString(files[n].Content));
        Assert.True(pages.Count > 10);
        var wrong = await BrowserPages.CheckAsync("Snapshots/validate-html.mjs", pages);
        Assert.Equal([], wrong.EnumerateArray().Select(w => w.GetString()));
    }
}
