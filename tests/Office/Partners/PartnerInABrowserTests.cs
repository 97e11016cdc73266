using System.Text;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>A charity's journey in Chromium: sign in, one update, the spreadsheet dropped or chosen, signed out; wide, narrow
/// and dark.</summary>
public sealed class PartnerInABrowserTests(AzuriteFixture azurite, BrowserFixture browser) : IAsyncLifetime
{
    private const string Csv =
        "plan,deliverable,as at,status,summary\ntown,d1,2022-05-20,green,Ring Jo on 07700 900123.\ntown,d2,2022-05-20,puce,\n";

    private readonly List<string> _broken = [];
    private HubApp _app = null!;
    private Sender _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 3))).EnsureSuccessStatusCode();
        _partner = await UpdatesHub.NewPartnerAsync(_app,
            new { name = "Town Museum", plans = new[] { "town" }, statusWords = new { steady = new { health = "onTrack" } } });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_charity_signs_in_reports_sends_its_spreadsheet_and_signs_out(bool script)
    {
        var scheme = script ? ColorScheme.Light : ColorScheme.Dark;
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new() { ViewportSize = new() { Width = 1280, Height = 900 }, JavaScriptEnabled = script, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        page.Console += (_, message) => _broken.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        await page.GotoAsync(new Uri(_app.Anyone.BaseAddress!, $"/partners/{_partner.Id}").ToString());
        await CheckAsync(page, script, "partner-sign-in", "Sign in to report progress");
        await page.GetByLabel("Token").FillAsync(_partner.Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await CheckAsync(page, script, "partner", "Town Museum");
        Assert.DoesNotContain("hub_", page.Url, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "d3 Deliverable 3" }).ClickAsync();
        await CheckAsync(page, script, "partner-item", "Deliverable 3");
        await page.GetByLabel("Status").SelectOptionAsync("steady");
        await page.GetByLabel("Summary").FillAsync("The path is open.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the update" }).ClickAsync();
        await CheckAsync(page, script, "partner-sent", "Received");
        await page.GetByRole(AriaRole.Link, new() { Name = "Your deliverables, and what you sent" }).ClickAsync();

        if (script)
            await DropAsync(page);
        else
            await ChooseAsync(page);
        await CheckAsync(page, script, "partner-file", "1 of 2 updates received");
        var text = await page.InnerTextAsync("main");
        Assert.Contains("Line 2, summary: this looks like a phone number", text, StringComparison.Ordinal);
        Assert.Contains("status: The hub does not know this word.", text, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Your deliverables, and what you sent" }).ClickAsync();
        await CheckAsync(page, script, "partner-after", "Town Museum");
        Assert.Contains("the programme office is checking a text of it", await page.InnerTextAsync("main"),
            StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out Town Museum" }).ClickAsync();
        await CheckAsync(page, script, "partner-signed-out", "Sign in to report progress");
        Assert.Empty(await context.CookiesAsync());
        Assert.Empty(_broken);
    }

    [Fact]
    public async Task The_office_goes_from_its_list_to_a_partners_page()
    {
        await using var context = await (await browser.StartAsync())
            .NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_app.Anyone.BaseAddress!, "/office/sign-in").ToString());
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Partners", Exact = true }).ClickAsync();
        await CheckAsync(page, true, "partners", "Partners");
        await page.GetByRole(AriaRole.Link, new() { Name = "Town Museum" }).ClickAsync();

        await CheckAsync(page, true, "partner-by-office", "Town Museum");
        Assert.Equal(0, await page.Locator("input[type=file]").CountAsync());
    }

    /// <summary>As the browser does it: the file lies on the area, and nobody presses a button.</summary>
    private static async Task DropAsync(IPage page)
    {
        var data = await page.EvaluateHandleAsync(
            "csv => { const data = new DataTransfer(); data.items.add(new File([csv], 'q.csv', { type: 'text/csv' })); return "
                + "data; }",
            Csv);
        Assert.Contains("What you drop here is sent at once.", await page.InnerTextAsync("#file-hint"), StringComparison.Ordinal);
        await page.DispatchEventAsync("[data-drop]", "dragover", new { dataTransfer = data });
        await page.DispatchEventAsync("[data-drop]", "drop", new { dataTransfer = data });
    }

    private static async Task ChooseAsync(IPage page)
    {
        await page.GetByLabel("Drop the file here, or choose it").SetInputFilesAsync(
            new FilePayload { Name = "quarter.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Csv) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the file" }).ClickAsync();
    }

    /// <summary>WCAG 2.2 AA by axe, one h1, nothing that scrolls sideways at 320 pixels. Where the page runs no script, axe
    /// cannot either.</summary>
    private static async Task CheckAsync(IPage page, bool script, string name, string heading)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1, Exact = true }).WaitForAsync();
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        await page.ShootAsync($"{name}-wide{(script ? "" : "-dark")}");
        await page.SetViewportSizeAsync(320, 800);
        if (script)
        {
            Assert.Empty(await page.AxeAsync());
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            Assert.Empty(await page.AxeAsync());
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            Assert.False(await page.ScrollsSidewaysAsync(), $"{name} scrolls sideways");
        }

        await page.ShootAsync($"{name}-narrow{(script ? "" : "-dark")}");
        await page.SetViewportSizeAsync(1280, 900);
    }
}
