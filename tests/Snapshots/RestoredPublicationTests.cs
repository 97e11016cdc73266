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

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task An_erasure_in_a_restored_plan_reaches_the_files_of_its_former_chain(bool published, bool hold)
    {
        const string secret = "Millicent of Mill Lane";
        var files = azurite.NewAccount();
        await using var lost = await StartAsync(files);
        await lost.PutAsync("plan", items: 2);
        await lost.ReportAsync(Update(1) with { Summary = secret });
        await lost.PublishAsync("plan");
        await lost.ReportAsync(Update(2));
        await lost.PublishAsync("plan");
        await lost.ReportAsync(Update(3) with { Summary = secret });
        await lost.PublishAsync("plan");
        await using var app = await StartAsync(files);
        await RestoreAsync(lost, app);
        if (published)
            await app.PublishAsync("plan");
        if (hold)
            (await app.Office.PostAsync("api/plans/plan/hold", null, Cancel)).EnsureSuccessStatusCode();

        var answer = await app.Office.PostJsonAsync(
            "api/plans/plan/erasures",
            new { item = "d1", field = "summary", text = secret, reason = "She asked for it." });

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal([], await Traces.OfAsync(app, "Millicent"));
        var named = (await app.JsonFileAsync("plan/latest.json"))["erasures"]!.AsArray();
        foreach (var file in named)
            Assert.Equal(
                (string?)file!["digest"],
                ErasedSnapshot.Digest((await app.FileAsync($"plan/{file["file"]}"))!));
        Assert.Equal(published ? 3 : 2, named.Count);
    }

    [Fact]
    public async Task An_erasure_in_a_restored_plan_on_hold_takes_what_was_public_before_away()
    {
        const string secret = "Millicent of Mill Lane";
        var files = azurite.NewAccount();
        await using var lost = await StartAsync(files);
        await lost.PutAsync("plan", items: 2);
        await lost.ReportAsync(Update(1) with { Summary = secret });
        await lost.PublishAsync("plan");
        (await lost.Office.PostAsync("api/plans/plan/hold", null, Cancel)).EnsureSuccessStatusCode();
        await using var app = await StartAsync(files);
        await RestoreAsync(lost, app);

        var answer = await app.Office.PostJsonAsync(
            "api/plans/plan/erasures",
            new { item = "d1", field = "summary", text = secret, reason = "She asked for it." });

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal([], await Traces.OfAsync(app, "Millicent"));
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
