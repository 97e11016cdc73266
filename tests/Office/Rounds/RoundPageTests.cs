using System.Net;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>A round is opened with proposed dates, changed and closed; of two editors the second is told.</summary>
public sealed class RoundPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private RoundRig _rig = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _rig = await RoundRig.StartAsync(azurite, opened: false);

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Proposes_dates_from_the_next_Board_of_the_plans_calendar()
    {
        var page = await _rig.Visitor.OpenAsync(RoundRig.Rounds);

        Assert.Equal(
            ["2022-06-22", "2022-05-20", "2022-06-10", "2022-06-15"],
            new[] { "board", "opens", "closes", "papers" }.Select(name => page.GetElementById(name)!.GetAttribute("value")));
    }

    [Fact]
    public async Task Opens_one_round_however_often_the_form_is_sent()
    {
        var page = await _rig.Visitor.OpenAsync(RoundRig.Rounds);

        var (first, after) = await _rig.Visitor.SendAsync(page, RoundRig.Rounds);
        var (second, _) = await _rig.Visitor.SendAsync(page, RoundRig.Rounds);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first, second));
        Assert.Equal("Round for the Board of 22 June 2022", after.QuerySelector("h1")!.TextContent);
        Assert.Single(await _rig.App.Get<TableRounds>().OfPlanAsync("town", Stop));
        Assert.Contains("Round for the Board of 22 June 2022",
            (await _rig.Visitor.OpenAsync("/office/rounds")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_round_for_the_same_Board_is_refused_and_what_was_entered_stays()
    {
        var page = await _rig.Visitor.OpenAsync(RoundRig.Rounds);
        await _rig.Visitor.SendAsync(page, RoundRig.Rounds);

        var (status, after) = await _rig.Visitor.SendAsync(page, RoundRig.Rounds, new() { ["closes"] = "2022-06-13" });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.NotNull(after.GetElementById("board-error"));
        Assert.Equal("2022-06-13", after.GetElementById("closes")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Takes_a_day_that_is_in_no_calendar()
    {
        var (_, page) = await _rig.Visitor.SendAsync(await _rig.Visitor.OpenAsync(RoundRig.Rounds), RoundRig.Rounds,
            new() { ["board"] = "23/06/2022" });

        Assert.Equal("Round for the Board of 23 June 2022", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Dates_left_empty_are_proposed_from_the_day_of_the_Board()
    {
        await _rig.Visitor.SendAsync(await _rig.Visitor.OpenAsync(RoundRig.Rounds), RoundRig.Rounds,
            new() { ["board"] = "22 June 2022", ["opens"] = "", ["closes"] = "", ["papers"] = "14 June 2022" });

        Assert.Equal(
            new Round("town", new(2022, 6, 22), new(2022, 5, 20), new(2022, 6, 10), new(2022, 6, 14)),
            Assert.Single(await _rig.App.Get<TableRounds>().OfPlanAsync("town", Stop)) with { ETag = null });
    }

    [Theory]
    [InlineData("board", "soon", "board")]
    [InlineData("opens", "2022-06-14", "closes")]
    [InlineData("papers", "2022-06-09", "papers")]
    [InlineData("papers", "2022-06-23", "papers")]
    [InlineData("opens", "0001-01-01", "opens")]
    public async Task Says_beside_the_field_what_is_wrong_and_stores_nothing(string field, string value, string at)
    {
        var (status, page) =
            await _rig.Visitor.SendAsync(await _rig.Visitor.OpenAsync(RoundRig.Rounds), RoundRig.Rounds,
            new() { [field] = value });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{at}-error"));
        Assert.Empty(await _rig.App.Get<TableRounds>().OfPlanAsync("town", Stop));
    }

    [Fact]
    public async Task Changes_dates_and_closes_and_opens_it_again()
    {
        await _rig.OpenAsync();

        await SendAsync(new() { ["closes"] = "2022-06-13" }, first: true);
        Assert.Equal(new DateOnly(2022, 6, 13), (await RoundAsync()).Closes);
        await SendAsync(null, first: false);
        Assert.Equal((new DateOnly(2022, 6, 13), new DateOnly(2022, 5, 24)),
            ((await RoundAsync()).Closes, (await RoundAsync()).ClosedOn));
        await SendAsync(null, first: false);
        Assert.Null((await RoundAsync()).ClosedOn);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_loses_nothing()
    {
        await _rig.OpenAsync();
        using var other = await Visitor.SignedInAsync(_rig.App, "Bo Day");
        var mine = await _rig.Visitor.OpenAsync(RoundRig.Address);
        await other.PostAsync(RoundRig.Address,
            Visitor.Fields(await other.OpenAsync(RoundRig.Address), RoundRig.Address, "closes", "2022-06-13"));

        var (status, page) =
            await _rig.Visitor.PostAsync(RoundRig.Address, Visitor.Fields(mine, RoundRig.Address, "papers", "2022-06-16"));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Somebody changed this round since you opened it", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2022-06-16", page.GetElementById("papers")!.GetAttribute("value"));
        Assert.Equal((new DateOnly(2022, 6, 13), new DateOnly(2022, 6, 15)),
            ((await RoundAsync()).Closes, (await RoundAsync()).Papers));
    }

    [Theory]
    [InlineData("/office/plans/none/rounds")]
    [InlineData("/office/plans/town/rounds/2022-06-23")]
    [InlineData("/office/plans/town/rounds/none")]
    [InlineData("/office/plans/town/rounds/none/ask")]
    [InlineData("/office/plans/town/rounds/none/items/1")]
    [InlineData("/office/plans/town/rounds/none/export")]
    public async Task What_is_not_there_is_said_on_a_page(string address)
    {
        var (status, page) = await _rig.Visitor.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    private async Task SendAsync(Dictionary<string, string>? fields, bool first)
    {
        var page = await _rig.Visitor.OpenAsync(RoundRig.Address);
        var form = page.Forms.Where(f => f.GetAttribute("action") == RoundRig.Address).ElementAt(first ? 0 : 1);
        var sent = form.QuerySelectorAll("input[name]")
            .ToDictionary(f => f.GetAttribute("name")!, f => f.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields ?? [])
            sent[name] = value;
        Assert.Equal(HttpStatusCode.OK, (await _rig.Visitor.PostAsync(RoundRig.Address, sent)).Status);
    }

    private async Task<Round> RoundAsync() => (await _rig.App.Get<TableRounds>().FindAsync("town", new(2022, 6, 22), Stop))!;
}
