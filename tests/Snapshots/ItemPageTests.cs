using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Each item has a page that can be cited, and that changes only with it.</summary>
public sealed class ItemPageTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_item_of_many_writes_its_page_and_that_of_the_heading_above_it()
    {
        var account = azurite.NewAccount();
        await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });
        await PutAsync(app, 1, 100);
        await app.PublishAsync("plan");
        await app.ReportAsync(Report("d1.7"));
        using var requests = new StorageRequests(account);
        await app.PublishAsync("plan");
        var written = requests
            .All.Where(r => r.Method == "PUT")
            .Select(r => r.Url.Split('?')[0])
            .Where(u => u.Contains("/items/", StringComparison.Ordinal));
        Assert.Equal(["d1.7.html", "h1.html"], written.Select(u => u.Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.Equal(2, await app.WholeAsync("plan"));
        Assert.Contains("Seven of them stand.", await app.TextFileAsync("plan/items/d1.7.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_process_writes_no_more_of_them()
    {
        var account = azurite.NewAccount();
        await using (var first = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account }))
        {
            await PutAsync(first, 1, 20);
            await first.PublishAsync("plan");
        }

        await using var second = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });
        await second.ReportAsync(Report("d1.7"));
        using var requests = new StorageRequests(account);
        await second.PublishAsync("plan");
        Assert.Equal(2, requests.All.Count(r => r.Method == "PUT" && r.Url.Contains("/items/", StringComparison.Ordinal)));
        Assert.Equal(2, await second.WholeAsync("plan"));
    }

    [Fact]
    public async Task The_page_of_an_item_that_left_the_plan_is_gone_and_that_of_a_withdrawn_plan_too()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await PutAsync(app, 1, 3);
        await app.PublishAsync("plan");
        await PutAsync(app, 1, 2);
        await app.PublishAsync("plan");
        Assert.Null(await app.FileAsync("plan/items/d1.3.html"));
        Assert.NotNull(await app.FileAsync("plan/items/d1.2.html"));
        Assert.Equal(2, await app.WholeAsync("plan"));

        await app.PutAsync("plan", items: 2, published: false);
        await app.PublishAsync("plan");
        Assert.DoesNotContain(await app.FilesAsync("plan"), f => f.Name.Contains("/items/", StringComparison.Ordinal));
        Assert.DoesNotContain("plan/", await app.TextFileAsync(DcatFile.Name), StringComparison.Ordinal);
        Assert.DoesNotContain("plan/", await app.TextFileAsync(SitemapFile.Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_told_on_the_pages_and_in_the_embed_for_as_long_as_it_applies()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await PutAsync(app, 1, 2);
        await app.PublishAsync("plan");
        var before = await app.FileAsync("plan/items/d1.1.html");
        await TellsAsync(false);

        (await app.Office.PostAsync("api/plans/plan/hold", null, Stop)).EnsureSuccessStatusCode();
        await app.ReportAsync(Report("d1.1"));
        Assert.Equal("onHold", (string?)(await app.PublishAsync("plan"))["outcome"]);
        await TellsAsync(true);
        Assert.Equal(before, await app.FileAsync("plan/items/d1.1.html"));
        Assert.Equal(1, await app.WholeAsync("plan"));

        (await app.Office.DeleteAsync("api/plans/plan/hold", Stop)).EnsureSuccessStatusCode();
        Assert.Equal("published", (string?)(await app.PublishAsync("plan"))["outcome"]);
        await TellsAsync(false);
        Assert.Equal(2, await app.WholeAsync("plan"));

        async Task TellsAsync(bool isTold)
        {
            Assert.Equal(isTold, (bool?)(await app.JsonFileAsync("plan/embed.json"))["onHold"] ?? false);
            foreach (var name in (string[])["index.html", "all.html", "fragment.html", "plain.txt"])
                Assert.Equal(
                    isTold,
                    (await app.TextFileAsync($"plan/{name}")).Contains("Publication is on hold", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_hold_by_the_plans_dates_begins_and_ends_by_itself()
    {
        var calendar = new SnapshotCalendar();
        await using var app = await calendar.StartAppAsync(azurite);
        await PutAsync(app, 1, 2, new { holdFrom = "2022-05-26", holdUntil = "2022-05-27" });
        await calendar.TickAsync(app, new(2022, 5, 24), new(9, 0));
        await calendar.TickAsync(app, new(2022, 5, 26), new(9, 0));
        Assert.True((bool?)(await app.JsonFileAsync("plan/embed.json"))["onHold"]);
        await app.ReportAsync(Report("d1.1"));
        await calendar.TickAsync(app, new(2022, 5, 27), new(23, 50));
        Assert.Equal(1, (int)(await app.JsonFileAsync("plan/latest.json"))["sequence"]!);

        await calendar.TickAsync(app, new(2022, 5, 28), new(0, 10));
        Assert.Equal(2, (int)(await app.JsonFileAsync("plan/latest.json"))["sequence"]!);
        Assert.Null((await app.JsonFileAsync("plan/embed.json"))["onHold"]);
        Assert.Equal(2, await app.WholeAsync("plan"));
    }

    private static Update Report(string item) => new()
    {
        Plan = "plan",
        Deliverable = item,
        AsAt = Views.At.AddHours(-1),
        Health = Health.AtRisk,
        Summary = "Seven of them stand.",
    };

    /// <summary>Headings h1 and so on, each with items d1.1 and so on below it.</summary>
    private static async Task PutAsync(HubApp app, int headings, int below, object? publication = null)
    {
        var items = Enumerable
            .Range(1, headings)
            .SelectMany(h =>
                Enumerable
                    .Range(0, below + 1)
                    .Select(d =>
                        d == 0
                            ? new
                            {
                                id = $"h{h}",
                                parent = (string?)null,
                                title = $"Heading {h}",
                                timescale = (string?)null,
                            }
                            : new
                            {
                                id = $"d{h}.{d}",
                                parent = (string?)$"h{h}",
                                title = $"Deliverable {h}.{d}",
                                timescale = (string?)"by December 2022",
                            }));
        var plan = new
        {
            id = "plan",
            title = "A plan",
            organisation = "A council",
            status = "adopted",
            referenceDate = "2022-01-01",
            publication,
            items,
        };
        var answer = await app.Office.PutJsonAsync("api/plans/plan", plan);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
