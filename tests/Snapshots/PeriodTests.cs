using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>What changed since the last Board or quarter, the packs of Boards and years, and days that change a plan by
/// themselves: through the publishing timer.</summary>
public sealed class PeriodTests(AzuriteFixture azurite)
{
    private static readonly TimeOnly Noon = new(12, 0);
    private readonly SnapshotCalendar _calendar = new();

    [Fact]
    public async Task What_changed_is_told_since_the_last_Board_or_else_the_last_quarter()
    {
        await using var app = await _calendar.StartAppAsync(azurite);
        _calendar.Now = LondonTime.At(new(2022, 3, 1), Noon);
        await EnterAsync(app, "board", ["2022-02-24", "2022-05-19"]);
        await EnterAsync(app, "quarter", []);
        await _calendar.TickAsync(app, new(2022, 3, 2), Noon);
        await ReportAsync(app, "d1", "Told in March.");
        await _calendar.TickAsync(app, new(2022, 3, 31), new(23, 59));
        await ReportAsync(app, "d2", "Told in April.");
        await _calendar.TickAsync(app, new(2022, 5, 19), new(23, 59));
        await ReportAsync(app, "d3", "Told after the Board.");
        await _calendar.TickAsync(app, new(2022, 5, 20), Noon);

        var sinceBoard = await app.TextFileAsync("board/changes/latest.html");
        Assert.Contains("since the Board of 19 May 2022", sinceBoard, StringComparison.Ordinal);
        Assert.Equal(["Told after the Board."], Told(sinceBoard));
        var sinceQuarter = await app.TextFileAsync("quarter/changes/latest.html");
        Assert.Contains("since the end of the last quarter, 31 March 2022", sinceQuarter, StringComparison.Ordinal);
        Assert.Equal(["Told in April.", "Told after the Board."], Told(sinceQuarter));

        // A new quarter begins with a clean page, though nothing has changed and no snapshot is taken.
        var published = await app.WholeAsync("quarter");
        await _calendar.TickAsync(app, new(2022, 7, 1), new(0, 0));
        Assert.Contains(
            "since the end of the last quarter, 30 June 2022",
            await app.TextFileAsync("quarter/changes/latest.html"),
            StringComparison.Ordinal);
        Assert.Empty(Told(await app.TextFileAsync("quarter/changes/latest.html")));
        Assert.Equal(["Told after the Board."], Told(await app.TextFileAsync("board/changes/latest.html")));
        Assert.Equal(published, await app.WholeAsync("quarter"));
    }

    [Fact]
    public async Task The_pack_of_a_Board_and_that_of_a_year_are_kept_once_their_last_day_is_over_and_never_change()
    {
        await using var app = await _calendar.StartAppAsync(azurite);
        _calendar.Now = LondonTime.At(new(2022, 2, 20), Noon);
        await EnterAsync(app, "board", ["2022-02-24", "2022-05-26"]);
        await _calendar.TickAsync(app, new(2022, 2, 20), Noon);
        await ReportAsync(app, "d1", "Told before both Boards.");
        await _calendar.TickAsync(app, new(2022, 2, 24), new(23, 59));
        await ReportAsync(app, "d2", "Told between the Boards.");
        await _calendar.TickAsync(app, new(2022, 3, 10), Noon);
        await ReportAsync(app, "d3", "Told on the day of the Board.");
        await _calendar.TickAsync(app, new(2022, 5, 26), new(23, 59));
        const string board = "board/changes/2022-02-24..2022-05-26.html", year = "board/changes/2021-06-01..2022-06-01.html";
        Assert.Null(await app.FileAsync(board));

        await ReportAsync(app, "d1", "Told after both Boards.");
        await _calendar.TickAsync(app, new(2022, 5, 27), new(0, 0));
        var pack = await app.TextFileAsync(board);
        Assert.Contains("What changed between the Boards of 24 February 2022 and 26 May 2022", pack, StringComparison.Ordinal);
        Assert.Equal(["Told between the Boards.", "Told on the day of the Board."], Told(pack));
        Assert.Equal(
            SnapshotFile.OneDay,
            (await app.Get<BlobSnapshotFiles>().DownloadAsync(board, TestContext.Current.CancellationToken))!.CacheControl);
        var written = await StampAsync(app, board);

        await _calendar.TickAsync(app, new(2022, 6, 1), new(23, 59));
        Assert.Null(await app.FileAsync(year));
        await _calendar.TickAsync(app, new(2022, 6, 2), new(0, 0));
        var first = await app.TextFileAsync(year);
        Assert.Contains("What has changed in the first year", first, StringComparison.Ordinal);
        Assert.Equal(["Told after both Boards.", "Told between the Boards.", "Told on the day of the Board."], Told(first));
        var writtenYear = await StampAsync(app, year);

        // Later days, later reports and another list of Boards leave both as they are.
        await _calendar.TickAsync(app, new(2022, 6, 3), Noon);
        await ReportAsync(app, "d2", "Told much later.");
        await EnterAsync(app, "board", ["2022-02-24", "2022-05-26", "2022-08-25"]);
        await _calendar.TickAsync(app, new(2022, 6, 4), Noon);
        Assert.Equal((written, writtenYear), (await StampAsync(app, board), await StampAsync(app, year)));
        Assert.Equal(6, await app.WholeAsync("board"));
    }

