using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Office;

/// <summary>The office's journey in Chromium, from sign-in to a corrected update and a decision; without script, as the pages
/// have none.</summary>
public sealed class OfficeInABrowserTests(AzuriteFixture azurite, BrowserFixture browser)
{
    private readonly List<string> _broken = [];

    [Fact]
    public async Task An_editor_signs_in_works_through_today_and_signs_out()
    {
        await using var app = await HubApp.StartAsync(azurite);
        (await app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 3))).EnsureSuccessStatusCode();
        var partner = await UpdatesHub.NewPartnerAsync(app);
        await partner.SignedAsync(
            new object[]
            {
                new
                {
                    plan = "town",
                    deliverable = "d1",
                    asAt = "2022-05-20T09:00:00Z",
                    summary = "The path is open. Ring Jo on 07700 900123 for a key.",
                },
                new
                {
                    plan = "town",
                    deliverable = "d2",
                    asAt = "2022-05-20T09:00:00Z",
                    health = "puce",
                },
            },
            "m1");
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 900 },
            });
        var page = await context.NewPageAsync();
        page.Console += (_, message) => _broken.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);

        await page.GotoAsync(new Uri(app.Anyone.BaseAddress!, "/office").ToString());
        await CheckAsync(page, "sign-in", "Sign in");
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await page.GetByLabel("Your name (optional)").FillAsync("Ann Lee");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await CheckAsync(page, "today", "Today, 24 May 2022");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to main content", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        // Leaving it moves the page up, away from under a click.
        await page.EvaluateAsync("() => document.activeElement.blur()");

        await page.GetByRole(AriaRole.Link, new() { Name = "Decide 1 text held back" }).ClickAsync();
        await CheckAsync(page, "held", "Held back from publication");
        await page.GetByRole(AriaRole.Link, new() { Name = "Release, redact or send back" }).ClickAsync();
        await CheckAsync(page, "held-text", "Decide on a text that is held back");
        await page.GetByLabel("What the public sees instead").FillAsync("The path is open.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish these words" }).ClickAsync();
        await CheckAsync(page, "held-done", "Held back from publication");

        await page.GetByRole(AriaRole.Link, new() { Name = "Refused", Exact = true }).ClickAsync();
        await CheckAsync(page, "refused", "Refused");
        await page.GetByRole(AriaRole.Link, new() { Name = "Correct what" }).ClickAsync();
        await CheckAsync(page, "refused-entry", "Correct a refused update");
        await page.GetByLabel("Health").FillAsync("amber");
        await page.GetByRole(AriaRole.Button, new() { Name = "Store the corrected update" }).ClickAsync();
        await CheckAsync(page, "refused-done", "Refused");

        await page.GetByRole(AriaRole.Link, new() { Name = "Plans", Exact = true }).ClickAsync();
        await CheckAsync(page, "plans", "Plans");
        await page.GetByRole(AriaRole.Link, new() { Name = "Town plan" }).ClickAsync();
        await CheckAsync(page, "plan", "Town plan");
        await page.GetByRole(AriaRole.Link, new() { Name = "d2 Deliverable 2" }).ClickAsync();
        await CheckAsync(page, "item", "Deliverable 2");
        Assert.Contains("At risk", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out Ann Lee" }).ClickAsync();
        await CheckAsync(page, "signed-out", "Sign in");
        Assert.Empty(await context.CookiesAsync());
        Assert.Empty(_broken);
    }

    /// <summary>Wide and at 320 pixels: WCAG 2.2 AA by axe, one h1, nothing that scrolls sideways.</summary>
    private static async Task CheckAsync(IPage page, string name, string heading)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1, Exact = true }).WaitForAsync();
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.EndsWith("– Deliverables Hub", await page.TitleAsync(), StringComparison.Ordinal);
        await page.FitsAndIsAccessibleAsync(name);
    }
}
