using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Office;

/// <summary>People, organisations, limits and partners in Chromium: from sign-in to the result; wide, narrow, dark and in
/// print.</summary>
public sealed class PeopleInABrowserTests(AzuriteFixture azurite, BrowserFixture browser) : IAsyncLifetime
{
    private readonly List<string> _broken = [];
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        (await _app.Office.PutJsonAsync("/api/plans/town", BulkChangeTests.Town)).EnsureSuccessStatusCode();
        await UpdatesHub.NewPartnerAsync(_app, new { name = "Town Museum", plans = new[] { "town" } }, "museum");
        await _app.Get<TableOfficePeople>().SeenAsync("oid:tilly", "Tilly Town", SessionRole.Editor, Stop);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_editor_limits_somebody_and_enters_owners_and_organisations()
    {
        await using var context = await ContextAsync();
        var page = await SignedInAsync(context);
        await Link(page, "People").ClickAsync();
        await CheckAsync(page, "people", "People");
        await Link(page, "Who of the office sees which plans").ClickAsync();
        await CheckAsync(page, "access", "Who sees which plans");
        await Link(page, "Tilly Town").ClickAsync();
        await CheckAsync(page, "limit", "Tilly Town");
        await page.GetByLabel("Only what is ticked below").CheckAsync();
        await page.GetByLabel("Town plan (town)").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("The change is stored, and holds").WaitForAsync();
        await CheckAsync(page, "limit-done", "Tilly Town");

        await Link(page, "People").ClickAsync();
        await Link(page, "Jo Day").ClickAsync();
        await CheckAsync(page, "person", "Jo Day");
        await Link(page, "People").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add an owner" }).ClickAsync();
        await CheckAsync(page, "person-new", "Add an owner");

        await Link(page, "People").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Organisations of" }).ClickAsync();
        await CheckAsync(page, "organisations", "Organisations");
        await Link(page, "Fire service").ClickAsync();
        await CheckAsync(page, "organisation", "Fire service");
        await page.GetByLabel("Succeeded by").FillAsync("Fire and Rescue");
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("2022-07-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview the change" }).ClickAsync();
        await CheckAsync(page, "organisation-preview", "Look at the change");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await CheckAsync(page, "organisations-done", "Organisations");
        Assert.Contains(
            "succeeded by Fire and Rescue from 1 July 2022",
            await page.InnerTextAsync("main"),
            StringComparison.Ordinal);
        Assert.Empty(_broken);
    }

    [Fact]
    public async Task An_editor_tests_a_partner_and_makes_a_new_secret()
    {
        await using var context = await ContextAsync();
        var page = await SignedInAsync(context);
        await Link(page, "Partners").ClickAsync();
        await CheckAsync(page, "office-partners", "Partners");
        await Link(page, "Town Museum").ClickAsync();
        await CheckAsync(page, "office-partner", "Town Museum");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test message" }).ClickAsync();
        await CheckAsync(page, "office-partner-test", "Test message");
        Assert.Contains("All is understood: 1 update.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Link(page, "Town Museum").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make new ones" }).ClickAsync();
        await CheckAsync(page, "office-partner-secret", "New secret and token");
        await Link(page, "Partners").First.ClickAsync();
        await Link(page, "Add a partner").ClickAsync();
        await CheckAsync(page, "office-partner-new", "Add a partner");
        Assert.Empty(_broken);
    }

    private async Task<IBrowserContext> ContextAsync() =>
        await (await browser.StartAsync()).NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });

    private async Task<IPage> SignedInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) => _broken.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        await page.GotoAsync(new Uri(_app.Anyone.BaseAddress!, "/office/sign-in").ToString());
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        return page;
    }

    private static ILocator Link(IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>One h1; WCAG 2.2 AA by axe, wide, narrow and dark; in print nothing wider than the sheet.</summary>
    private static async Task CheckAsync(IPage page, string name, string heading)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1, Exact = true }).WaitForAsync();
        await page.FitsAndIsAccessibleAsync(name);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Empty(await page.AxeAsync());
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, Media = Media.Print });
        Assert.False(await page.ScrollsSidewaysAsync(), $"{name} is wider than the sheet");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
    }
}