    [Fact]
    public async Task A_Board_that_is_entered_after_its_day_gets_the_same_pack()
    {
        await using var app = await _calendar.StartAppAsync(azurite);
        _calendar.Now = LondonTime.At(new(2022, 2, 20), Noon);
        await EnterAsync(app, "board", ["2022-02-24"]);
        await _calendar.TickAsync(app, new(2022, 2, 20), Noon);
        await _calendar.TickAsync(app, new(2022, 3, 10), Noon);
        await ReportAsync(app, "d1", "Told before the Board.");
        await _calendar.TickAsync(app, new(2022, 5, 26), Noon);
        await ReportAsync(app, "d2", "Told after the Board.");
        await _calendar.TickAsync(app, new(2022, 5, 30), Noon);
        Assert.Null(await app.FileAsync("board/changes/2022-02-24..2022-05-26.html"));

        await EnterAsync(app, "board", ["2022-02-24", "2022-05-26"]);
        await _calendar.TickAsync(app, new(2022, 6, 20), Noon);
        Assert.Equal(["Told before the Board."], Told(await app.TextFileAsync("board/changes/2022-02-24..2022-05-26.html")));
        Assert.Equal(["Told after the Board."], Told(await app.TextFileAsync("board/changes/latest.html")));
    }

    [Fact]
    public async Task What_was_reported_before_the_first_snapshot_counts_from_the_day_it_speaks_of()
    {
        var account = azurite.NewAccount();
        await using var app = await _calendar.StartAppAsync(azurite, account);
        _calendar.Now = LondonTime.At(new(2022, 5, 24), Noon);
        await EnterAsync(app, "plan", []);
        await SayAsync("d1", new(2022, 2, 10), "Said in February.");
        await SayAsync("d2", new(2022, 3, 31), "Said on the last day of March.");
        await SayAsync("d1", new(2022, 4, 1), "Said on the first day of April.");
        await SayAsync("d3", new(2022, 5, 20), "Said in May.");
        await _calendar.TickAsync(app, new(2022, 5, 24), new(12, 30));

        var page = await app.TextFileAsync("plan/changes/latest.html");
        Assert.Contains("since the end of the last quarter, 31 March 2022", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing has changed", page, StringComparison.Ordinal);
        Assert.Equal(["Said on the first day of April.", "Said in May."], Told(page));
        Assert.Contains("Said on the first day of April.", await app.TextFileAsync("plan/index.html"), StringComparison.Ordinal);

        // Another instance, which has seen nothing of this, tells the same after one report more.
        await using var other = await _calendar.StartAppAsync(azurite, account);
        await SayAsync("d2", new(2022, 5, 25), "Said later in May.");
        await _calendar.TickAsync(other, new(2022, 5, 25), Noon);
        Assert.Equal(
            ["Said on the first day of April.", "Said later in May.", "Said in May."],
            Told(await app.TextFileAsync("plan/changes/latest.html")));
        await app.WholeAsync("plan");

        // The year's page begins before the first snapshot too.
        await _calendar.TickAsync(app, new(2022, 6, 2), new(0, 0));
        Assert.Equal(
            ["Said on the first day of April.", "Said later in May.", "Said in May."],
            Told(await app.TextFileAsync("plan/changes/2021-06-01..2022-06-01.html")));

        Task SayAsync(string item, DateOnly day, string summary) =>
            app.ReportAsync(
                new Update
                {
                    Plan = "plan",
                    Deliverable = item,
                    AsAt = LondonTime.At(day, Noon),
                    Health = Health.OnTrack,
                    Summary = summary,
                });
    }

    [Fact]
    public async Task A_plan_younger_than_the_quarter_tells_what_changed_since_it_began()
    {
        await using var app = await _calendar.StartAppAsync(azurite);
        _calendar.Now = LondonTime.At(new(2022, 5, 24), Noon);
        await EnterAsync(app, "plan", [], reference: "2022-05-26");
        await ReportAsync(app, "plan", "d1", "Said before it began.");
        await _calendar.TickAsync(app, new(2022, 5, 25), Noon);
        Assert.Contains(
            "since the end of the last quarter, 31 March 2022",
            await app.TextFileAsync("plan/changes/latest.html"),
            StringComparison.Ordinal);

        await _calendar.TickAsync(app, new(2022, 5, 26), new(0, 0));
        await ReportAsync(app, "plan", "d2", "Said since.");
        await _calendar.TickAsync(app, new(2022, 5, 27), Noon);
        var page = await app.TextFileAsync("plan/changes/latest.html");
        Assert.Contains("What has changed since the plan began on 26 May 2022", page, StringComparison.Ordinal);
        Assert.Equal(["Said since."], Told(page));
    }

    /// <summary>Midnight in London comes at 23:00 or 00:00 UTC; the days on which the clocks change last 23 and 25
    /// hours.</summary>
    [Theory]
    [InlineData("2027-03-27", "2027-03-28T00:00:00Z")]
    [InlineData("2027-03-28", "2027-03-28T23:00:00Z")]
    [InlineData("2027-10-30", "2027-10-30T23:00:00Z")]
    [InlineData("2027-10-31", "2027-11-01T00:00:00Z")]
    public async Task A_plan_publishes_itself_when_a_day_in_London_makes_an_item_overdue(string due, string midnight)
    {
        await using var app = await _calendar.StartAppAsync(azurite);
        var (last, next) = (
            DateOnly.ParseExact(due, "yyyy-MM-dd"),
            DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture));
        _calendar.Now = LondonTime.At(last.AddDays(-10), Noon);
        await EnterAsync(app, "plan", [], timescale: $"by {Words.Day(last)}");
        await ReportAsync(app, "plan", "d1", "Work goes on.");
        Assert.Equal(1, await TickAsync(next.AddDays(-2)));
        Assert.Equal(1, await TickAsync(next.AddSeconds(-1)));
        Assert.Equal(0, (int)(await app.JsonFileAsync("plan/latest.json"))["totals"]!["overdue"]!);

        Assert.Equal(2, await TickAsync(next));
        Assert.Equal(3, (int)(await app.JsonFileAsync("plan/latest.json"))["totals"]!["overdue"]!);
        Assert.Contains("Overdue", await app.TextFileAsync("plan/changes/latest.html"), StringComparison.Ordinal);
        Assert.Equal(2, await TickAsync(next.AddMinutes(1)));
        Assert.Equal(2, await TickAsync(next.AddDays(1)));

        async Task<long> TickAsync(DateTimeOffset at)
        {
            _calendar.Now = at;
            await app.Get<SnapshotJob>().RunAsync(TestContext.Current.CancellationToken);
            return await app.WholeAsync("plan");
        }
    }

