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

    [Fact]
    public async Task A_plan_restored_where_its_files_are_still_public_is_published_again()
    {
        var files = azurite.NewAccount();
        await using var lost = await StartAsync(files);
        await lost.PutAsync("plan", items: 2);
        await lost.PublishAsync("plan");
        for (var n = 1; n <= 3; n++)
        {
            await lost.ReportAsync(Update(n));
            await lost.PublishAsync("plan");
        }

        var cited = (await lost.FilesAsync("plan")).Where(f => f.Name.Contains("/history/", StringComparison.Ordinal)).ToList();
        var backup = await lost.Office.GetByteArrayAsync("/api/plans/plan/backup", Cancel);
        await using var app = await StartAsync(files);
        using var body = new ByteArrayContent(backup);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        using var restored = await app.Office.PutAsync("/api/plans/plan/restore", body, Cancel);
        Assert.Equal(HttpStatusCode.Created, restored.StatusCode);

        await app.PublishAsync("plan");
        await app.ReportAsync(Update(4));
        await app.PublishAsync("plan");

        var latest = CanonicalJson.Read<Snapshot>((await app.FileAsync("plan/latest.json"))!);
        Assert.Equal("Report 4.", latest.Items[0].Summary);
        await app.ShowsAsync(latest);
        Assert.Empty(cited.Except(await app.FilesAsync("plan")));
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
