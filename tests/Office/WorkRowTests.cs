using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>What a line of Today names is done in the row of the list that it opens.</summary>
public sealed class WorkRowTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Item = "/office/plans/town/items/1";
    private const string Person = "/office/people/town/vacant";

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        (await _app.Office.PutJsonAsync("/api/plans/town", new
        {
            id = "town",
            title = "Town plan",
            referenceDate = "2022-04-01",
            owners = new object[]
            {
                new { id = "lead", name = "Ann Lee", email = "ann@town.example" },
                new { id = "vacant", role = "Head of Parks", deputy = "lead" },
            },
            items = new object[]
            {
                new { id = "1", title = "A path", timescale = "by December 2022" },
                new { id = "2", title = "A park", owner = "vacant", timescale = "by December 2022" },
            },
        })).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task An_item_without_an_owner_gets_one_in_its_row_with_a_reason()
    {
        var list = await OpenLineAsync("1 item has no owner");
        var form = Assert.Single(list.Forms, f => f.GetAttribute("action") == Item);
        Assert.Equal(form.Id, list.GetElementById("owner-1")!.GetAttribute("form"));
        Assert.Equal(form.Id, list.GetElementById("reason-1")!.GetAttribute("form"));

        var (without, told) = await _visitor.SendAsync(list, Item, new() { ["owner"] = "lead", ["reason"] = "" });
        Assert.Equal((HttpStatusCode.BadRequest, true), (without, told.GetElementById("reason-error") is not null));
        var (status, page) = await _visitor.SendAsync(list, Item, new() { ["owner"] = "lead", ["reason"] = "She runs paths." });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("The item has its owner.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Unowned (0)", OneLine.Of(page.Body.TextContent), StringComparison.Ordinal);
        Assert.Equal("lead", (await _app.Plans.FindItemAsync("town", "1", Stop))!.Item.Definition.Owner);
        Assert.Equal("She runs paths.", (await _app.Plans.HistoryAsync("town", "1", null, 1, Stop))[0].Reason);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await _visitor.SendAsync(list, Item, new() { ["owner"] = "vacant", ["reason"] = "No." })).Status);
    }

    [Fact]
    public async Task An_owner_without_an_address_gets_one_in_the_row_and_keeps_the_rest()
    {
        var list = await OpenLineAsync("1 owner has no address");

        var (wrong, _) = await _visitor.SendAsync(list, Person, new() { ["email"] = "" });
        var (status, page) = await _visitor.SendAsync(list, Person, new() { ["email"] = "parks@town.example" });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (wrong, status));
        Assert.Contains("The address is stored.", page.Body!.TextContent, StringComparison.Ordinal);
        var owner = (await _app.Plans.FindHeaderAsync("town", Stop))!.Plan.OwnerOf("vacant")!;
        Assert.Equal(("Head of Parks", "lead", "parks@town.example"), (owner.Role, owner.Deputy, owner.Email));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> OpenLineAsync(string text)
    {
        var line = (await _visitor.OpenAsync("/office")).QuerySelectorAll(".office-work li")
            .Single(l => l.QuerySelector("span")!.TextContent == text);
        return await _visitor.OpenAsync(line.QuerySelector("a")!.GetAttribute("href")!);
    }
}
