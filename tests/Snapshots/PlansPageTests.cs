using AngleSharp.Html.Parser;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

public sealed class PlansPageTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_front_page_lists_the_public_plans_and_counts_deliverables()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.EnterSampleAsync("kirklees");
        await app.EnterSampleAsync("wakefield");
        await app.PublishAsync("kirklees");
        await app.PublishAsync("wakefield");

        var page = await PageAsync(app);
        var latest = await app.JsonFileAsync("kirklees/latest.json");

        Assert.Equal(
            ["kirklees/index.html", "wakefield/index.html"],
            page.QuerySelectorAll("h2 a").Select(a => a.GetAttribute("href")));
        var kirklees = page.QuerySelector("section[aria-labelledby=kirklees]")!;
        Assert.Contains((string)latest["plan"]!["title"]!, kirklees.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            $"Of {(int)latest["deliverables"]!["items"]!} deliverables, ",
            kirklees.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_taken_back_leaves_the_front_page()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("first", items: 1);
        await app.PutAsync("second", items: 1);
        await app.PublishAsync("first");
        await app.PublishAsync("second");

        await app.PutAsync("first", items: 1, published: false);
        await app.PublishAsync("first");

        Assert.Equal(["second/index.html"], (await PageAsync(app)).QuerySelectorAll("h2 a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Before_the_first_plan_there_is_a_front_page_and_one_for_unknown_addresses()
    {
        await using var app = await HubApp.StartAsync(azurite);

        await app.Get<SharedFiles>().KeepAsync(Stop);

        Assert.Contains("No plan is published yet.", (await PageAsync(app)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", await app.TextFileAsync("404.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_front_page_that_a_crash_left_behind_is_brought_up_by_the_next_process()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("plan", items: 1);
        await app.PublishAsync("plan");
        var files = app.Get<BlobSnapshotFiles>();
        var stamp = await files.FindAsync(PlanIndex.PageName, Stop);
        await files.TryWriteAsync(
            new(PlanIndex.PageName, "text/html", "<p>Old"u8.ToArray(), SnapshotFile.Latest),
            0,
            stamp,
            Stop);

        await using var next = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = app.Get<HubFunctions.Plans.StorageSettings>().ConnectionString });
        await next.Get<SharedFiles>().KeepAsync(Stop);

        Assert.Single((await PageAsync(next)).QuerySelectorAll("h2 a"));
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(HubApp app) =>
        new HtmlParser().ParseDocument(await app.TextFileAsync(PlanIndex.PageName));
}
