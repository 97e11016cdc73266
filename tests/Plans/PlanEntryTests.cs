using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans;

public sealed class PlanEntryTests(AzuriteFixture azurite)
{
    private static readonly object Plan = new
    {
        id = "town",
        title = "Town plan",
        organisation = "Town Council",
        referenceDate = "2022-01-01",
        owners = new[]
        {
            new
            {
                id = "lead",
                name = "A Lead",
                role = "Portfolio holder",
                email = "lead@town.example",
                publicName = true,
            },
        },
        items = new object[]
        {
            new
            {
                id = "p1",
                level = "priority",
                title = "Homes",
            },
            new
            {
                id = "1.1",
                parent = "p1",
                title = "Extra care homes",
                owner = "lead",
                timescale = "30 June 2022",
            },
            new
            {
                id = "1.2",
                parent = "p1",
                title = "Repairs",
            },
        },
    };

    [Fact]
    public async Task A_plan_is_created_once_and_the_same_plan_again_changes_nothing()
    {
        await using var app = await HubApp.StartAsync(azurite);

        var first = await app.Office.PutJsonAsync("/api/plans/town", Plan);
        var second = await app.Office.PutJsonAsync("/api/plans/town", Plan);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var difference = await second.JsonAsync();
        Assert.False((bool)difference["headerChanged"]!);
        Assert.Empty(difference["added"]!.AsArray());
        Assert.Empty(difference["changed"]!.AsArray());
        var item = await app.Office.GetJsonAsync("/api/plans/town/items/1.1");
        Assert.Single(item["history"]!.AsArray());
    }

    [Fact]
    public async Task A_dry_run_answers_the_difference_and_stores_nothing()
    {
        await using var app = await HubApp.StartAsync(azurite);

        var preview = await (await app.Office.PutJsonAsync("/api/plans/town?dryRun=true", Plan)).JsonAsync();

        Assert.Equal(["p1", "1.1", "1.2"], preview["added"]!.AsArray().Select(a => (string?)a));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await app.Office.GetAsync("/api/plans/town", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    [InlineData("")]
    public async Task A_misspelt_dry_run_stores_nothing(string dryRun)
    {
        await using var app = await HubApp.StartAsync(azurite);

        var answer = await app.Office.PutJsonAsync($"/api/plans/town?dryRun={dryRun}", Plan);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await app.Office.GetAsync("/api/plans/town", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("""{"items":[null]}""", "/items/0")]
    [InlineData("""{"owners":[null]}""", "/owners/0")]
    [InlineData("""{"organisations":[null]}""", "/organisations/0")]
    [InlineData("""{"items":[{"id":"1","title":"Homes","measures":[null]}]}""", "/items/0/measures/0")]
    public async Task Names_every_entry_of_a_plan_that_is_null(string part, string pointer)
    {
        await using var app = await HubApp.StartAsync(azurite);
        var plan = System.Text.Json.Nodes.JsonNode.Parse(part)!;
        (plan["id"], plan["title"], plan["referenceDate"]) = ("town", "Town plan", "2022-01-01");

        var answer = await app.Office.PutJsonAsync("/api/plans/town", plan);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (string?)(await answer.JsonAsync())["errors"]![0]!["pointer"]);
    }

    [Fact]
    public async Task An_item_that_vanishes_leaves_the_totals_and_keeps_its_history()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.Office.PutJsonAsync("/api/plans/town", Plan);

        var less = JsonSerializer.SerializeToNode(Plan)!;
        less["items"]!.AsArray().RemoveAt(2);
        var answer = await (await app.Office.PutJsonAsync("/api/plans/town", less)).JsonAsync();

        Assert.Equal(["1.2"], answer["removed"]!.AsArray().Select(r => (string?)r));
        Assert.Equal(2, (int)(await app.Office.GetJsonAsync("/api/plans/town"))["totals"]!["items"]!);
        Assert.Equal(2, (await app.Office.GetJsonAsync("/api/plans/town/items/1.2"))["history"]!.AsArray().Count);
    }

    [Fact]
    public async Task Totals_count_each_item_once_and_add_up()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.Office.PutJsonAsync("/api/plans/town", Plan);

        var totals = (await app.Office.GetJsonAsync("/api/plans"))["plans"]![0]!["totals"]!;

        string[] words = ["complete", "onTrack", "atRisk", "offTrack", "notReported", "notStarted", "paused", "cancelled"];
        Assert.Equal((int)totals["items"]!, words.Sum(w => (int)totals[w]!));
        Assert.Equal(1, (int)totals["undated"]!);
        Assert.Equal(1, (int)totals["unowned"]!);
    }

