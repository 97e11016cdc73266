using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>Plans at their documented limits are stored, or refused with the bound: never 500.</summary>
public sealed class PlanLimitTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Theory]
    [InlineData(76)]
    [InlineData(100)]
    public async Task An_item_of_many_steps_is_entered_and_shifted(int steps)
    {
        var plan = $"steps{steps}";
        Assert.Equal(HttpStatusCode.Created, await PutAsync(Plan(plan, Item("d1", timescale: Steps(steps, 2023)))));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(Plan(plan, Item("d1", timescale: Steps(steps, 2031)))));

        var item = await hub.App.Office.GetJsonAsync($"/api/plans/{plan}/items/d1");
        Assert.True(item["milestones"]!.AsArray().Count > 50);
    }

    [Fact]
    public async Task Two_thousand_owners_are_taken_and_too_long_ones_refused_with_the_bound()
    {
        var usual = Plan("owners", Item("d1"));
        usual["owners"] = Owners(2_000, "A name");
        var longest = Plan("owners", Item("d1"));
        longest["owners"] = Owners(2_000, new string('ü', 300));

        Assert.Equal(HttpStatusCode.Created, await PutAsync(usual));
        var refused = await hub.App.Office.PutJsonAsync("/api/plans/owners", longest);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var error = (await refused.JsonAsync()).Error();
        Assert.Equal("/owners", error.Text("pointer"));
        Assert.Contains("at most", error.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("😀")]
    [InlineData("ü")]
    public async Task Five_hundred_items_of_the_longest_texts_are_entered(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 10_000 / character.Length));
        var plan = Plan($"long{(int)character[0]}", [.. Enumerable.Range(1, 500).Select(n => Item($"d{n}", text))]);

        Assert.Equal(HttpStatusCode.Created, await PutAsync(plan));
        Assert.Equal(text, (await hub.App.Office.GetJsonAsync($"/api/plans/{plan.Text("id")}/items/d500")).Text("title"));
    }

    [Theory]
    [InlineData("ü", HttpStatusCode.Created)]
    [InlineData("😀", HttpStatusCode.UnprocessableEntity)]
    public async Task A_hundred_measures_of_the_longest_names_are_taken_or_refused(string character, HttpStatusCode expected)
    {
        var item = Item("d1", new string('"', 10_000), new string('"', 2_000));
        var name = string.Concat(Enumerable.Repeat(character, 300 / character.Length));
        item["measures"] = new JsonArray([
            .. Enumerable
                .Range(1, 100)
                .Select(n => new JsonObject
                {
                    ["id"] = $"m{n}",
                    ["name"] = name,
                    ["unit"] = name,
                }),
        ]);
        item["partners"] = new JsonArray([.. Enumerable.Range(1, 100).Select(_ => JsonValue.Create(name))]);

        Assert.Equal(expected, await PutAsync(Plan("measures", item)));
    }

    [Fact]
    public async Task A_calendar_of_many_dates_is_taken_or_refused_with_the_bound()
    {
        var plan = Plan("calendar", Item("d1"));
        plan["calendar"] = new JsonObject
        {
            ["board"] = new JsonArray([.. Enumerable.Range(1, 1_001).Select(_ => JsonValue.Create("2022-06-01"))]),
        };

        var refused = await hub.App.Office.PutJsonAsync("/api/plans/calendar", plan);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("/calendar/board", (await refused.JsonAsync()).Error().Text("pointer"));
    }

    private async Task<HttpStatusCode> PutAsync(JsonObject plan) =>
        (await hub.App.Office.PutJsonAsync($"/api/plans/{plan.Text("id")}", plan)).StatusCode;

    private static JsonObject Plan(string id, params JsonNode[] items) =>
        new() { ["id"] = id, ["title"] = "Plan", ["referenceDate"] = "2022-01-01", ["items"] = new JsonArray(items) };

    private static JsonObject Item(string id, string title = "Item", string timescale = "by December 2022") =>
        new() { ["id"] = id, ["title"] = title, ["timescale"] = timescale };

    private static JsonArray Owners(int count, string name) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(n => new JsonObject
                {
                    ["id"] = $"o{n}",
                    ["name"] = name,
                    ["role"] = name,
                    ["email"] = $"o{n}@example.org",
                }),
        ];

    private static string Steps(int count, int year) =>
        string.Join(
            "; ",
            Enumerable
                .Range(0, count)
                .Select(n => new DateOnly(year, 1, 1).AddMonths(n).ToString("MMMM yyyy", CultureInfo.InvariantCulture)));
}
