using System.Net;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>An item's owner, approved dates and meaning change on its page; of two editors the second is told.</summary>
public sealed class ItemPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Address = "/office/plans/town/items/d1";

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 2))).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Stores_an_approved_date_with_its_reason_and_shows_both()
    {
        var (status, page) = await _visitor.SendAsync(
            await _visitor.OpenAsync(Address),
            Address,
            new() { ["approved-complete"] = "2023-03-31", ["reason"] = "The builder is ill <b>" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(
            "Approved: 31 March 2023 (office: The builder is ill <b>)",
            page.Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Original: 31 December 2022", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("lead", (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.Definition.Owner);
    }

    [Theory]
    [InlineData("approved-complete", "03/31/2023", "approved-complete")]
    [InlineData("approved-complete", "2023-03-31", "reason")]
    [InlineData("owner", "nobody-known", "owner")]
    public async Task Says_beside_the_field_what_is_wrong_and_stores_nothing(string field, string value, string at)
    {
        var (status, page) = await _visitor.SendAsync(await _visitor.OpenAsync(Address), Address, new() { [field] = value });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{at}-error"));
        Assert.Equal(1, (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.Sequence);
    }

    [Fact]
    public async Task Reads_other_words_for_its_date_and_goes_back_to_the_plans_own()
    {
        await _visitor.SendAsync(await _visitor.OpenAsync(Address), Address, new() { ["meaning"] = "by June 2023" });
        Assert.Equal(new DateOnly(2023, 6, 30), (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Reading.Due);

        await _visitor.SendAsync(await _visitor.OpenAsync(Address), Address, new() { ["meaning"] = "", ["owner"] = "" });

        var item = (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item;
        Assert.Equal((new DateOnly(2022, 12, 31), null), (item.State.Reading.Due, item.Definition.Owner));
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_loses_nothing()
    {
        using var other = await Visitor.SignedInAsync(_app);
        var (mine, theirs) = (await _visitor.OpenAsync(Address), await other.OpenAsync(Address));
        await other.SendAsync(theirs, Address, new() { ["meaning"] = "by June 2023" });

        var (status, page) = await _visitor.SendAsync(
            mine,
            Address,
            new() { ["approved-complete"] = "2023-01-31", ["reason"] = "Late" });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Somebody changed this item since you opened it", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ("2023-01-31", "Late"),
            (
                page.GetElementById("approved-complete")!.GetAttribute("value"),
                page.GetElementById("reason")!.GetAttribute("value")));
        Assert.Equal("by June 2023", (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Reading.Override!.Text);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(page, Address)).Status);
        Assert.Equal("by June 2023", (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Reading.Override!.Text);
        Assert.Equal(
            new DateOnly(2023, 1, 31),
            (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Milestones.Single().Due);
    }

    [Theory]
    [InlineData("/office/plans/none")]
    [InlineData("/office/plans/town/items/none")]
    [InlineData("/office/held/none")]
    [InlineData("/office/refused/none")]
    public async Task What_is_not_there_is_said_on_a_page(string address)
    {
        var (status, page) = await _visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Theory]
    [InlineData("path", "")]
    [InlineData("DELIVERABLE 2", "d2")]
    [InlineData("d1", "d1")]
    public async Task Finds_items_by_words_of_their_title_or_by_their_id(string words, string found)
    {
        var page = await _visitor.OpenAsync($"/office/plans/town?q={Uri.EscapeDataString(words)}");

        Assert.Equal(
            found,
            string.Join(' ', page.QuerySelectorAll(".office-card h2").Select(h => h.TextContent.Trim().Split(' ')[0])));
    }
}
