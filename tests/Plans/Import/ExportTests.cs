using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Import;

public sealed class ExportTests(AzuriteFixture azurite)
{
    private static readonly object Plan = new
    {
        id = "town",
        title = "Town plan",
        referenceDate = "2022-01-01",
        owners = new object[]
        {
            new
            {
                id = "lead",
                name = "Ann Lee",
                role = "Portfolio holder",
                email = "ann@town.example",
                publicName = true,
                deputy = "office",
            },
            new
            {
                id = "office",
                role = "Programme office",
                email = "office@town.example",
            },
            new { id = "second", name = "Ann Lee" },
        },
        items = new object[]
        {
            new
            {
                id = "p1",
                level = "Priority",
                label = "Priority for action",
                title = "-Homes, \"old\" and new",
            },
            new
            {
                id = "1.10",
                parent = "p1",
                title = "=1+1 homes\nwith care",
                owner = "lead",
                partners = new[] { "Fire; rescue", "NHS" },
                timescale = "Spring 2023; then ongoing",
            },
            new
            {
                id = "1.2",
                parent = "p1",
                title = "Total of repairs",
                owner = "office",
                after = "1.10",
                measures = new[]
                {
                    new
                    {
                        id = "m",
                        name = "Homes",
                        target = 50,
                    },
                },
            },
            new
            {
                id = "x",
                title = "  Parks",
                owner = "second",
                published = false,
            },
        },
    };

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_plan_taken_out_and_brought_in_again_changes_nothing(string format)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.Office.PutJsonAsync("/api/plans/town", Plan);

        var answer = await BringInAsync(app, await TakeOutAsync(app, format), format);

        Assert.False((bool)answer["headerChanged"]!);
        Assert.Empty(answer["changed"]!.AsArray());
        Assert.Empty(answer["added"]!.AsArray());
        Assert.Empty(answer["removed"]!.AsArray());
    }

    [Fact]
    public async Task What_is_edited_in_between_is_all_that_changes()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.Office.PutJsonAsync("/api/plans/town", Plan);
        var edited = Encoding
            .UTF8.GetString(await TakeOutAsync(app, "csv"))
            .Replace("Total of repairs", "Repairs", StringComparison.Ordinal)
            .Replace("office@town.example", "board@town.example", StringComparison.Ordinal);

        var answer = await BringInAsync(app, Encoding.UTF8.GetBytes(edited), "csv");

        var change = Assert.Single(answer["changed"]!.AsArray())!;
        Assert.Equal(("1.2", "title"), ((string?)change["item"], (string?)Assert.Single(change["fields"]!.AsArray())));
        var owners = (await app.Office.GetJsonAsync("/api/plans/town"))["owners"]!.AsArray();
        Assert.Equal(["ann@town.example", "board@town.example", null], owners.Select(o => (string?)o!["email"]));
        Assert.Equal("office", (string?)owners[0]!["deputy"]);
    }

    [Fact]
    public async Task The_published_list_of_items_takes_no_owner_away()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.Office.PutJsonAsync("/api/plans/town", Plan);

        string[] lines =
        [
            "id,parent,level,label,title,status,owner,role,timescale,due,last reported,held back",
            "1.2,p1,deliverable,,Total of repairs,Not reported,,Programme office,,,,",
            "x,,deliverable,,Parks,Not reported,,,,,,", "",
        ];
        var answer = await BringInAsync(app, Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), "csv");

        Assert.Empty(answer["changed"]!.AsArray());
        Assert.Contains(answer["warnings"]!.AsArray(), w => ((string)w!).Contains("\"due\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_but_the_office_takes_a_plan_out()
    {
        await using var app = await HubApp.StartAsync(azurite);

        var answer = await app.Anyone.GetAsync("/api/plans/town/export", TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static Task<byte[]> TakeOutAsync(HubApp app, string format) =>
        app.Office.GetByteArrayAsync($"/api/plans/town/export?format={format}", TestContext.Current.CancellationToken);

    private static async Task<JsonNode> BringInAsync(HubApp app, byte[] bytes, string format)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(format == "csv" ? "text/csv" : WorkbookFile.ContentType);
        return await (await app.Office.PostAsync("/api/plans/town/import", content,
            TestContext.Current.CancellationToken)).JsonAsync();
    }
}
