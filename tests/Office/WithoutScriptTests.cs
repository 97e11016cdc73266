using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Tests.Office.Rounds;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Office;

/// <summary>One walk through the office's newer pages in Chromium without script, each to its result at 320 pixels; what the
/// walks with script do not come to is looked at by axe.</summary>
public sealed class WithoutScriptTests(AzuriteFixture azurite, BrowserFixture browser) : IAsyncLifetime
{
    private RoundRig _rig = null!;
    private IPage _page = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = await RoundRig.StartAsync(azurite, "2022-05-26T07:00:00Z", opened: false);
        await UpdatesHub.NewPartnerAsync(_rig.App, new { name = "Town Museum", plans = new[] { "town" } }, "museum");
        await _rig.App.Get<TableOfficePeople>().SeenAsync("oid:tilly", "Tilly Town", SessionRole.Editor, Stop);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task An_editor_does_the_work_of_a_month_without_script()
    {
        await using var context = await SignedInAsync(script: false);
        await OpenAsync("/office/access", "Who sees which plans");
        await LinkAsync("Tilly Town", "Tilly Town");
        await _page.GetByLabel("Only what is ticked below").CheckAsync();
        await _page.GetByLabel("Town plan (town)").CheckAsync();
        await PressAsync("Save", "The change is stored, and holds");

        await OpenAsync("/office/organisations/town", "Organisations");
        await LinkAsync("Harbour Trust", "Harbour Trust");
        await _page.GetByLabel("Succeeded by").FillAsync("Coast Trust");
        await _page.GetByLabel("From", new() { Exact = true }).FillAsync("2022-07-01");
        await PressAsync("Preview the change", "Look at the change");
        await PressAsync("Save", "succeeded by Coast Trust from 1 July 2022");

        await OpenAsync("/office/plans/town/publishing", "Publishing and meetings");
        await _page.GetByLabel("Contact", new() { Exact = true }).FillAsync("board@town.example");
        await PressAsync("Save", "The changes are stored.");

        await OpenAsync("/office", "Today, 26 May 2022");
        await LinkAsync("Give owners", "Town plan");
        await _page.Locator("#owner-5").SelectOptionAsync(new SelectOptionValue { Label = "Bo Day" });
        await _page.Locator("#reason-5").FillAsync("The pier is his.");
        await PressAsync("Give it this owner (5 A pier)", "The item has its owner.");

        await OpenAsync("/office/partners/museum", "Town Museum");
        await PressAsync("Send a test message", "All is understood");

        await OpenAsync(RoundRig.Rounds, "Rounds");
        await PressAsync("Open the round", "The round is entered.");
        await LinkAsync("Ask all", "Ask for answers");
        await PressAsync("Send all", "They are asked.");
        Assert.NotEmpty(_rig.SentTo);

        await OpenAsync("/office/plans/town/packs/2022-06-22", "Board pack, 22 June 2022");
        await PressAsync("Freeze this pack", "The pack is frozen.");

        await OpenAsync("/office/plans/town", "Town plan");
        await _page.GetByLabel("Choose 1 A path").CheckAsync();
        await _page.GetByLabel("The approved dates, by a span").CheckAsync();
        await _page.GetByLabel("Shift by").FillAsync("2");
        await _page.Locator("#reason").FillAsync("The strike");
        await PressAsync("Preview the change", "Look at the change");
        await PressAsync("Change 1 item", "The items are changed");

        await OpenAsync("/office/audit", "Audit");
        var told = await _page.InnerTextAsync("main");
        foreach (var act in (string[])["Asked for answers in a round", "Partner entered", "The strike", "The pier is his."])
            Assert.Contains(act, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_with_their_action_in_the_row_and_a_partners_history_are_accessible()
    {
        await using var context = await SignedInAsync(script: true);
        foreach (var (address, heading) in ((string, string)[])[
            ("/office/plans/town?show=unowned", "Town plan"), ("/office/plans/town?show=no-address", "Town plan"),
            ("/office/plans/town?show=silent", "Town plan"), ("/office/partners/museum", "Town Museum")])
        {
            await OpenAsync(address, heading);
            await _page.FitsAndIsAccessibleAsync(address.Split('=', '/')[^1]);
        }
    }

    private async Task<IBrowserContext> SignedInAsync(bool script)
    {
        var context = await (await browser.StartAsync()).NewContextAsync(
            new() { JavaScriptEnabled = script, ViewportSize = new() { Width = 320, Height = 800 } });
        _page = await context.NewPageAsync();
        await _page.GotoAsync(AddressOf("/office/sign-in"));
        await _page.GetByLabel("Admin key").FillAsync(HubApp.AdminKey);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        return context;
    }

    private string AddressOf(string path) => new Uri(_rig.App.Anyone.BaseAddress!, path).ToString();

    private async Task OpenAsync(string address, string heading)
    {
        await _page.GotoAsync(AddressOf(address));
        await CheckAsync(heading);
    }

    private async Task LinkAsync(string name, string heading)
    {
        await _page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();
        await CheckAsync(heading);
    }

    private async Task PressAsync(string button, string result)
    {
        await _page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await _page.GetByText(result).First.WaitForAsync();
        Assert.False(await _page.ScrollsSidewaysAsync(), $"{result} scrolls sideways");
    }

    private async Task CheckAsync(string heading)
    {
        await _page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1, Exact = true }).WaitForAsync();
        Assert.False(await _page.ScrollsSidewaysAsync(), $"{heading} scrolls sideways");
    }
}
