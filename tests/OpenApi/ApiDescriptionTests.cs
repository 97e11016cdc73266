using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using HubFunctions.Updates;

namespace HubFunctions.Tests.OpenApi;

public sealed class ApiDescriptionTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    private static readonly string File = Path.Combine(NodeTools.TestsFolder, "..", "functions", "OpenApi", "openapi.json");

    [Fact]
    public async Task Is_served_as_it_is_checked_in()
    {
        Assert.Equal(
            await System.IO.File.ReadAllBytesAsync(File, Stop),
            await hub.App.Anyone.GetByteArrayAsync("/api/openapi.json", Stop));
    }

    [Fact]
    public async Task Redocly_finds_no_problem()
    {
        var found = await NodeTools.RunAsync(
            "node_modules/@redocly/cli/bin/cli.js",
            ["lint", File, "--format=json"],
            cancellationToken: Stop);
        Assert.Equal("[]", JsonNode.Parse(found)!["problems"]!.ToJsonString());
    }

    [Fact]
    public async Task Lists_every_http_function_with_its_methods_but_HEAD_which_any_GET_answers()
    {
        var document = await hub.App.Anyone.GetJsonAsync("/api/openapi.json");

        var listed = document["paths"]!
            .AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}"))
            .Order(StringComparer.Ordinal);
        var real = FunctionMethods
            .Http.Where(f => f.Route.StartsWith("api/", StringComparison.Ordinal))
            .SelectMany(f => f.Methods.Where(m => m != "HEAD").Select(m => $"{m} /{f.Route}"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(real, listed);
    }

    [Fact]
    public async Task Real_answers_and_documented_requests_hold_against_the_schemas_and_the_description_against_openapi_3_1()
    {
        var partner = await hub.NewPartnerAsync();
        var update = JsonNode.Parse("""
            { "plan": "town", "deliverable": "d1", "asAt": "2022-05-20T10:00:00Z", "lifecycle": "inProgress", "health": "onTrack", "percentComplete": 40,
              "forecast": "spring 2023", "summary": "Fine", "measures": [{ "id": "m", "value": 1.5, "approximate": true }],
              "evidence": ["https://example.org/"], "reporter": { "role": "Lead" } }
            """)!;
        var stored = await partner.SignedAsync(new object[] { update, Sender.Update("d2", health: "puce") }, "m1");
        var receipt = (await stored.JsonAsync()).Text("receipt");
        var entry = (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]![0]!.Text("id");
        var pairs = new JsonArray(
            await PairAsync("message", JsonNode.Parse(Sender.Envelope(new[] { update }))!),
            await PairAsync("update", JsonNode.Parse(Sender.Envelope(update))!["data"]!),
            await PairAsync("answer", await stored.JsonAsync()),
            await PairAsync("refused", await (await partner.SignedAsync(Sender.Update(health: "puce"), "m2")).JsonAsync()),
            await PairAsync("problem", await (await partner.As("nobody").BearerAsync(Sender.Update())).JsonAsync()),
            await PairAsync("receipt", await (await partner.GetAsync($"receipts/{receipt}")).JsonAsync()),
            await PairAsync("quarantine-page", await hub.App.Office.GetJsonAsync("/api/quarantine")),
            await PairAsync("quarantine-entry", await hub.App.Office.GetJsonAsync($"/api/quarantine/{entry}")),
            await PairAsync(
                "partner-entry",
                JsonNode.Parse("""{"name":"X","plans":["town"],"statusWords":{"amber":{"health":"atRisk"},"done":"complete"}}""")!),
            await PairAsync(
                "partner",
                await (await hub.App.Office.PostAsync($"/api/partners/{partner.Id}/rotate", null, Stop)).JsonAsync()),
            await PairAsync("plan-view", await hub.App.Office.GetJsonAsync("/api/plans/town")));
        var input = new JsonObject { ["openapi"] = await hub.App.Anyone.GetJsonAsync("/api/openapi.json"), ["pairs"] = pairs };

        Assert.Equal("[]", (await NodeTools.RunAsync("Updates/schemas.mjs", [], input.ToJsonString(), Stop)).Trim());
    }

    [Fact]
    public async Task The_schema_of_an_update_names_the_fields_that_are_read_and_no_other()
    {
        var schema = await hub.App.Anyone.GetJsonAsync("/api/schemas/update.json");
        Assert.Equal(
            UpdateParser.Known.Order(StringComparer.Ordinal),
            schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal("https://hub.example.gov.uk/api/schemas/update.json", schema.Text("$id"));
    }

    [Fact]
    public async Task Says_which_schemas_there_are() =>
        Assert.Equal(HttpStatusCode.NotFound, (await hub.App.Anyone.GetAsync("/api/schemas/nothing.json", Stop)).StatusCode);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<JsonObject> PairAsync(string name, JsonNode document) => new()
    {
        ["name"] = name,
        ["schema"] = await hub.App.Anyone.GetJsonAsync($"/api/schemas/{name}.json"),
        ["document"] = document.DeepClone(),
    };
}
