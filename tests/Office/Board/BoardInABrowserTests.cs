using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Office;

/// <summary>From sign-in to a frozen pack and its Word document in five clicks, in Chromium with and without script.</summary>
public sealed class BoardInABrowserTests(AzuriteFixture azurite, BrowserFixture browser) : IAsyncLifetime
{
    private readonly BoardHub _hub = new(azurite);
    private readonly List<string> _broken = [];
    private int _clicks;

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pack_is_frozen_and_downloaded_in_five_clicks(bool script)
    {
        await _hub.ReportTroubleAsync();
        await _hub.DecideAsync("Agree a second builder");
        await using var context = await (await browser.StartAsync())
            .NewContextAsync(new() { JavaScriptEnabled = script, ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        page.Console += (_, message) => _broken.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        await page.GotoAsync(new Uri(_hub.App.Anyone.BaseAddress!, "/office").ToString());
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }));

        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Board", Exact = true }));
        await CheckAsync(page, script, "board", "Board");
        await ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Draft pack for 22 June 2022" }));
        await CheckAsync(page, script, "pack-draft", "Board pack, 22 June 2022");
        await ClickAsync(page.GetByRole(AriaRole.Button, new() { Name = "Freeze this pack" }));
        await page.GetByText("The pack is frozen.").WaitForAsync();
        await CheckAsync(page, script, "pack-frozen", "Board pack, 22 June 2022");
        var file =
            await page.RunAndWaitForDownloadAsync(() => ClickAsync(page.GetByRole(AriaRole.Link, new() { Name = "Word" })));

        Assert.Equal("town-board-pack-2022-06-22.docx", file.SuggestedFilename);
        if (Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } folder)
            await file.SaveAsAsync(Path.Combine(folder, file.SuggestedFilename));
        Assert.InRange(_clicks, 1, 5);
        Assert.Empty(_broken);
    }

    [Theory]
    [InlineData("/office/plans/town/packs", "Board packs")]
    [InlineData("/office/plans/town/publishing", "Publishing and meetings")]
    [InlineData("/office/audit", "Audit")]
    public async Task Other_pages_fit_and_are_accessible(string address, string heading)
    {
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_hub.App.Anyone.BaseAddress!, address).ToString());
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await CheckAsync(page, true, address.Split('/')[^1], heading);
    }

    [Fact]
    public async Task Printed_the_pack_has_page_numbers_and_neither_forms_nor_navigation()
    {
        await _hub.ReportTroubleAsync();
        await using var context = await (await browser.StartAsync()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_hub.App.Anyone.BaseAddress!, BoardHub.Address).ToString());
        await page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Freeze this pack" }).WaitForAsync();

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.False(await page.GetByRole(AriaRole.Button, new() { Name = "Freeze this pack" }).IsVisibleAsync());
        Assert.False(await page.GetByRole(AriaRole.Navigation).IsVisibleAsync());
        Assert.True(await page.GetByText("The builder is ill.").IsVisibleAsync());
        Assert.Contains("counter(page)", await page.EvaluateAsync<string>(
            "() => [...document.styleSheets[0].cssRules].filter(r => r instanceof CSSPageRule).map(r => r.cssText).join()"),
                StringComparison.Ordinal);
        var pdf = await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
        if (Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, "pack.pdf"), pdf, BoardHub.Stop);
    }

    private async Task ClickAsync(ILocator locator)
    {
        _clicks++;
        await locator.ClickAsync();
    }

    private static async Task CheckAsync(IPage page, bool script, string name, string heading)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1, Exact = true }).WaitForAsync();
        if (script)
            await page.FitsAndIsAccessibleAsync(name);
    }
}
