using System.Net.Http.Headers;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>Today's work is made from what is stored, and each line opens the list in which it is done.</summary>
public sealed class TodayTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_plan_it_says_so() =>
        Assert.Contains(
            "There is no plan yet.",
            (await _visitor.OpenAsync("/office")).Body!.TextContent,
            StringComparison.Ordinal);

    [Fact]
    public async Task Counts_what_a_plan_needs_and_every_line_opens_a_list_of_that_many()
    {
        await PlanAsync("adopted");

        var lines = await LinesAsync();

        Assert.Equal(
            [
                "2 deliverables have not been reported on in time; the Board meets in 29 days",
                "1 item contradicts its dates: on track, and overdue",
                "1 owner has no address",
                "The date of the annual council meeting in 2023 is missing",
            ],
            lines.Select(l => l.Text));
        foreach (var (expected, at) in ((string, int)[])[("1 2", 0), ("3", 1), ("2", 2), ("4", 3)])
        {
            var list = await _visitor.OpenAsync(lines[at].Address);
            Assert.Equal(
                expected,
                string.Join(' ', list.QuerySelectorAll(".office-card h2").Select(h => h.TextContent.Trim().Split(' ')[0])));
        }
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("closed")]
    public async Task A_plan_that_is_not_in_force_needs_nobody(string status)
    {
        await PlanAsync(status);

        Assert.Empty(await LinesAsync());
        Assert.Contains(
            "Nothing waits for you.",
            (await _visitor.OpenAsync("/office")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_held_texts_and_refused_updates()
    {
        await PlanAsync("adopted");
        var partner = await UpdatesHub.NewPartnerAsync(_app);
        await partner.SignedAsync(
            new object[]
            {
                Update("1", "Ring Jo on 07700 900123."),
                new
                {
                    plan = "town",
                    deliverable = "2",
                    asAt = "2022-05-20",
                    health = "puce",
                },
            },
            "m1");

        var lines = await LinesAsync();

        Assert.Equal(("1 text held back from publication", "/office/held"), lines[0]);
        Assert.Equal(("1 update refused, the oldest on 24 May 2022", "/office/refused"), lines[1]);
    }

    [Fact]
    public async Task An_imported_plan_waits_for_its_reminders()
    {
        using var file = new StringContent("Title,Owner,By when\nA path,Ann Lee,June 2022\n");
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        (await _app.Office.PostAsync("/api/plans/town/import", file, Stop)).EnsureSuccessStatusCode();

        Assert.Equal("Reminders wait: nobody is asked until they are started", Assert.Single(await LinesAsync()).Text);
    }

    private static object Update(string item, string? summary = null) =>
        new { plan = "town", deliverable = item, asAt = "2022-05-20T09:00:00Z", health = "onTrack", summary };

    private async Task PlanAsync(string status)
    {
        (await _app.Office.PutJsonAsync(
                "/api/plans/town",
                new
                {
                    id = "town",
                    title = "Town plan",
                    status,
                    referenceDate = "2022-01-01",
                    calendar = new { board = new[] { "2022-02-24", "2022-06-22" } },
                    owners = new object[]
                    {
                        new
                        {
                            id = "lead",
                            name = "Ann Lee",
                            email = "ann@town.example",
                        },
                        new { id = "vacant", role = "Head of Parks" },
                    },
                    items = new object[]
                    {
                        new
                        {
                            id = "1",
                            title = "A path",
                            owner = "lead",
                            timescale = "by December 2022",
                        },
                        new
                        {
                            id = "2",
                            title = "A park",
                            owner = "vacant",
                            timescale = "by December 2022",
                        },
                        new
                        {
                            id = "3",
                            title = "A pool",
                            owner = "lead",
                            timescale = "by March 2022",
                        },
                        new
                        {
                            id = "4",
                            title = "A panel",
                            owner = "lead",
                            timescale = "2022/23 municipal year",
                        },
                    },
                })).EnsureSuccessStatusCode();
        if (status != "adopted")
            return;
        var partner = await UpdatesHub.NewPartnerAsync(_app);
        (await partner.SignedAsync(new[] { Update("3"), Update("4") }, "first")).EnsureSuccessStatusCode();
    }

    private async Task<IReadOnlyList<(string Text, string Address)>> LinesAsync() =>
        [
            .. (await _visitor.OpenAsync("/office"))
                .QuerySelectorAll(".office-work li")
                .Select(l => (l.QuerySelector("span")!.TextContent, l.QuerySelector("a")!.GetAttribute("href")!)),
        ];
}
