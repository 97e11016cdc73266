using System.Text;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>The process dies when the chain has a publication of which nobody has seen a file, and a hold begins before the next
/// run.</summary>
public sealed class UnseenPublicationTests(AzuriteFixture azurite)
{
    private const string Secret = "Millicent of 5 Mill Lane";
    private const string Unseen = "The roof is on.";
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erasure_during_the_hold_does_not_show_it()
    {
        await using var app = await CutAsync();
        (await app.Office.PostAsync("api/plans/plan/hold", null, Cancel)).EnsureSuccessStatusCode();

        var erasure = new { item = "d1", field = "summary", text = Secret, reason = "Asked" };
        (await app.Office.PostJsonAsync("api/plans/plan/erasures", erasure)).EnsureSuccessStatusCode();

        Assert.Null(await app.FileAsync("plan/latest.json"));
        Assert.Equal([], await Traces.OfAsync(app, Secret, "plan"));
        foreach (var (name, _) in await app.FilesAsync("plan"))
            Assert.DoesNotContain(Unseen, await app.FileAsync(name) is { } file ? Encoding.UTF8.GetString(file) : "", Ordinal);
        (await app.Office.DeleteAsync("api/plans/plan/hold", Cancel)).EnsureSuccessStatusCode();
        await app.PublishAsync("plan");
        Assert.Contains(Unseen, await app.TextFileAsync("plan/latest.json"), Ordinal);
        Assert.Equal([], await Traces.OfAsync(app, Secret, "plan"));
    }

    [Fact]
    public async Task The_day_after_the_hold_is_in_the_diary()
    {
        await using var app = await CutAsync();
        var today = app.Get<HubClock>().Today;
        (await app.Office.PutJsonAsync(
            "api/plans/plan",
            new
            {
                id = "plan",
                title = "A plan",
                status = "adopted",
                referenceDate = "2022-01-01",
                items = new[] { new { id = "d1", title = "One" }, new { id = "d2", title = "Two" } },
                publication = new { holdFrom = $"{today:yyyy-MM-dd}", holdUntil = $"{today.PlusDays(3):yyyy-MM-dd}" },
            })).EnsureSuccessStatusCode();

        await app.PublishAsync("plan");

        Assert.Contains(
            new DayEntry(today.PlusDays(4), "plan"), await app.Get<IPublishingDiary>().UntilAsync(today.PlusDays(5), Cancel));
    }

    private async Task<HubApp> CutAsync()
    {
        var faults = new Faults();
        var app = await ChainTests.StartFaultyAsync(azurite, faults);
        await app.PutAsync("plan", items: 2);
        await ReportAsync(app, "d1", 1, $"We heard from {Secret}.");
        await app.PublishAsync("plan");
        await ReportAsync(app, "d2", 2, "The walls are up.");
        faults.Set(int.MaxValue, after: false);
        await app.PublishAsync("plan");
        var seen = faults.Writes.ToList().FindIndex(name => name.EndsWith("/trail.json", Ordinal));
        await ReportAsync(app, "d2", 3, Unseen);
        faults.Set(seen, after: false);
        await Assert.ThrowsAsync<IOException>(() => app.Get<Publisher>().RunAsync("plan", Cancel));
        faults.Clear();
        return app;
    }

    private static Task ReportAsync(HubApp app, string item, int minute, string summary) => app.ReportAsync(new Update
    {
        Plan = "plan",
        Deliverable = item,
        AsAt = Views.At.AddMinutes(-60 + minute),
        Health = Health.OnTrack,
        Summary = summary,
    });
}
