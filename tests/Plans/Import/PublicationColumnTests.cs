using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Import;

/// <summary>What a plan says of its publication goes out with its spreadsheet and comes in again, changed only where it was
/// edited.</summary>
public sealed class PublicationColumnTests(AzuriteFixture azurite)
{
    private static readonly JsonNode Publication = JsonNode.Parse("""
        {"licence":"=Ours, \"v1\"","licenceUrl":"https://town.example/licence","contact":"plan@town.example",
         "comment":"Write to us.\nOr ring.","accessibility":"https://town.example/a11y","privacy":"  Plain  words ",
         "statuses":"Amber: may be late.","language":"cy","holdFrom":"2022-03-28","holdUntil":"2022-05-05"}
        """)!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Taken_out_and_brought_in_again_nothing_changes(string format)
    {
        await using var app = await StartAsync();
        var file = await app.Office.GetByteArrayAsync($"/api/plans/town/export?format={format}", Stop);

        var answer = await BringInAsync(app, file, format);

        Assert.False((bool)answer["headerChanged"]!);
        Assert.Empty(answer["changed"]!.AsArray());
        Assert.DoesNotContain(answer["warnings"]!.AsArray(), w => ((string)w!).Contains("publication", StringComparison.Ordinal));
        Assert.True(JsonNode.DeepEquals(Publication, await PublicationAsync(app)));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_plan_that_says_nothing_takes_all_of_it_from_the_file_of_another(string format)
    {
        await using var app = await StartAsync();
        var file = await app.Office.GetByteArrayAsync($"/api/plans/town/export?format={format}", Stop);
        await PutAsync(app, null);

        await BringInAsync(app, file, format);

        var trimmed = Publication.DeepClone();
        trimmed["privacy"] = "Plain  words";
        Assert.True(JsonNode.DeepEquals(trimmed, await PublicationAsync(app)), (await PublicationAsync(app))?.ToJsonString());
    }

    [Fact]
    public async Task What_is_edited_is_all_that_changes_and_an_emptied_cell_is_told()
    {
        await using var app = await StartAsync();
        var text = Encoding.UTF8.GetString(await app.Office.GetByteArrayAsync("/api/plans/town/export?format=csv", Stop));
        var edited =
            text.Replace("2022-05-05", "06/05/2022", StringComparison.Ordinal).Replace("plan@town.example", "",
                StringComparison.Ordinal);
        Assert.NotEqual(text, edited);

        var answer = await BringInAsync(app, Encoding.UTF8.GetBytes(edited), "csv");

        var expected = Publication.DeepClone();
        expected["holdUntil"] = "2022-05-06";
        Assert.True(JsonNode.DeepEquals(expected, await PublicationAsync(app)));
        var warnings = answer["warnings"]!.AsArray().Select(w => (string)w!).ToList();
        Assert.Contains("publication.holdUntil changes.", warnings);
        Assert.Contains(warnings, w => w.StartsWith("publication.contact is empty", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("publication.language", "French", "2")]
    [InlineData("publication.holdFrom", "soon", "2")]
    [InlineData("publication.licenceUrl", "ftp://x", "2")]
    [InlineData("Publication licence", "One\"\r\ny,\"Two", "3")]
    public async Task What_does_not_fit_is_named_by_line_and_column(string heading, string value, string line)
    {
        await using var app = await StartAsync();
        var before = await PublicationAsync(app);

        using var body = Body(Encoding.UTF8.GetBytes($"title,{heading}\r\nx,\"{value}\"\r\n"), "csv");
        using var answer = await app.Office.PostAsync("/api/plans/town/import", body, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["errors"]!.AsArray())!;
        Assert.Equal($"/line/{line}/column/2", (string?)error["pointer"]);
        Assert.True(JsonNode.DeepEquals(before, await PublicationAsync(app)));
    }

    private async Task<HubApp> StartAsync()
    {
        var app = await HubApp.StartAsync(azurite);
        await PutAsync(app, Publication);
        return app;
    }

    private static async Task PutAsync(HubApp app, JsonNode? publication)
    {
        var plan = new JsonObject
        {
            ["id"] = "town",
            ["title"] = "Town plan",
            ["referenceDate"] = "2022-01-01",
            ["publication"] = publication?.DeepClone(),
            ["items"] = new JsonArray(Item("1", "Homes"), Item("2", "Roads")),
        };
        (await app.Office.PutJsonAsync("/api/plans/town", plan)).EnsureSuccessStatusCode();
    }

    private static JsonObject Item(string id, string title) => new() { ["id"] = id, ["title"] = title };

    private static async Task<JsonNode?> PublicationAsync(HubApp app) =>
        (await app.Office.GetJsonAsync("/api/plans/town"))["publication"];

    private static async Task<JsonNode> BringInAsync(HubApp app, byte[] file, string format)
    {
        using var body = Body(file, format);
        using var answer = await app.Office.PostAsync("/api/plans/town/import", body, Stop);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
    }

    private static ByteArrayContent Body(byte[] file, string format)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType =
            MediaTypeHeaderValue.Parse(format == "xlsx" ? WorkbookFile.ContentType : "text/csv; charset=utf-8");
        return content;
    }
}
