using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Office;

/// <summary>A bulk change in Chromium, from sign-in to the changed items; with and without script.</summary>
public sealed class BulkInABrowserTests(AzuriteFixture azurite, BrowserFixture browser)
{
    private readonly List<string> _broken = [];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_editor_searches_ticks_previews_and_changes_two_items(bool script)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var app = await HubApp.StartAsync(azurite);
        (await app.Office.PutJsonAsync("/api/plans/town", BulkChangeTests.Town)).EnsureSuccessStatusCode();
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new() { ViewportSize = new() { Width = 1280, Height = 900 }, JavaScriptEnabled = script });
        var page = await context.NewPageAsync();
        page.Console += (_, message) => _broken.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        await page.GotoAsync(new Uri(app.Anyone.BaseAddress!, "/office/plans/town").ToString());
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await page.Locator("#name").FillAsync("Ann Lee");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await page.GetByLabel("Find words in this list").FillAsync("a p");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.GetByLabel("Choose d1 A path").CheckAsync();
        await page.GetByLabel("Choose d2 A park").CheckAsync();
        await page.GetByLabel("The approved dates, by a span").CheckAsync();
        await page.GetByLabel("Shift by").FillAsync("2");
        await page.GetByLabel("Reason").FillAsync("The strike");
        await CheckAsync(page, script, "bulk-list");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview the change" }).ClickAsync();
        var preview = await page.Locator("#preview-d1").InnerTextAsync();
        Assert.Contains("31 December 2022 → 28 February 2023", preview, StringComparison.Ordinal);
        await CheckAsync(page, script, "bulk-preview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 items" }).ClickAsync();
        Assert.Equal("The items are changed", await page.Locator("h1").InnerTextAsync());
        await CheckAsync(page, script, "bulk-done");
        await page.GetByRole(AriaRole.Link, new() { Name = "d2 A park" }).ClickAsync();
        await CheckAsync(page, script, "bulk-item");

        var item = await page.InnerTextAsync("main");
        Assert.Contains("Approved: 31 May 2023 (office: The strike), approved by Ann Lee", item, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2023, 2, 28), Standings.Due((await app.Plans.FindItemAsync("town", "d1", stop))!.Item));
        Assert.Empty(_broken);
    }

    private static async Task CheckAsync(IPage page, bool script, string name)
    {
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        if (script)
            await page.FitsAndIsAccessibleAsync(name);
    }
}