    [Theory]
    [InlineData("""{"id":"town"}""", "")]
    [InlineData("""{"id":"town","title":"T","referenceDate":"1st May","items":[]}""", "/referenceDate")]
    [InlineData("""{"id":"town","title":"T","referenceDate":"2022-01-01","items":[{"id":"A b","title":"x"}]}""", "/items/0/id")]
    [InlineData(
        """{"id":"town","title":"T","referenceDate":"2022-01-01","items":[{"id":"a","title":"x","parent":"b"}]}""",
        "/items/0/parent")]
    [InlineData(
        """{"id":"town","title":"T","referenceDate":"2022-01-01","items":[{"id":"a","title":"x","parent":"a"}]}""",
        "/items/0/parent")]
    [InlineData("""{"id":"town","title":"T","referenceDate":"2022-01-01","reviewEvery":"quarterly"}""", "/reviewEvery")]
    [InlineData("""{"id":"town","title":"T","referenceDate":"2022-01-01","owners":null}""", "/owners")]
    [InlineData("""{"id":"other","title":"T","referenceDate":"2022-01-01"}""", "/id")]
    [InlineData("{", "")]
    public async Task A_bad_plan_is_refused_with_the_field_and_the_mend(string body, string pointer)
    {
        await using var app = await HubApp.StartAsync(azurite);

        var answer = await app.Office.PutAsync(
            "/api/plans/town", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var error = (await answer.JsonAsync())["errors"]![0]!;
        Assert.Equal(pointer, (string?)error["pointer"]);
        Assert.NotEqual("", (string?)error["detail"]);
    }

    [Fact]
    public async Task A_spreadsheet_gives_the_same_plan_and_tells_faults_by_line_and_column()
    {
        await using var app = await HubApp.StartAsync(azurite);
        Task<HttpResponseMessage> ImportAsync(string csv) => app.Office.PostAsync(
            "/api/plans/sheet/import", new StringContent(csv, Encoding.UTF8, "text/csv"), TestContext.Current.CancellationToken);

        var good = await ImportAsync(
            "Ref,Deliverable,Portfolio holder,Timescale\r\n1.1,\"Homes, extra care\",Councillor A,30 June "
                + "2022\r\n1.2,Repairs,,\r\n");
        var bad = await ImportAsync("Ref,Deliverable,Parent\r\n1.1,Homes,\r\n1.2,Repairs,9.9\r\n");

        Assert.Equal(HttpStatusCode.Created, good.StatusCode);
        var plan = await app.Office.GetJsonAsync("/api/plans/sheet");
        Assert.Equal("Homes, extra care", (string?)plan["items"]![0]!["title"]);
        Assert.Equal("councillor-a", (string?)plan["items"]![0]!["owner"]);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal("/line/3/column/3", (string?)(await bad.JsonAsync())["errors"]![0]!["pointer"]);
    }

    [Fact]
    public async Task A_change_of_an_item_needs_its_etag_and_an_approved_date_a_reason()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.Office.PutJsonAsync("/api/plans/town", Plan);
        var etag = (await app.Office.GetAsync("/api/plans/town/items/1.1", TestContext.Current.CancellationToken)).Headers.ETag!;
        async Task<HttpStatusCode> PatchAsync(string body, EntityTagHeaderValue? ifMatch)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/plans/town/items/1.1")
            {
                Content = new StringContent(body),
            };
            if (ifMatch is not null)
                request.Headers.IfMatch.Add(ifMatch);
            return (await app.Office.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }

        Assert.Equal((HttpStatusCode)428, await PatchAsync("""{"owner":"lead"}""", null));
        Assert.Equal(HttpStatusCode.BadRequest, await PatchAsync("""{"approved":{"complete":"2022-09-30"}}""", etag));
        Assert.Equal(
            HttpStatusCode.OK,
            await PatchAsync("""{"approved":{"complete":"2022-09-30"},"reason":"Agreed by the Board"}""", etag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await PatchAsync("""{"owner":""}""", etag));

        Assert.Equal(HttpStatusCode.BadRequest, await PatchAsync("""{"ovner":"lead"}""", EntityTagHeaderValue.Any));

        Assert.Equal("lead", (string?)(await app.Office.GetJsonAsync("/api/plans/town/items/1.1"))["owner"]);
        Assert.Equal(HttpStatusCode.OK, await PatchAsync("""{"owner":null}""", EntityTagHeaderValue.Any));
        Assert.Null((await app.Office.GetJsonAsync("/api/plans/town/items/1.1"))["owner"]);
        var milestone = (await app.Office.GetJsonAsync("/api/plans/town/items/1.1"))["milestones"]![0]!;
        Assert.Equal("2022-06-30", (string?)milestone["original"]);
        Assert.Equal("2022-09-30", (string?)milestone["due"]);
        Assert.Equal("Agreed by the Board", (string?)milestone["approval"]!["reason"]);
    }

    [Fact]
    public async Task Entering_the_annual_meeting_moves_the_date_and_keeps_the_words()
    {
        await using var app = await HubApp.StartAsync(azurite);
        object Town(object calendar) =>
            new
            {
                id = "town",
                title = "Town plan",
                referenceDate = "2021-10-01",
                calendar,
                items = new object[]
                {
                    new
                    {
                        id = "5.1",
                        title = "Leisure",
                        timescale = "Ongoing with full implementation by the new municipal year.",
                    },
                },
            };
        await app.Office.PutJsonAsync("/api/plans/town", Town(new { }));
        var before = await app.Office.GetJsonAsync("/api/plans/town/items/5.1");

        var answer = await (await app.Office.PutJsonAsync(
                "/api/plans/town",
                Town(new { municipalYear = new Dictionary<string, string> { ["2022"] = "2022-05-25" } }))).JsonAsync();

        var after = await app.Office.GetJsonAsync("/api/plans/town/items/5.1");
        Assert.Equal("2022-05-31", (string?)before["due"]);
        Assert.Equal("2022-05-25", (string?)after["due"]);
        Assert.Equal((string?)before["timescale"], (string?)after["timescale"]);
        Assert.Equal("dates", (string?)answer["changed"]![0]!["fields"]![0]);
        Assert.Equal("2022-05-31", (string?)after["milestones"]![0]!["original"]);
        var due = new List<DateOnly>();
        await foreach (
            var entry in app.Plans.DueAsync("town", new(2022, 5, 1), new(2022, 6, 1), TestContext.Current.CancellationToken))
            due.Add(entry.Date);
        Assert.Equal([new DateOnly(2022, 5, 25)], due);
    }

    [Fact]
    public async Task Nobody_but_the_office_sees_plans()
    {
        await using var app = await HubApp.StartAsync(azurite);

        var answer = await app.Anyone.GetAsync("/api/plans", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }
}
