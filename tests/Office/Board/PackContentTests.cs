using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>What stands in a pack: figures, exceptions in the partner's words, decisions, changes and silence.</summary>
public sealed class PackContentTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly BoardHub _hub = new(azurite);

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task An_exception_has_the_partners_words_the_remedial_action_and_the_new_date()
    {
        await _hub.ReportTroubleAsync();

        var exception = Of((await DraftAsync())["exceptions"]!, "d1");

        Assert.Equal(["overdue", "offTrack"], exception["why"]!.AsArray().Select(w => w!.GetValue<string>()));
        Assert.Equal("The builder is ill.", exception.Text("summary"));
        Assert.Equal("Winter may come first.", exception.Text("risks"));
        Assert.Equal("A second builder is asked.", exception.Text("next"));
        Assert.Equal(("end of July 2022", "2022-07-31", "2022-03-31"),
            (exception.Text("forecast"), exception.Text("newDate"), exception.Text("due")));
        Assert.Equal("Ann Lee", exception["owner"]!.Text("name"));
    }

    [Fact]
    public async Task Figures_are_those_of_the_plans_own_totals_of_deliverables()
    {
        await _hub.ReportTroubleAsync();
        await _hub.ReportAsync("d2", "2022-05-20T09:00:00Z", null, lifecycle: "complete");
        var stored = (await _hub.App.Plans.FindAsync("town", BoardHub.Stop))!;
        var totals = PlanTotals.OfDeliverables(stored.Plan, stored.Items, new(2022, 5, 24));

        var lines = (await DraftAsync())["lines"]!.AsArray().ToDictionary(l => l!.Text("line"), l => l!["now"]!.GetValue<int>());

        Assert.Equal(
            (totals.Items, totals.Complete, totals.OffTrack, totals.NotReported, totals.NotStarted, totals.Overdue,
                totals.Undated, totals.Unowned),
            (lines["deliverables"], lines["complete"], lines["offTrack"], lines["notReported"], lines["notStarted"],
                lines["overdue"],
                lines["undated"], lines["unowned"]));
        Assert.Equal((4, 1, 1, 1, 1),
            (lines["deliverables"], lines["complete"], lines["offTrack"], lines["undated"], lines["unowned"]));
    }

    [Fact]
    public async Task The_next_pack_is_reconciled_with_the_last_and_says_what_changed_and_why()
    {
        await _hub.ReportTroubleAsync();
        await _hub.FreezeAsync();
        var hash = BoardHub.HashOf(await _hub.FileAsync("pack.json"));
        await _hub.ReportAsync("d1", "2022-05-23T09:00:00Z", "onTrack", lifecycle: "complete");
        var item = "/office/plans/town/items/d2";
        await _hub.Secretary.SendAsync(
            await _hub.Secretary.OpenAsync(item), item,
                new() { ["approved-complete"] = "2023-02-28", ["reason"] = "Lamps come late" });

        var pack = await DraftAsync(BoardHub.NextAddress);

        Assert.Equal(hash, pack["previous"]!.Text("hash"));
        Assert.All(pack["lines"]!.AsArray(), l =>
            Assert.Equal(Number(l!, "now"), Number(l!, "before") + l!["became"]!.AsArray().Count - l["ceased"]!.AsArray().Count));
        var done = pack["lines"]!.AsArray().Single(l => l!.Text("line") == "complete")!;
        Assert.Equal((0, 1), (Number(done, "before"), Number(done, "now")));
        Assert.Equal("d1", Assert.Single(done["became"]!.AsArray())!.Text("id"));
        Assert.Equal(["d1", "d2"], pack["changes"]!.AsArray().Select(c => c!.Text("id")));
        Assert.Equal("Lamps come late", Of(pack["changes"]!, "d2")["approvals"]![0]!.Text("text"));
        Assert.Equal("2023-02-28", Of(pack["changes"]!, "d2")["after"]!.Text("due"));
        Assert.Equal(1, Of(pack["changes"]!, "d1")["reports"]!.GetValue<int>());
        var page = (await _hub.Secretary.OpenAsync(BoardHub.NextAddress)).Body!.TextContent;
        Assert.Contains("31 December 2022 → 28 February 2023", page, StringComparison.Ordinal);
        Assert.Contains("Off track → Complete", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_did_not_reply_is_named_with_the_day_the_report_was_due()
    {
        await _hub.PutAsync(new
        {
            id = "town",
            title = "Town plan",
            referenceDate = "2022-01-01",
            owners = new[] { new { id = "ann", name = "Ann Lee" } },
            items = new[] { new { id = "d1", title = "A path", owner = "ann", timescale = "by December 2022" } },
        });

        var silent = Of((await DraftAsync())["notReplied"]!, "d1");

        Assert.Equal(("Ann Lee", "2022-04-01"), (silent["owner"]!.Text("name"), silent.Text("reportDue")));
        Assert.Equal(["silent"], Of((await DraftAsync())["exceptions"]!, "d1")["why"]!.AsArray()
            .Select(w => w!.GetValue<string>()));
    }

    private async Task<JsonNode> DraftAsync(string address = BoardHub.Address) =>
        JsonNode.Parse(await _hub.FileAsync("pack.json", address))!;

    private static JsonNode Of(JsonNode list, string id) => list.AsArray().Single(e => e!.Text("id") == id)!;

    private static int Number(JsonNode node, string name) => node[name]!.GetValue<int>();
}
