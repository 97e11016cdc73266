using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>What is said about a plan's publication and its meetings is changed on one page; of two editors the second is
/// told.</summary>
public sealed class PublishingPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Address = "/office/plans/town/publishing";

    private readonly TwoHubs _hubs = new(azurite);
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _hubs.InitializeAsync();
        _visitor = await Visitor.SignedInAsync(_hubs.One);
        (await _hubs.One.Office.PutJsonAsync("/api/plans/town", new
        {
            id = "town",
            title = "Town plan",
            referenceDate = "2022-03-01",
            calendar = new
            {
                municipalYear = new Dictionary<string, string> { ["2022"] = "2022-05-25" },
                board = new[] { "2022-06-22" },
                quarters = "financial",
            },
            publication = new { contact = "  plan@town.example ", comment = "Write to us.\r\nOr ring." },
            items = new[] { new { id = "d1", title = "A path", timescale = "Municipal Year 2023/24" } },
        })).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor?.Dispose();
        return _hubs.DisposeAsync();
    }

    [Fact]
    public async Task Every_field_is_stored_and_comes_back()
    {
        Dictionary<string, string> fields = new()
        {
            ["published"] = "no",
            ["holdFrom"] = "2022-05-20",
            ["holdUntil"] = "2022-06-30",
            ["licence"] = "Ours <1>",
            ["licenceUrl"] = "https://town.example/licence",
            ["contact"] = "Ring us",
            ["comment"] = "One\ntwo",
            ["accessibility"] = "a",
            ["privacy"] = "b",
            ["statuses"] = "c",
            ["language"] = "cy",
            ["board"] = "2022-09-21\n2022-06-22",
            ["municipal"] = "2022-05-25\n2023-05-24",
        };

        var (status, page) = await SendAsync(fields);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("The changes are stored.", page.Body!.TextContent, StringComparison.Ordinal);
        var plan = await PlanAsync();
        Assert.Equal(
            new PlanPublication
            {
                Licence = "Ours <1>",
                LicenceUrl = "https://town.example/licence",
                Contact = "Ring us",
                Comment = "One\ntwo",
                Accessibility = "a",
                Privacy = "b",
                Statuses = "c",
                Language = PlanLanguage.Cy,
                HoldFrom = new(2022, 5, 20),
                HoldUntil = new(2022, 6, 30),
            },
            plan.Publication);
        Assert.False(plan.Published);
        Assert.Equal([new(2022, 6, 22), new DateOnly(2022, 9, 21)], plan.Calendar.Board);
        Assert.Equal(new(2023, 5, 24), plan.Calendar.MunicipalYear["2023"]);
        Assert.NotNull(plan.Calendar.Quarters);
        Assert.NotNull((await _hubs.One.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Reading.Due);
        fields["board"] = "2022-06-22\n2022-09-21";
        var again = Visitor.Fields(await _visitor.OpenAsync(Address), Address);
        Assert.Equal(fields, again.Where(f => fields.ContainsKey(f.Key))
            .ToDictionary(f => f.Key, f => f.Value.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_form_that_is_sent_as_it_came_changes_nothing()
    {
        var before = (await _hubs.One.Plans.FindHeaderAsync("town", Stop))!;

        await _visitor.SendAsync(await _visitor.OpenAsync(Address), Address);
        Assert.Equal(before.Sequence, (await _hubs.One.Plans.FindHeaderAsync("town", Stop))!.Sequence);
        await SendAsync(new() { ["licence"] = "Ours" });

        Assert.Equal(before.Plan.Publication! with { Licence = "Ours" }, (await PlanAsync()).Publication);
    }

    [Fact]
    public async Task Meetings_are_entered_as_people_type_days()
    {
        await SendAsync(new() { ["board"] = "21 September 2022\n22/6/2022" });

        Assert.Equal([new(2022, 6, 22), new DateOnly(2022, 9, 21)], (await PlanAsync()).Calendar.Board);
    }

    [Theory]
    [InlineData("holdFrom", "03/28/2022")]
    [InlineData("holdUntil", "1989-01-01")]
    [InlineData("licenceUrl", "javascript:alert(1)")]
    [InlineData("board", "2022-06-22\nsoon")]
    [InlineData("board", "1950-06-22")]
    [InlineData("municipal", "2023-05-24\n2023-06-24")]
    [InlineData("municipal", "2023-13-01")]
    [InlineData("privacy", "long")]
    public async Task Says_beside_the_field_what_is_wrong_and_stores_nothing(string field, string value)
    {
        value = value == "long" ? new string('a', 2_001) : value;
        var before = (await _hubs.One.Plans.FindHeaderAsync("town", Stop))!.Sequence;

        var (status, page) = await SendAsync(new() { [field] = value, ["contact"] = "Kept" });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{field}-error"));
        var shown = Visitor.Fields(page, Address);
        Assert.Equal((value, "Kept"), (shown[field].ReplaceLineEndings("\n"), shown["contact"]));
        Assert.Equal(before, (await _hubs.One.Plans.FindHeaderAsync("town", Stop))!.Sequence);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_nothing_of_either_is_lost()
    {
        using var other = await Visitor.SignedInAsync(_hubs.Two);
        var (mine, theirs) = (await _visitor.OpenAsync(Address), await other.OpenAsync(Address));
        await other.SendAsync(theirs, Address, new() { ["licence"] = "Theirs" });

        var (status, page) = await _visitor.SendAsync(mine, Address, new() { ["privacy"] = "Mine" });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Somebody changed this since you opened it", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await PlanAsync()).Publication!.Privacy);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(page, Address)).Status);
        var plan = await PlanAsync();
        Assert.Equal(("Theirs", "Mine", "  plan@town.example "),
            (plan.Publication!.Licence, plan.Publication.Privacy, plan.Publication.Contact));
    }

    [Fact]
    public async Task What_a_partner_reports_meanwhile_is_no_change_of_the_page()
    {
        var page = await _visitor.OpenAsync(Address);
        var (partner, _) = await _hubs.NewPartnerAsync("town");
        (await partner.SignedAsync(TwoHubs.Update("town", "d1"), "m1")).EnsureSuccessStatusCode();
        using var patch = new HttpRequestMessage(HttpMethod.Patch, "/api/plans/town/items/d1");
        patch.Content = JsonContent.Create(new { published = false });
        patch.Headers.TryAddWithoutValidation("If-Match", "*");
        (await _hubs.One.Office.SendAsync(patch, Stop)).EnsureSuccessStatusCode();

        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(page, Address, new() { ["privacy"] = "Mine" })).Status);

        var item = (await _hubs.One.Plans.FindItemAsync("town", "d1", Stop))!.Item;
        Assert.Equal((false, Health.OnTrack), (item.Definition.Published, item.State.Health));
    }

    [Fact]
    public async Task A_change_whose_answer_from_storage_got_lost_is_stored_once_and_says_so()
    {
        var page = await _visitor.OpenAsync(Address);
        var before = (await _hubs.One.Plans.FindHeaderAsync("town", Stop))!.Sequence;
        var lost = 0;
        _hubs.AtOne.Decide = m =>
            m.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1
            ? Fate.LostAfter : Fate.Delivered;

        var (status, answer) = await _visitor.SendAsync(page, Address, new() { ["privacy"] = "Mine" });
        _hubs.AtOne.Decide = null;

        Assert.True(lost > 0);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("The changes are stored.", answer.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before + 1, (await _hubs.One.Plans.FindHeaderAsync("town", Stop))!.Sequence);
    }

    [Fact]
    public async Task A_hold_by_dates_is_told_here_and_on_the_public_page()
    {
        var (_, page) = await SendAsync(new() { ["holdFrom"] = "2022-05-20", ["holdUntil"] = "2022-06-30" });

        Assert.Contains("on hold by the dates below", page.Body!.TextContent, StringComparison.Ordinal);
        var plans = JsonNode.Parse(await _hubs.One.Office.GetStringAsync("/api/plans", Stop))!["plans"]!.AsArray();
        Assert.True((bool)plans.Single()!["held"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/office/plans/none/publishing")).Status);
    }

    private async Task<(HttpStatusCode Status, AngleSharp.Html.Dom.IHtmlDocument Page)> SendAsync(
        Dictionary<string, string> fields) =>
        await _visitor.SendAsync(await _visitor.OpenAsync(Address), Address, fields);

    private async Task<PlanHeader> PlanAsync() => (await _hubs.One.Plans.FindHeaderAsync("town", Stop))!.Plan;
}
