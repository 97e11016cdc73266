using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

[Collection(nameof(PublishedSamples))]
public sealed class LargePrintTests(PublishedSamples samples, BrowserFixture browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Large_print_leads_to_the_whole_plan_in_large_print(bool scripts)
    {
        await using var site = await BrowserSite.StartAsync(await samples.FilesAsync());
        await using var context = await (await browser.StartAsync()).NewContextAsync(new() { JavaScriptEnabled = scripts });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{site.Base}kirklees/large-print.html");
        await Assertions.Expect(page).ToHaveURLAsync($"{site.Base}kirklees/all.html#large-print", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("html")).ToHaveCSSAsync("font-size", "24px");
        if (scripts)
        {
            await Assertions.Expect(page.GetByLabel("Large print")).ToBeCheckedAsync();
            await page.GotoAsync($"{site.Base}kirklees/all.html#i-3.2");
            await Assertions.Expect(page.Locator("html")).ToHaveCSSAsync("font-size", "24px");
        }

        await page.GotoAsync($"{site.Base}kirklees/all.html");
        await Assertions.Expect(page.Locator("html")).ToHaveCSSAsync("font-size", "16px");
        await page.GetByLabel("Large print").CheckAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveCSSAsync("font-size", "24px");
    }
}
