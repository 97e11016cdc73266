using System.Text;
using Azure.Data.Tables;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>The list of a round is made from what is stored: who was asked, who answered what, and whom mail does not
/// reach.</summary>
public sealed class RoundListTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_have_not_answered_come_first_with_what_keeps_them_from_being_asked()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await rig.ReportAsync("3");

        var list = await rig.ListAsync();

        Assert.Equal(
            ["Ann Lee Not replied", "Cy Roe Not replied", "Harbour Trust Not replied", "Dee Fox Replied"],
            list.Select(row => row[0]));
        Assert.Equal("1 of 1: 1 on track; last 24 May 2022", list[3][4]);
        Assert.Equal(("not yet", "no", "no", "Bo Day"), (list[0][2], list[0][3], list[0][4], list[0][7]));
        Assert.Contains("Not asked: no address is entered.", list[1][1], StringComparison.Ordinal);
        Assert.Contains("Not asked: nobody to ask: name an owner.", list[2][1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_from_before_the_round_is_no_answer_and_one_of_two_is_half_of_one()
    {
        await using var rig = await RoundRig.StartAsync(azurite, "2022-05-10T07:00:00Z", opened: false);
        await rig.ReportAsync("3");
        rig.Clock.Shift += TimeSpan.FromDays(14);
        using var later = await Visitor.SignedInAsync(rig.App);
        await later.SendAsync(await later.OpenAsync(RoundRig.Rounds), RoundRig.Rounds);
        await rig.ReportAsync("1", Health.AtRisk);

        var list = RoundRig.Cells(await later.OpenAsync(RoundRig.Address));

        Assert.Equal("1 of 2: 1 at risk; last 24 May 2022", list.Single(row => row[0] == "Ann Lee Not replied")[4]);
        Assert.Equal("no", list.Single(row => row[0] == "Dee Fox Not replied")[4]);
    }

    [Fact]
    public async Task Ordinary_reminders_count_as_asked_and_only_those_about_the_plan()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        foreach (var (owner, plans) in (ValueTuple<string, string[]>[])[("ann", ["town"]), ("dee", ["other"])])
        {
            var identity = Recipient.IdentityOf($"{owner}@town.example");
            var row = new LedgerRow(new(2022, 5, 23), identity, $"{plans[0]}/{owner}", LedgerStatus.Sent, 1,
                DateTimeOffset.UnixEpoch, new HashSet<long> { 1 })
            {
                Plans = plans,
                SettledAt = new(2022, 5, 23, 8, 0, 0, TimeSpan.Zero),
            };
            Assert.NotNull(await rig.App.Get<IReminderLedger>().AddAsync(row, Stop));
        }

        var list = await rig.ListAsync();

        Assert.Equal(("1 time, last 23 May 2022", "no"), (list[0][2], list[0][3]));
        Assert.Equal("not yet", list.Single(row => row[0] == "Dee Fox Not replied")[2]);
    }

    [Fact]
    public async Task Bounces_automatic_replies_and_plans_that_wait_stand_in_the_row()
    {
        var directory = new Mock<IDirectory>();
        directory.Setup(d =>
            d.AwayAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new HashSet<string> { "ANN@town.example" });
        await using var rig = await RoundRig.StartAsync(azurite, more: services => services.AddSingleton(directory.Object));
        await BounceAsync(rig, "dee@town.example", "spamreport");

        var list = await rig.ListAsync();

        Assert.Equal("automatic reply", list[0][6]);
        var dee = list.Single(row => row[0] == "Dee Fox Not replied");
        Assert.Equal("called spam, 20 May 2022", dee[5]);
        Assert.Contains("Not asked: the person called the hub’s mail spam.", dee[1], StringComparison.Ordinal);
        Assert.Contains("The deputy is not asked: no address is entered.", dee[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_round_keeps_what_was_answered_within_it()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await rig.ReportAsync("3", Health.AtRisk);
        var round = await rig.App.Get<TableRounds>().FindAsync("town", new(2022, 6, 22), Stop);
        Assert.NotNull(await rig.App.Get<TableRounds>().ReplaceAsync(round! with { ClosedOn = new(2022, 5, 24) }, Stop));
        rig.Clock.Shift += TimeSpan.FromDays(2);
        await rig.ReportAsync("3", Health.OnTrack);
        await rig.ReportAsync("1", Health.OnTrack);

        var lines = (await rig.StateAsync()).Lines;

        var dee = lines.Single(l => l.Key == "dee");
        Assert.Equal(Standing.AtRisk, Assert.Single(dee.Answers).Standing);
        Assert.Equal(2, lines.Single(l => l.Key == "ann").Waiting);
    }

    [Fact]
    public async Task The_file_has_every_line_and_no_cell_that_a_spreadsheet_calculates()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await rig.PutAsync(new
        {
            id = "town",
            title = "Town plan",
            referenceDate = "2022-04-01",
            calendar = new { board = new[] { "2022-06-22" } },
            owners = new object[] { new { id = "ann", name = "=HYPERLINK(\"x\")", email = "ann@town.example" } },
            items = new object[] { new { id = "1", title = "A path, \"wide\"", owner = "ann", timescale = "by December 2022" } },
        });

        var bytes = await rig.Visitor.Client.GetByteArrayAsync($"{RoundRig.Address}/export", Stop);

        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.StartsWith("\uFEFFwho,asked", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("\"'=HYPERLINK(\"\"x\"\")\",0,", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"1 A path, \"\"wide\"\"\"", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("@", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_to_be_reminded_later_is_shown_as_that_and_has_not_replied()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var stored = (await rig.App.Plans.FindItemAsync("town", "3", Stop))!;
        var state = stored.Item.State with { SnoozedUntil = new(2022, 6, 7) };
        var now = rig.App.Get<HubClock>().Now;
        var entry = new HistoryEntry { Sequence = 2, Kind = HistoryKind.Assignment, At = now, By = "dee", State = state };
        var change = new ItemChange(stored, stored.Item with { State = state, Sequence = 2 }, [entry]);
        await rig.App.Plans.CommitAsync(new PlanCommit("town") { Items = [change] }, Stop);

        Assert.Equal("no; asked to be reminded on 7 June 2022", (await rig.ListAsync())
            .Single(row => row[0] == "Dee Fox Not replied")[4]);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_keeps_no_other_round_from_being_seen()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await rig.App.Storage.Tables.GetTableClient(TableRounds.TableName).AddEntityAsync(
            new TableEntity("rounds", "a-plan|2022-06-22") { ["Board"] = "broken", ["Closed"] = "" }, Stop);

        Assert.Contains("have not replied", (await rig.Visitor.OpenAsync("/office")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4 have not replied", (await rig.Visitor.OpenAsync("/office/rounds")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("0 of 4 have replied", (await rig.Visitor.OpenAsync("/office/plans/town")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    private static Task BounceAsync(RoundRig rig, string address, string kind) =>
        rig.App.Get<IReminderLedger>()
            .BounceAsync(new Bounce(Recipient.IdentityOf(address), kind, new(2022, 5, 20, 9, 0, 0, TimeSpan.Zero)), Stop);
}