    private static async Task EnterAsync(
        HubApp app,
        string plan,
        string[] board,
        string timescale = "by December 2022",
        string reference = "2021-06-01")
    {
        var answer = await app.Office.PutJsonAsync($"api/plans/{plan}", new
        {
            id = plan,
            title = "A plan",
            organisation = "A council",
            status = "adopted",
            referenceDate = reference,
            reviewEvery = "P10Y",
            calendar = new { board },
            items = Enumerable.Range(1, 3).Select(i => new { id = $"d{i}", title = $"Deliverable {i}", timescale }),
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task ReportAsync(HubApp app, string item, string summary)
    {
        foreach (var plan in await app.Plans.ListAsync(TestContext.Current.CancellationToken))
            await ReportAsync(app, plan, item, summary);
    }

    private Task ReportAsync(HubApp app, string plan, string item, string summary) =>
        app.ReportAsync(
            new Update
            {
                Plan = plan,
                Deliverable = item,
                AsAt = _calendar.Now.AddMinutes(-1),
                Health = Health.OnTrack,
                Summary = summary,
            });

    /// <summary>The reports that a page of changes tells of, in the plan's order.</summary>
    private static IEnumerable<string> Told(string page) =>
        page.Split('\n')
            .Where(line => line.Contains("New report: ", StringComparison.Ordinal))
            .Select(line => line.Split("New report: ")[1].Split('<')[0]);

    private static async Task<FileStamp> StampAsync(HubApp app, string name) =>
        (await app.Get<BlobSnapshotFiles>().FindAsync(name, TestContext.Current.CancellationToken))!;
}
