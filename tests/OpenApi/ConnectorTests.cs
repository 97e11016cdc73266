using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.OpenApi;

public sealed class ConnectorTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task Is_valid_OpenAPI_2_at_the_hubs_own_address_with_one_way_to_sign_in()
    {
        var connector = await hub.App.Anyone.GetJsonAsync("/api/connector.json");

        Assert.Equal("2.0", connector.Text("swagger"));
        Assert.Equal("hub.example.gov.uk", connector.Text("host"));
        Assert.Equal(["https"], connector["schemes"]!.AsArray().Select(s => (string?)s));
        var scheme = Assert.Single(connector["securityDefinitions"]!.AsObject()).Value!;
        Assert.Equal(("apiKey", "header", "Authorization"), (scheme.Text("type"), scheme.Text("in"), scheme.Text("name")));
        var input = new JsonObject { ["openapi"] = connector.DeepClone(), ["pairs"] = new JsonArray() };
        Assert.Equal(
            "[]",
            (await NodeTools.RunAsync("Updates/schemas.mjs", [], input.ToJsonString(),
                TestContext.Current.CancellationToken)).Trim());
    }

    [Fact]
    public async Task Has_every_call_of_the_description_under_its_name_with_a_typed_body()
    {
        var connector = await hub.App.Anyone.GetJsonAsync("/api/connector.json");
        var description = await hub.App.Anyone.GetJsonAsync("/api/openapi.json");

        Assert.Equal(Calls(description), Calls(connector));
        var post = connector["paths"]!["/api/partners/{partner}/updates"]!["post"]!;
        var body = post["parameters"]!.AsArray().Single(p => (string?)p!["in"] == "body")!;
        Assert.Equal("#/definitions/Message", body["schema"]!.Text("$ref"));
        Assert.Equal(
            "#/definitions/Update",
            connector["definitions"]!["Message"]!["properties"]!["data"]!["items"]!.Text("$ref"));
        Assert.NotNull(post["security"]);
    }

    private static string Calls(JsonNode document) =>
        string.Join(
            '\n',
            document["paths"]!
                .AsObject()
                .SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key} {p.Key} {o.Value!.Text("operationId")}"))
                .Order(StringComparer.Ordinal));
}
