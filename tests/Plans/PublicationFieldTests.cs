using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>The plan's own words on who publishes it, and on what terms.</summary>
public sealed class PublicationFieldTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    private const string Whole = """
        {"licence":"Open Government Licence v3.0","licenceUrl":"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
         "contact":"plan@town.example","comment":"Write to us by 1 June.","accessibility":"https://town.example/accessibility",
         "privacy":"https://town.example/privacy","statuses":"Amber means that it may be late.","language":"cy",
         "holdFrom":"2022-03-28","holdUntil":"2022-05-05"}
        """;

    [Fact]
    public async Task Comes_back_as_it_was_entered_and_stays_through_an_import()
    {
        var entered = JsonNode.Parse(Whole)!;
        Assert.Equal(HttpStatusCode.Created, (await PutAsync("whole", Whole)).StatusCode);
        Assert.True(JsonNode.DeepEquals(entered, (await hub.App.Office.GetJsonAsync("/api/plans/whole"))["publication"]));
        Assert.False((bool)(await (await PutAsync("whole", Whole)).JsonAsync())["headerChanged"]!);

        using var rows = new StringContent("Ref,Deliverable\n1,Homes\n2,Roads\n", Encoding.UTF8, "text/csv");
        (await hub.App.Office.PostAsync("/api/plans/whole/import", rows,
            TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        Assert.True(JsonNode.DeepEquals(entered, (await hub.App.Office.GetJsonAsync("/api/plans/whole"))["publication"]));
    }

    [Theory]
    [InlineData("""{"licenceUrl":"javascript:alert(1)"}""", "/publication/licenceUrl")]
    [InlineData("""{"licenceUrl":"the usual one"}""", "/publication/licenceUrl")]
    [InlineData("""{"language":"fr"}""", "/publication/language")]
    [InlineData("""{"holdFrom":"1989-12-31"}""", "/publication/holdFrom")]
    [InlineData("""{"holdUntil":"2101-01-01"}""", "/publication/holdUntil")]
    [InlineData("""{"holdFrom":"tomorrow"}""", "/publication/holdFrom")]
    [InlineData("""{"holdFrom":"2022-05-02","holdUntil":"2022-05-01"}""", "/publication/holdUntil")]
    [InlineData("""{"contact":5}""", "/publication/contact")]
    [InlineData("""{"contact":"a\u0000b"}""", "/publication/contact")]
    [InlineData("\"yes\"", "/publication")]
    [InlineData("long", "/publication/privacy")]
    public async Task Names_the_field_that_does_not_fit(string publication, string pointer)
    {
        var answer = await PutAsync(
            "wrong",
            publication == "long" ? $$"""{"privacy":"{{new string('a', 2_001)}}"}""" : publication);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = (await answer.JsonAsync()).Error();
        Assert.Equal(pointer, error.Text("pointer"));
        Assert.NotEqual("", error.Text("detail"));
    }

    private Task<HttpResponseMessage> PutAsync(string id, string publication) =>
        hub.App.Office.PutJsonAsync(
            $"/api/plans/{id}",
            new JsonObject
            {
                ["id"] = id,
                ["title"] = "Plan",
                ["referenceDate"] = "2022-01-01",
                ["publication"] = JsonNode.Parse(publication),
                ["items"] = new JsonArray(new JsonObject { ["id"] = "1", ["title"] = "Homes" }),
            });
}
