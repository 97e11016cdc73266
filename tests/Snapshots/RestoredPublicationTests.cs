using System.Net;
using System.Net.Http.Headers;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>A plan that is restored where its files are still public: its chain begins again, they do not.</summary>
public sealed class RestoredPublicationTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_plan_restored_where_its_files_are_still_public_is_published_again(int snapshots)
    {
        var files = azurite.NewAccount();
        await using var lost = await StartAsync(files);
        await PublishedAsync(lost, snapshots);
        var cited = await CitedAsync(lost);
        await using var app = await StartAsync(files);
        await RestoreAsync(lost, app);

        await app.PublishAsync("plan");
        await app.ReportAsync(Update(4));
        await app.PublishAsync("plan");

        var latest = CanonicalJson.Read<Snapshot>((await app.FileAsync("plan/latest.json"))!);
        Assert.Equal("Report 4.", latest.Items[0].Summary);
        Assert.Equal(
            [latest.Hash, latest.Previous],
            (await app.JsonFileAsync("plan/trail.json"))["publications"]!.AsArray().Select(p => (string?)p!["hash"]));
        await app.ShowsAsync(latest);
        Assert.Empty(cited.Except(await app.FilesAsync("plan")));
    }

    [Fact]
    public async Task A_restored_plan_that_is_not_public_any_more_goes_with_what_was_cited_left()
    {
        var files = azurite.NewAccount();
        await using var lost = await StartAsync(files);
        await PublishedAsync(lost, snapshots: 2);
        var cited = await CitedAsync(lost);
        await using var app = await StartAsync(files);
        await RestoreAsync(lost, app);

        await app.PutAsync("plan", items: 2, published: false);
        Assert.Equal("notPublic", (string?)(await app.PublishAsync("plan"))["outcome"]);

        Assert.Equal(cited, await app.FilesAsync("plan"));
        Assert.Empty((await app.JsonFileAsync("index.json"))["plans"]!.AsArray());
    }

    private static async Task PublishedAsync(HubApp app, int snapshots)
    {
        await app.PutAsync("plan", items: 2);
        await app.PublishAsync("plan");
        for (var n = 1; n < snapshots; n++)
        {
            await app.ReportAsync(Update(n));
            await app.PublishAsync("plan");
        }
    }

    private static async Task<List<(string Name, int Bytes)>> CitedAsync(HubApp app) =>
        [.. (await app.FilesAsync("plan")).Where(f => f.Name.Contains("/history/", StringComparison.Ordinal))];

    private static async Task RestoreAsync(HubApp lost, HubApp app)
    {
        var backup = await lost.Office.GetByteArrayAsync("/api/plans/plan/backup", Cancel);
        using var body = new ByteArrayContent(backup);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        using var restored = await app.Office.PutAsync("/api/plans/plan/restore", body, Cancel);
        Assert.Equal(HttpStatusCode.Created, restored.StatusCode);
    }

    private Task<HubApp> StartAsync(string files) => HubApp.StartAsync(azurite, new() { ["Hub__SnapshotStorage"] = files });

    private static Update Update(int number) => new()
    {
        Plan = "plan",
        Deliverable = "d1",
        AsAt = Views.At.AddMinutes(number - 1_000),
        Health = Health.OnTrack,
        Summary = $"Report {number}.",
    };
}
