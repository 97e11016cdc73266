using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Samples;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

public sealed class PublishingTests(AzuriteFixture azurite)
{
    private static readonly string[] Counted =
    [
        "complete", "onTrack", "atRisk", "offTrack", "notReported", "notStarted", "paused", "cancelled",
    ];

    [Fact]
    public async Task Publishes_every_file_of_a_plan_and_lists_it()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.EnterSampleAsync("kirklees");
        var result = await app.PublishAsync("kirklees");
        Assert.Equal("published", (string?)result["outcome"]);

        foreach (var name in Renderings.Names)
            Assert.NotEmpty(await app.FileAsync($"kirklees/{name}") ?? []);
        var latest = await app.JsonFileAsync("kirklees/latest.json");
        Assert.Equal(SampleFiles.Items("kirklees").Length, latest["totals"]!["items"]!.GetValue<int>());
        Assert.Equal(latest["totals"]!["items"]!.GetValue<int>(), Counted.Sum(c => latest["totals"]![c]!.GetValue<int>()));
        var index = await app.JsonFileAsync("index.json");
        Assert.Equal("kirklees", (string?)index["plans"]![0]!["id"]);
    }

    [Fact]
    public async Task The_hash_is_that_of_the_sorted_compact_json_without_it()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.EnterSampleAsync("wakefield");
        await app.PublishAsync("wakefield");
        var latest = (await app.JsonFileAsync("wakefield/latest.json")).AsObject();
        var hash = (string?)latest["hash"];
        latest.Remove("hash");
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(latest)))));
        var kept = await app.FileAsync(
            $"wakefield/history/20220524T{((DateTimeOffset)latest["asAt"]!):HHmmss}Z-{hash![..12]}.json");
        Assert.Equal(await app.FileAsync("wakefield/latest.json"), kept);
    }

    [Fact]
    public async Task Publishes_nothing_when_nothing_changed_and_links_what_did()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.EnterSampleAsync("kirklees");
        var first = await app.PublishAsync("kirklees");
        Assert.Equal("unchanged", (string?)(await app.PublishAsync("kirklees"))["outcome"]);
        await app.ReportAsync(
            new Update
            {
                Plan = "kirklees",
                Deliverable = "3.1",
                AsAt = new(2022, 5, 20, 9, 0, 0, TimeSpan.Zero),
                Health = Health.OnTrack,
                Summary = "Two of the enterprises trade.",
            });
        var second = await app.PublishAsync("kirklees");
        Assert.Equal(2, second["sequence"]!.GetValue<int>());
        var latest = await app.JsonFileAsync("kirklees/latest.json");
        Assert.Equal((string?)first["hash"], (string?)latest["previous"]);
        Assert.NotNull(await app.FileAsync($"kirklees/{latest["previousFile"]}"));
        Assert.Contains("Two of the enterprises trade.", await app.TextFileAsync("kirklees/all.html"), StringComparison.Ordinal);
    }

    private static string Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => "{"
                + string.Join(',', map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"\"{p.Key}\":{Sorted(p.Value)}"))
                + "}",
            JsonArray list => "[" + string.Join(',', list.Select(Sorted)) + "]",
            null => "null",
            _ => node.ToJsonString(
                new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
        };
}
