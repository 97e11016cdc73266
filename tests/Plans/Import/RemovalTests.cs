using System.Net;
using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Import;

public sealed class RemovalTests(AzuriteFixture azurite)
{
    private const string Five = "Ref,Deliverable\n1,Homes\n2,Roads\n3,Care\n4,Parks\n5,Schools\n";

    [Fact]
    public async Task What_a_file_lacks_stays_in_its_place_and_is_told()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await ImportAsync(app, Five);

        var answer = await (await ImportAsync(app, "Ref,Deliverable\n3,Care\n4,Parks and gardens\n")).JsonAsync();

        Assert.Empty(answer["removed"]!.AsArray());
        Assert.Equal(["4"], answer["changed"]!.AsArray().Select(c => (string?)c!["item"]));
        Assert.Contains(
            answer["warnings"]!.AsArray(),
            w => ((string)w!).StartsWith("Items 1, 2, 5: not in the file; it stays", StringComparison.Ordinal));
        Assert.Equal(["1", "2", "3", "4", "5"], await ItemsAsync(app));
    }

    [Fact]
    public async Task Remove_takes_out_what_the_file_lacks()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await ImportAsync(app, Five);

        var answer = await ImportAsync(app, "Ref,Deliverable\n1,Homes\n2,Roads\n3,Care\n", "?remove=true");

        Assert.Equal(["4", "5"], (await answer.JsonAsync())["removed"]!.AsArray().Select(r => (string?)r));
        Assert.Equal(["1", "2", "3"], await ItemsAsync(app));
    }

    [Theory]
    [InlineData("Ref,Deliverable\n", "?remove=true", null)]
    [InlineData("Ref,Deliverable\n", "?remove=true&confirmRemove=4", null)]
    [InlineData("Ref,Deliverable\n1,Homes\n2,Roads\n", "?remove=true", null)]
    [InlineData("Ref,Deliverable\n1,Homes\n2,Roads\n", "?remove=true&confirmRemove=2", null)]
    [InlineData("Ref,Deliverable\n1,Homes\n2,Roads\n", "?remove=true&confirmRemove=3", 2)]
    [InlineData("Ref,Deliverable\n", "?remove=true&confirmRemove=5", 0)]
    public async Task More_than_half_goes_only_when_its_number_is_confirmed(string csv, string query, int? left)
    {
        await using var app = await HubApp.StartAsync(azurite);
        await ImportAsync(app, Five);

        var answer = await ImportAsync(app, csv, query);

        Assert.Equal(left is null ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(left ?? 5, (await ItemsAsync(app)).Count);
    }

    [Fact]
    public async Task A_file_with_headings_only_changes_nothing()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await ImportAsync(app, Five);

        await ImportAsync(app, "Ref,Deliverable\n");

        Assert.Equal(5, (await ItemsAsync(app)).Count);
    }

    [Theory]
    [InlineData("?remove=yes", "remove")]
    [InlineData("?remove=true&confirmRemove=many", "confirmRemove")]
    [InlineData("?confirmRemove=-1", "confirmRemove")]
    public async Task A_misspelt_query_changes_nothing(string query, string pointer)
    {
        await using var app = await HubApp.StartAsync(azurite);

        var answer = await ImportAsync(app, Five, query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (string?)(await answer.JsonAsync())["errors"]![0]!["pointer"]);
    }

    [Fact]
    public async Task A_first_report_is_entered_once_however_often_the_file_is_sent()
    {
        const string csv = "Ref,Deliverable,RAG,Progress\n1,Homes,Red,No site\n2,Roads,,\n";
        await using var app = await HubApp.StartAsync(azurite);
        var first = await (await ImportAsync(app, csv)).JsonAsync();

        var again = await (await ImportAsync(app, csv)).JsonAsync();

        var item = await app.Office.GetJsonAsync("/api/plans/town/items/1");
        Assert.Equal(["1"], first["reported"]!.AsArray().Select(r => (string?)r));
        Assert.Empty(again["reported"]!.AsArray());
        Assert.Empty(again["changed"]!.AsArray());
        Assert.Equal(("offTrack", 2), ((string?)item["health"], item["history"]!.AsArray().Count));
        Assert.Null(item["state"]!["summary"]);
    }

    [Fact]
    public async Task Misspelt_fields_of_a_plan_are_named()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var plan = new
        {
            id = "town",
            title = "Town",
            referenceDate = "2022-01-01",
            publish = true,
            items = new[]
            {
                new
                {
                    id = "1",
                    title = "Homes",
                    timescales = "June 2022",
                },
            },
        };

        var answer = await (await app.Office.PutJsonAsync("/api/plans/town", plan)).JsonAsync();

        Assert.Equal(["/publish", "/items/*/timescales"], answer["warnings"]!.AsArray().Select(w => ((string)w!).Split(' ')[0]));
    }

    private static Task<HttpResponseMessage> ImportAsync(HubApp app, string csv, string query = "") =>
        app.Office.PostAsync(
            $"/api/plans/town/import{query}",
            new StringContent(csv, Encoding.UTF8, "text/csv"),
            TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string?>> ItemsAsync(HubApp app) =>
        [.. (await app.Office.GetJsonAsync("/api/plans/town"))["items"]!.AsArray().Select(i => (string?)i!["id"])];
}
