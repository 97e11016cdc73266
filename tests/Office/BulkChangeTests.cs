using System.Net;
using AngleSharp.Html.Dom;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>Many items change at once: looked at first, each as the editor saw it, and never twice.</summary>
public sealed class BulkChangeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Address = "/office/plans/town";
    private const string Changes = Address + "/changes";

    private static readonly string[] Partners = ["Fire service"];

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static object Town => new
    {
        id = "town",
        title = "Town plan",
        referenceDate = "2022-01-01",
        owners = new object[]
        {
            new { id = "lead", role = "Lead" }, new { id = "jo", name = "Jo Day", role = "Planner", email = "jo@town.example" },
        },
        items = new object[]
        {
            new { id = "d1", title = "A path", owner = "lead", timescale = "by December 2022", partners = Partners },
            new { id = "d2", title = "A park", owner = "lead", timescale = "by 31 March 2023" },
            new { id = "d3", title = "Homes", owner = "jo", timescale = "by June 2023", published = false },
            new { id = "d4", title = "A wish", owner = "lead", timescale = "ongoing" },
        },
    };

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        (await _app.Office.PutJsonAsync("/api/plans/town", Town)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task A_new_owner_is_looked_at_first_and_then_stored_with_the_reason()
    {
        var preview = await PreviewAsync(new() { ["change"] = "owner", ["new-owner"] = "jo", ["reason"] = "The lead has left" });

        Assert.Equal(["d1", "d2", "d4"], Shown(preview));
        var path = preview.GetElementById("preview-d1")!.TextContent;
        Assert.Contains("Owner: Lead → Jo Day", path, StringComparison.Ordinal);
        Assert.Contains("Told: Jo Day is told, next on 1 December 2022.", path, StringComparison.Ordinal);
        Assert.Contains("Public page: Owner is now Planner", path, StringComparison.Ordinal);
        Assert.Contains("d3 Homes: this is its owner already", Text(preview), StringComparison.Ordinal);
        Assert.DoesNotContain("jo@town.example", Text(preview), StringComparison.Ordinal);
        Assert.Equal(1, await SequenceAsync("d1"));

        var (status, after) = await _visitor.PostAsync(Changes, Apply(preview));

        Assert.Equal((HttpStatusCode.OK, "The items are changed"), (status, after.QuerySelector("h1")!.TextContent));
        var entry = (await _app.Plans.HistoryAsync("town", "d4", null, 1, Stop))[0];
        Assert.Equal(("jo", "The lead has left", "office: Ann Lee"), (entry.Definition!.Owner, entry.Reason, entry.By));
        Assert.Equal([2, 2, 1, 2], await SequencesAsync());
    }

    [Theory]
    [InlineData("3", "months", "2023-03-31", "2023-06-30", "2023-09-30")]
    [InlineData("-2", "weeks", "2022-12-17", "2023-03-17", "2023-06-16")]
    [InlineData("1", "days", "2023-01-01", "2023-04-01", "2023-07-01")]
    public async Task Approved_dates_are_shifted_and_what_has_none_is_named(
        string by, string unit, string d1, string d2, string d3)
    {
        var preview = await PreviewAsync(new() { ["change"] = "shift", ["by"] = by, ["unit"] = unit, ["reason"] = "The strike" });

        Assert.Contains("d4 A wish: it has no date that could be approved", Text(preview), StringComparison.Ordinal);
        var homes = preview.GetElementById("preview-d3")!.TextContent;
        Assert.Contains("The public sees nothing of it: the item is not public.", homes, StringComparison.Ordinal);
        await _visitor.PostAsync(Changes, Apply(preview));

        var items = (await _app.Plans.FindAsync("town", Stop))!.Items;
        Assert.Equal([d1, d2, d3, null], items.Select(i => Standings.Due(i)?.ToString("yyyy-MM-dd", null)));
        var approval = items[0].State.Milestones[0].Approval!;
        Assert.Equal(("office: Ann Lee", "The strike"), (approval.By, approval.Reason));
    }

    [Fact]
    public async Task An_item_that_somebody_else_changed_is_named_and_left_and_the_rest_is_changed()
    {
        var preview = await PreviewAsync(new() { ["change"] = "date", ["date"] = "2023-09-30", ["reason"] = "Late" });
        using var other = await Visitor.SignedInAsync(_app, "Bo Day");
        await other.SendAsync(await other.OpenAsync($"{Address}/items/d2"), $"{Address}/items/d2", new() { ["owner"] = "jo" });

        var (status, result) = await _visitor.PostAsync(Changes, Apply(preview));

        Assert.Equal((HttpStatusCode.Conflict, "Some of them are changed"), (status, result.QuerySelector("h1")!.TextContent));
        Assert.Contains("d2 A park: somebody else changed it meanwhile", Text(result), StringComparison.Ordinal);
        var items = (await _app.Plans.FindAsync("town", Stop))!.Items;
        Assert.Equal([new(2023, 9, 30), new(2023, 3, 31), new(2023, 9, 30), null], items.Select(Standings.Due));
        Assert.Equal("jo", items[1].Definition.Owner);

        var (_, again) = await _visitor.SendAsync(result, Changes);
        Assert.Equal(["d2"], Shown(again));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.PostAsync(Changes, Apply(again))).Status);
        var park = (await _app.Plans.FindItemAsync("town", "d2", Stop))!.Item;
        Assert.Equal(("jo", new DateOnly(2023, 9, 30)), (park.Definition.Owner, Standings.Due(park)));
    }

    [Fact]
    public async Task The_same_press_twice_or_twice_at_once_changes_nothing_twice()
    {
        var fields = Apply(
            await PreviewAsync(new() { ["change"] = "shift", ["by"] = "1", ["unit"] = "months", ["reason"] = "Late" }));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _visitor.PostAsync(Changes, fields)));
        var (status, after) = await _visitor.PostAsync(Changes, fields);

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal((HttpStatusCode.OK, "3 items changed"), (status, after.GetElementById("changed")!.TextContent));
        Assert.Equal([2, 2, 2, 1], await SequencesAsync());
        Assert.Equal(new DateOnly(2023, 1, 31), Standings.Due((await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item));
    }

    [Theory]
    [InlineData("owner", "new-owner", "nobody-known", "new-owner")]
    [InlineData("date", "date", "03/31/2023", "date")]
    [InlineData("date", "date", "1066-10-14", "date")]
    [InlineData("shift", "by", "0", "by")]
    [InlineData("shift", "by", "999999", "by")]
    [InlineData("shift", "unit", "years", "by")]
    [InlineData("", "by", "1", "change-owner")]
    [InlineData("owner", "reason", "", "reason")]
    [InlineData("owner", "all", "", "")]
    public async Task Says_what_is_wrong_and_keeps_what_was_entered(string change, string field, string value, string at)
    {
        var fields = Fields(
            await _visitor.OpenAsync(Address),
            new() { ["change"] = change, ["new-owner"] = "jo", ["by"] = "1", ["reason"] = "Why", ["all"] = "yes" });
        fields[field] = value;

        var (status, page) = await _visitor.PostAsync(Changes, fields);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(
            page.QuerySelectorAll(".govuk-error-summary li"),
            e => at.Length == 0 || e.InnerHtml.Contains($"\"#{at}\""));
        Assert.True(at.Length == 0 || page.GetElementById(at) is not null);
        Assert.Equal([1, 1, 1, 1], await SequencesAsync());
    }

    [Fact]
    public async Task A_reader_has_nothing_to_tick_and_can_change_nothing()
    {
        var session = await _app.Get<TableSessions>().AddAsync(SessionRole.Reader, "Rita", null, HubApp.AdminKey, Stop);
        using var reader = new Visitor(_app);
        reader.Use(session);

        var page = await reader.OpenAsync(Address);
        var (status, _) = await reader.PostAsync(Changes, new()
        {
            ["seen"] = "d1:1",
            ["item"] = "d1",
            ["change"] = "owner",
            ["reason"] = "x",
            [FormTokens.Field] = _app.Get<FormTokens>().Of(session, "ChangeItems"),
        });

        Assert.Equal((4, 0), (page.QuerySelectorAll(".office-card").Length, page.QuerySelectorAll("[type=checkbox]").Length));
        Assert.Equal((HttpStatusCode.Forbidden, 1), (status, await SequenceAsync("d1")));
    }

    private static Dictionary<string, string> Fields(IHtmlDocument page, Dictionary<string, string> over) =>
        Visitor.Fields(page, Changes, over);

    /// <summary>Of the form that makes the change.</summary>
    private static Dictionary<string, string> Apply(IHtmlDocument page) => Visitor.Fields(page, Changes, first: true);

    private static List<string> Shown(IHtmlDocument preview) =>
        [.. preview.QuerySelectorAll(".office-preview").Select(p => p.Id!["preview-".Length..])];

    private static string Text(IHtmlDocument page) =>
        string.Join(' ', page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<IHtmlDocument> PreviewAsync(Dictionary<string, string> fields)
    {
        var open = await _visitor.OpenAsync(Address);
        var (status, page) = await _visitor.PostAsync(Changes, Fields(open, new(fields) { ["all"] = "yes" }));
        Assert.Equal((HttpStatusCode.OK, "Look at the change"), (status, page.QuerySelector("h1")!.TextContent));
        return page;
    }

    private async Task<long> SequenceAsync(string item) => (await _app.Plans.FindItemAsync("town", item, Stop))!.Item.Sequence;

    private async Task<List<long>> SequencesAsync() =>
        [.. (await _app.Plans.FindAsync("town", Stop))!.Items.Select(i => i.Sequence)];
}
