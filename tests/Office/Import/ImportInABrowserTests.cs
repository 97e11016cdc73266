using System.Text;
using HubFunctions.Tests.Plans.Import;
using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Office;

/// <summary>A strange spreadsheet to a checked plan, and a plan of 5,000 rows, in Chromium with and without script.</summary>
public sealed class ImportInABrowserTests(AzuriteFixture azurite, BrowserFixture browser)
{
    private readonly List<string> _broken = [];
    private int _hand;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_strange_spreadsheet_is_a_checked_plan_in_ten_steps_of_the_hand(bool script)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await using var context = await (await browser.StartAsync())
            .NewContextAsync(new() { JavaScriptEnabled = script, ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await SignInAsync(context, app);

        await HandAsync(page.GetByRole(AriaRole.Link, new() { Name = "Import a spreadsheet" }).ClickAsync());
        await CheckAsync(page, script, "import-file", "Import a spreadsheet");
        await HandAsync(
            page.GetByLabel("Spreadsheet", new() { Exact = true })
                .SetInputFilesAsync(
                    new FilePayload { Name = "Action plan.xlsx", MimeType = "application/octet-stream", Buffer = Strange() }));
        await HandAsync(page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync());
        await CheckAsync(page, script, "import-sheet", "Choose the row with the headings");
        await HandAsync(page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync());
        await CheckAsync(page, script, "import-columns", "Say what each column is");
        await HandAsync(page.GetByRole(AriaRole.Button, new() { Name = "Leave out the others, and check" }).ClickAsync());
        await CheckAsync(page, script, "import-check", "Check what would change");
        await HandAsync(page.GetByRole(AriaRole.Button, new() { Name = "Ongoing for 1.2" }).ClickAsync());
        await page.Locator("#date-1\\.2").GetByText("because you said “Ongoing”").WaitForAsync();
        Assert.InRange(_hand, 1, 10);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bring it in" }).ClickAsync();
        await CheckAsync(page, script, "import-result", "The spreadsheet is brought in");
        Assert.Contains("5 items added", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Look at the plan" }).ClickAsync();
        await CheckAsync(page, script, "import-plan", "Healthy town: action plan");
        Assert.Empty(_broken);
    }

    [Fact]
    public async Task A_file_that_is_refused_is_told_beside_the_upload()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await SignInAsync(context, app);
        await page.GotoAsync(new Uri(app.Anyone.BaseAddress!, "/office/import").ToString());

        await page.GetByLabel("Or paste cells from Excel").FillAsync("Ref\tAction\n1\t\"Open the path\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        await CheckAsync(page, true, "import-refused", "Import a spreadsheet");
        await page.GetByRole(AriaRole.Link, new() { Name = "Line 2, column 2: The quote" }).ClickAsync();
        Assert.Equal("pasted", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Fact]
    public async Task A_plan_of_5000_rows_is_checked_on_bounded_pages_and_brought_in()
    {
        await using var app = await HubApp.StartAsync(azurite);
        using var visitor = await Visitor.SignedInAsync(app);
        var csv = new StringBuilder("Ref,Theme,Action,By when\n");
        for (var n = 1; n <= 5_000; n++)
            csv.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{n},Theme {n % 50},Action number {n} of a long plan,{(n % 3 == 0 ? "soon" : "Spring 2023")}\n");

        var wizard = await new Wizard(visitor).ToCheckAsync(csv.ToString());

        Assert.Contains("5,050 items added", wizard.Text, StringComparison.Ordinal);
        Assert.InRange(wizard.Page.Source.Text.Length, 1_000, 400_000);
        Assert.Equal(50, wizard.Page.QuerySelectorAll("[id^=meaning-]").Length);
        await wizard.ApplyAsync();
        Assert.Equal("The spreadsheet is brought in", wizard.Page.QuerySelector("h1")!.TextContent);
        var id = Assert.Single(await app.Plans.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(5_050, (await app.Plans.FindAsync(id, TestContext.Current.CancellationToken))!.Items.Count);
    }

    private static byte[] Strange() => new XlsxFile().Sheet("Notes").Row("How to fill this in").Sheet("Action plan 2021")
        .Row("Healthy town: action plan", null, null, null, null, null)
        .Row(null, null, null, null, null, null)
        .Row(
            "Priority",
            "Ref.",
            "What we will do",
            "Lead\nofficer",
            "By When?",
            "RAG",
            "Progress this quarter",
            "Cost centre",
            "Cllr initials")
        .Row(
            "Joined-up care",
            "1.1",
            "Work with care homes through their association",
            "Ann Lee",
            "Spring 2023",
            "Amber",
            "Two homes have joined",
            4711,
            "AB")
        .Row(null, "1.2", "Take a leading part in the local partnership", "TBC", "soon", "Green", null, 4711, null)
        .Row(
            "Having a say",
            "2.1",
            "Agree principles for co-production",
            "Bob Ray & Cy Dee",
            new DateOnly(2022, 9, 30),
            null,
            null,
            4712,
            "CD")
        .Row("Total", null, null, null, null, null, null, 14134, null)
        .Merge("A1:F1").Merge("A4:A5").ToBytes();

    private async Task<IPage> SignInAsync(IBrowserContext context, HubApp app)
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) => _broken.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        await page.GotoAsync(new Uri(app.Anyone.BaseAddress!, "/office/plans").ToString());
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        return page;
    }

    private Task HandAsync(Task step)
    {
        _hand++;
        return step;
    }

    /// <summary>Wide and at 320 pixels: one h1, WCAG 2.2 AA by axe and nothing that scrolls sideways, where a script may
    /// look.</summary>
    private static async Task CheckAsync(IPage page, bool script, string name, string heading)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1, Exact = true }).WaitForAsync();
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        if (!script)
            return;
        await page.FitsAndIsAccessibleAsync(name);
    }
}
