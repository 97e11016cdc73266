using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>A round in Chromium, from Today to all chased; the pages have no script.</summary>
public sealed class RoundsInABrowserTests(AzuriteFixture azurite, BrowserFixture browser)
{
    [Fact]
    public async Task An_editor_opens_a_round_chases_all_from_Today_and_takes_an_answer_by_phone()
    {
        await using var rig = await RoundRig.StartAsync(azurite, "2022-05-26T07:00:00Z", opened: false);
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(rig.App.Anyone.BaseAddress!, "/office").ToString());
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Open a round" }).ClickAsync();
        await CheckAsync(page, "rounds-open", "Rounds");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the round" }).ClickAsync();
        await CheckAsync(page, "round-opened", "Round for the Board of 22 June 2022");

        await page.GetByRole(AriaRole.Link, new() { Name = "Today", Exact = true }).ClickAsync();
        await CheckAsync(page, "rounds-today", "Today, 26 May 2022");
        await page.GetByRole(AriaRole.Link,
            new() { Name = "See who, and ask them 4 have not replied, Board papers close in 15 days" }).ClickAsync();
        await CheckAsync(page, "round", "Round for the Board of 22 June 2022");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask all 2 who have not replied" }).ClickAsync();
        await CheckAsync(page, "round-ask", "Ask for answers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send all 2" }).ClickAsync();
        await CheckAsync(page, "round-asked", "Round for the Board of 22 June 2022");
        Assert.Equal(["ann@town.example", "dee@town.example"], rig.SentTo);

        await page.Locator("a[href$='/items/3']").ClickAsync();
        await CheckAsync(page, "round-phone", "Record an answer by phone");
        await page.GetByLabel("Complete").CheckAsync();
        await page.GetByLabel("Who gave the answer").FillAsync("Dee Fox");
        await page.GetByRole(AriaRole.Button, new() { Name = "Store the answer" }).ClickAsync();
        await CheckAsync(page, "round-answered", "Round for the Board of 22 June 2022");
        Assert.Contains("3 of 4 have not replied.", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Rounds", Exact = true }).ClickAsync();
        await CheckAsync(page, "rounds", "Rounds");
    }

    /// <summary>Wide and at 320 pixels: WCAG 2.2 AA by axe, one h1, nothing that scrolls sideways.</summary>
    private static async Task CheckAsync(IPage page, string name, string heading)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1, Exact = true }).WaitForAsync();
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        await page.FitsAndIsAccessibleAsync(name);
    }
}
