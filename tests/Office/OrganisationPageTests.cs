using System.Net;
using AngleSharp.Html.Dom;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>Other spellings of organisations, and who took over from whom, entered on pages after a look at what
/// changes.</summary>
public sealed class OrganisationPageTests(AzuriteFixture azurite) : TownPages(azurite)
{
    private const string List = "/office/organisations/town";
    private const string Change = $"{List}/change";

    [Fact]
    public async Task Another_spelling_is_previewed_item_by_item_and_then_stored()
    {
        await PutAsync();
        var form = await Editor.OpenAsync($"{Change}?name=West%20Yorkshire%20ICB");
        var (_, preview) = await Editor.SendAsync(form, Change, new() { ["aliases"] = "NHS Kirklees CCG\r\nKirklees  CCG " });
        Assert.Contains(
            "1 A path: West Yorkshire ICB in place of NHS Kirklees CCG", Text(preview), StringComparison.Ordinal);
        Assert.Empty((await HeaderAsync()).Organisations);

        var (status, page) = await Editor.SendAsync(preview, Change);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("also written NHS Kirklees CCG, Kirklees CCG", Text(page), StringComparison.Ordinal);
        Assert.Equal(["West Yorkshire ICB", "West Yorkshire ICB"], await PublicAsync(new(2022, 5, 24)));
        var item = (await App.Plans.FindItemAsync("town", "1", Stop))!.Item;
        Assert.Equal("NHS Kirklees CCG", Assert.Single(item.Definition.Partners));
        var entry = (await App.Plans.HistoryAsync("town", StoredHeader.HistoryId, null, 1, Stop))[0];
        Assert.Equal("office: Ann Lee", entry.By);
    }

    [Fact]
    public async Task A_successor_takes_over_on_its_day_in_public_and_in_rounds()
    {
        await PutAsync();
        var (_, preview) = await Editor.SendAsync(
            await Editor.OpenAsync($"{Change}?name=NHS%20Kirklees%20CCG"), Change,
            new() { ["succeededBy"] = "West Yorkshire ICB", ["from"] = "2022-07-01" });
        Assert.Contains(
            "West Yorkshire ICB in place of NHS Kirklees CCG, from 1 July 2022", Text(preview), StringComparison.Ordinal);
        await Editor.SendAsync(preview, Change);

        Assert.Equal(["NHS Kirklees CCG", "West Yorkshire ICB"], await PublicAsync(new(2022, 6, 30)));
        Assert.Equal(["West Yorkshire ICB", "West Yorkshire ICB"], await PublicAsync(new(2022, 7, 1)));
        var stored = (await App.Plans.FindAsync("town", Stop))!;
        Assert.Equal(new(2022, 7, 1), NextDay.After(stored.Plan, stored.Items, new(2022, 6, 20)));
        var round = new Round("town", new(2022, 9, 1), new(2022, 5, 1), new(2022, 8, 20), new(2022, 8, 25));
        Assert.Equal((2, 2), RoundState.Count(round, stored, new(2022, 6, 30)));
        Assert.Equal((1, 1), RoundState.Count(round, stored, new(2022, 7, 1)));
    }

    [Theory]
    [InlineData("Other Trust", "", "from")]
    [InlineData("", "2022-07-01", "succeededBy")]
    [InlineData("Other Trust", "July", "from")]
    [InlineData("NHS Kirklees CCG", "2022-07-01", "succeededBy")]
    public async Task Says_beside_the_field_what_is_wrong_and_stores_nothing(string successor, string from, string at)
    {
        await PutAsync();
        var (status, page) = await Editor.SendAsync(
            await Editor.OpenAsync($"{Change}?name=NHS%20Kirklees%20CCG"), Change,
            new() { ["succeededBy"] = successor, ["from"] = from });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{at}-error"));
        Assert.Empty((await HeaderAsync()).Organisations);
    }

    [Fact]
    public async Task A_spelling_belongs_to_one_organisation_and_the_second_of_two_editors_is_told()
    {
        await PutAsync(
            new { name = "NHS Kirklees CCG", aliases = new[] { "The CCG" } },
            new { name = "Other", aliases = new[] { "ICS" } });
        var address = $"{Change}?name=West%20Yorkshire%20ICB";
        var (first, second) = (await Editor.OpenAsync(address), await Editor.OpenAsync(address));
        var (_, preview) = await Editor.SendAsync(first, Change, new() { ["aliases"] = "NHS Kirklees CCG\nICS" });
        await Editor.SendAsync(preview, Change);
        var again = await Editor.SendAsync(preview, Change);
        var other = await Editor.SendAsync(second, Change, new() { ["aliases"] = "Something else" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (again.Status, other.Status));
        var stored = (await HeaderAsync()).Organisations;
        Assert.Equal(["NHS Kirklees CCG", "ICS", "The CCG"], stored.Single(o => o.Name == "West Yorkshire ICB").Aliases);
        Assert.Equal([], stored.Single(o => o.Name == "Other").Aliases!);
        Assert.DoesNotContain(stored, o => o.Name == "NHS Kirklees CCG");
    }

    [Fact]
    public async Task Successors_in_a_circle_are_refused_by_the_call_and_end_where_they_are_stored()
    {
        object[] circle =
        [
            new
            {
                name = "A",
                succeededBy = "B",
                from = "2022-01-01",
            },
            new
            {
                name = "B",
                succeededBy = "A",
                from = "2022-01-01",
            },
        ];
        using var refused = await App.Office.PutJsonAsync("/api/plans/town", Plan(circle));
        var header = (await HeaderAsync()) with
        {
            Organisations = [new("A", null, "B", new(2022, 1, 1)), new("B", null, "A", new(2022, 1, 1))],
        };

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(new OrganisationNames(header, new(2022, 5, 1)).Of("A"), new[] { "A", "B" });
    }

    private static object Plan(params object[] organisations) => new
    {
        id = "town",
        title = "Town plan",
        referenceDate = "2022-01-01",
        organisations,
        items = new object[]
        {
            new { id = "1", title = "A path", timescale = "by December 2022", partners = new[] { "NHS Kirklees CCG" } },
            new { id = "2", title = "A park", timescale = "by December 2022", partners = new[] { "West Yorkshire ICB" } },
        },
    };

    private async Task PutAsync(params object[] organisations) =>
        (await App.Office.PutJsonAsync("/api/plans/town", Plan(organisations))).EnsureSuccessStatusCode();

    private async Task<PlanHeader> HeaderAsync() => (await App.Plans.FindHeaderAsync("town", Stop))!.Plan;

    private async Task<IEnumerable<string>> PublicAsync(DateOnly day)
    {
        var stored = (await App.Plans.FindAsync("town", Stop))!;
        return PublicView.Of(stored.Plan, stored.Items, day).Content.Items.SelectMany(i => i.Partners);
    }

    private static string Text(IHtmlDocument page) => OneLine.Of(page.QuerySelector("main")!.TextContent);
}
