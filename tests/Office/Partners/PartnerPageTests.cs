using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>What a partner may report on, one update of it, and what became of what was sent.</summary>
public sealed class PartnerPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Private = "Ring Jo on 07700 900123 for a key.";

    private HubApp _app = null!;
    private Sender _partner = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Address => $"/partners/{_partner.Id}";

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        var measures = new[] { new { id = "built", name = "Homes built", unit = "homes", target = 1200 } };
        (await _app.Office.PutJsonAsync("/api/plans/town", new
        {
            id = "town",
            title = "Town plan",
            organisation = "Town Council",
            referenceDate = "2022-01-01",
            items = new object[]
            {
                new { id = "d1", title = "Homes", timescale = "by December 2022", measures },
                new { id = "d2", title = "Paths & <walks>", timescale = "by December 2022" },
                new { id = "d3", title = "Not ours" },
            },
        })).EnsureSuccessStatusCode();
        var statusWords = new { steady = new { health = "onTrack" } };
        _partner = await UpdatesHub.NewPartnerAsync(
            _app, new { name = "Museum", items = new[] { "town/d1", "town/d2" }, statusWords });
        _visitor = await PartnerVisitor.SignedInAsync(_app, _partner);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Shows_items_measures_due_dates_words_and_limits_and_nothing_of_others()
    {
        var text = (await _visitor.OpenAsync(Address)).MainText();

        foreach (var part in (string[])["Town plan", "Town Council", "d1 Homes", "Paths & <walks>", "due 31 December 2022",
            "Homes built: not reported of 1,200 homes", "steady", "never reported", "500 updates"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Not ours", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            _partner.Token, (await _visitor.OpenAsync(Address)).DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_an_update_from_the_form_as_of_now_and_once()
    {
        var fields = Visitor.Fields(await ItemAsync("d1"), Item("d1"), new()
        {
            ["status"] = "steady",
            ["summary"] = "Ten are up.",
            ["measure-built"] = "1010",
            ["note"] = "Mind the rain.",
        });

        var (status, page) = await _visitor.PostAsync(Item("d1"), fields);
        var (_, again) = await _visitor.PostAsync(Item("d1"), fields);

        Assert.True(status == HttpStatusCode.OK, page.MainText());
        Assert.Contains("Stored: 1.", page.MainText(), StringComparison.Ordinal);
        Assert.Contains("Stored before: 1.", again.MainText(), StringComparison.Ordinal);
        var item = (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item;
        Assert.Equal((Health.OnTrack, "Ten are up.", 1010m, "Mind the rain.", _partner.Id), (
            item.State.Health, item.State.Summary, Assert.Single(item.State.Measures).Value, item.State.Note,
                item.State.Partner));
        Assert.Equal(2, item.Sequence);
        Assert.InRange(item.State.AsAt!.Value, new DateTimeOffset(2022, 5, 24, 7, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2022, 5, 24, 23, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_same_words_from_a_form_opened_again_are_a_new_report()
    {
        foreach (var status in (string[])["atRisk", "onTrack", "atRisk"])
            await SendAsync("d1", new() { ["status"] = status });

        Assert.Equal(Health.AtRisk, (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Health);
    }

    [Theory]
    [InlineData("status", "puce", "status")]
    [InlineData("asAt", "last week", "asAt")]
    [InlineData("asAt", "2030-01-01", "asAt")]
    [InlineData("percentComplete", "most", "percentComplete")]
    [InlineData("measure-built", "ten", "measure-built")]
    public async Task Says_beside_the_field_what_is_wrong_and_stores_nothing(string field, string value, string at)
    {
        var (status, page) = await SendAsync("d1", new() { ["summary"] = "Ten are up.", [field] = value });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.NotNull(page.GetElementById($"{at}-error"));
        Assert.Equal("Ten are up.", page.GetElementById("summary")!.TextContent);
        Assert.Null((await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.AsAt);
        Assert.Empty((await (await _partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray());
    }

    [Fact]
    public async Task An_empty_form_reports_nothing()
    {
        var (status, page) = await SendAsync("d1", []);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Give a status, a summary or a figure", page.MainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d3")]
    [InlineData("d9")]
    public async Task An_item_of_others_cannot_be_seen_or_reported_on(string item)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync(Item(item))).Status);
        var fields = Visitor.Fields(await ItemAsync("d1"), Item("d1"), new() { ["status"] = "onTrack" });
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.PostAsync(Item(item), fields)).Status);
    }

    [Fact]
    public async Task Says_at_once_that_a_text_is_checked_and_shows_the_offices_answer_among_the_updates()
    {
        var (_, sent) = await SendAsync("d2", new() { ["summary"] = Private });
        Assert.Contains("looks like a phone number", sent.MainText(), StringComparison.Ordinal);
        Assert.Contains("the programme office is checking a text of it", (await _visitor.OpenAsync(Address)).MainText(),
            StringComparison.Ordinal);

        var id = HeldDecision.IdOf("town", "d2", "summary", Private);
        (await _app.Office.PostJsonAsync($"/api/held/{id}/return", new { message = "Please leave the number out." }))
            .EnsureSuccessStatusCode();
        var page = (await _visitor.OpenAsync(Address)).MainText();

        Assert.Contains("returned: send the text again in other words", page, StringComparison.Ordinal);
        Assert.Contains("Please leave the number out.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_whether_each_update_is_public_waiting_late_or_refused_with_the_fix()
    {
        await _partner.SignedAsync(
            new { plan = "town", deliverable = "d1", asAt = "2022-05-20T09:00:00Z", health = "green" }, "m1");
        (await _app.Office.PostAsync("/api/snapshots?plan=town", null, Stop)).EnsureSuccessStatusCode();
        await _partner.SignedAsync(new object[] { Of("d2", "amber"), Of("d1", "puce"), Of("d1", "red", "2022-05-01") }, "m2");

        var text = (await _visitor.OpenAsync(Address)).MainText();

        foreach (var part in (string[])["public since 24 May 2022", "waiting for the next publication", "kept in the history",
            "refused.", "health: The hub does not know this word."])
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Contains((await (await _partner.GetAsync("updates")).JsonAsync())["messages"]![0]!.Text("receipt"), text,
            StringComparison.Ordinal);
    }

    private static object Of(string item, string health, string asAt = "2022-05-21") =>
        new { plan = "town", deliverable = item, asAt, health };

    private string Item(string item) => $"{Address}/plans/town/items/{item}";

    private Task<AngleSharp.Html.Dom.IHtmlDocument> ItemAsync(string item) => _visitor.OpenAsync(Item(item));

    private async Task<(HttpStatusCode Status, AngleSharp.Html.Dom.IHtmlDocument Page)> SendAsync(
        string item, Dictionary<string, string> fields) =>
        await _visitor.PostAsync(Item(item), Visitor.Fields(await ItemAsync(item), Item(item), fields));
}
