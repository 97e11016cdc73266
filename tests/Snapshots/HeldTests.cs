using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Snapshots;

/// <summary>A text that the guard holds back goes to the office, which releases, redacts or returns it.</summary>
public sealed class HeldTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Private = "Ring Jo on 07700 900123.";

    private static readonly DateTimeOffset Start = new(2022, 5, 20, 9, 0, 0, TimeSpan.Zero);

    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        await _app.PutAsync("town", 1);
        await SayAsync("The design is done.", 0);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Keeps_the_last_cleared_sentence_up_while_the_newest_waits()
    {
        await SayAsync(Private, 1);
        await SayAsync(Private + " Or Ann.", 2);

        Assert.Equal("The design is done.", await SummaryAsync());
    }

    [Fact]
    public async Task Lists_what_is_held_with_its_reason_and_the_partner_it_came_from()
    {
        await SayAsync(Private, 1);

        var held = Assert.Single(await HeldAsync())!;

        Assert.Equal(
            ("town", "d1", "summary", Private, "a phone number", "tester"),
            (
                held.Text("plan"),
                held.Text("item"),
                held.Text("field"),
                held.Text("text"),
                held.Text("reason"),
                held.Text("partner")));
        Assert.Equal(HeldDecision.IdOf("town", "d1", "summary", Private), held.Text("id"));
        Assert.NotNull(held["since"]);
    }

    [Fact]
    public async Task Publishes_a_released_text_and_holds_a_changed_one_again()
    {
        await SayAsync(Private, 1);
        await DecideAsync("release", new { reason = "A public helpline." });
        Assert.Equal(Private, await SummaryAsync());
        Assert.Empty(await HeldAsync());

        await SayAsync(Private + " Or Ann.", 2);

        Assert.Equal(Private, await SummaryAsync());
        Assert.Single(await HeldAsync());
    }

    [Fact]
    public async Task Publishes_the_redacted_text_and_keeps_the_partners_in_history()
    {
        await SayAsync(Private, 1);
        await DecideAsync("redact", new { text = "Ring the office." });

        Assert.Equal("Ring the office.", await SummaryAsync());
        var history = (await _app.Office.GetJsonAsync("/api/plans/town/items/d1"))["history"]!.AsArray();
        Assert.Equal(("disclosure", "office"), (history[0]!.Text("kind"), history[0]!.Text("by")));
        Assert.Equal(Private, history[1]!["update"]!.Text("summary"));
    }

    [Fact]
    public async Task Refuses_a_redacted_text_that_tells_of_a_person_too()
    {
        await SayAsync(Private, 1);

        var answer = await PostAsync("redact", new { text = "Write to jo@example.org." });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("/text", (await answer.JsonAsync())["errors"]![0]!.Text("pointer"));
        Assert.Equal("The design is done.", await SummaryAsync());
    }

    [Theory]
    [InlineData("release", "redact", "Ring the office.")]
    [InlineData("redact", "release", Private)]
    [InlineData("release", "return", "The design is done.")]
    public async Task The_later_of_two_decisions_counts(string first, string second, string shown)
    {
        await SayAsync(Private, 1);
        var body = new { reason = "Public.", text = "Ring the office.", message = "Please leave the number out." };
        await DecideAsync(first, body);
        await SummaryAsync();

        await DecideAsync(second, body);

        Assert.Equal(shown, await SummaryAsync());
        Assert.Empty(await HeldAsync());
    }

    [Fact]
    public async Task However_many_long_decisions_there_are_the_item_takes_updates()
    {
        var reason = new string('"', 10_000);
        for (var n = 1; n <= 30; n++)
        {
            var text = $"{Private} {n}";
            await SayAsync(text, n);
            var answer = await PostAsync("release", new { reason }, HeldDecision.IdOf("town", "d1", "summary", text));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await SayAsync("The roof is on.", 31);

        Assert.Equal("The roof is on.", await SummaryAsync());
    }

    [Fact]
    public async Task A_repeated_decision_changes_nothing()
    {
        await SayAsync(Private, 1);
        var first = await DecideAsync("release", new { reason = "Public." });
        var before = (await _app.Office.GetJsonAsync("/api/plans/town/items/d1"))["history"]!.AsArray().Count;

        var second = await DecideAsync("release", new { reason = "Public." });

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal(before, (await _app.Office.GetJsonAsync("/api/plans/town/items/d1"))["history"]!.AsArray().Count);
    }

    [Fact]
    public async Task Rebuilds_the_snapshots_before_and_after_a_decision_to_the_byte()
    {
        await SayAsync(Private, 1);
        await SummaryAsync();
        await DecideAsync("redact", new { text = "Ring the office." });
        await SummaryAsync();

        var newest = await _app.JsonFileAsync("town/latest.json");
        for (var sequence = (long)newest["sequence"]!; sequence > 0; sequence--)
        {
            var rebuilt = await _app.Get<SnapshotRebuilder>().RebuildAsync("town", sequence, Stop);
            Assert.True(Chain.IsIntact(CanonicalJson.Write(rebuilt!.Snapshot)));
        }
    }

    [Fact]
    public async Task An_erasure_takes_a_text_out_of_a_decision_too()
    {
        await SayAsync(Private, 1);
        await DecideAsync("redact", new { text = "Ring Jo Smith at the office." });
        Assert.Contains("Jo Smith", await SummaryAsync(), StringComparison.Ordinal);

        var erasure = new { item = "d1", field = "summary", text = "Jo Smith", reason = "Asked for." };
        (await _app.Office.PostJsonAsync("/api/plans/town/erasures", erasure)).EnsureSuccessStatusCode();

        Assert.DoesNotContain("Jo Smith", await _app.TextFileAsync("town/latest.json"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Jo Smith",
            (await _app.Office.GetJsonAsync("/api/plans/town/items/d1")).ToJsonString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_problems_to_what_it_cannot_take_and_asks_for_the_office_key()
    {
        await SayAsync(Private, 1);

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await PostAsync("release", new { reason = "x" }, "00000000000000000000")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("release", new { reason = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("return", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app.Anyone.GetAsync("/api/held", Stop)).StatusCode);
    }

    private async Task SayAsync(string summary, int hour) =>
        await _app.ReportAsync(new Update { Plan = "town", Deliverable = "d1", AsAt = Start.AddHours(hour), Summary = summary });

    private async Task<string?> SummaryAsync()
    {
        await _app.PublishAsync("town");
        return (string?)(await _app.JsonFileAsync("town/latest.json"))["items"]![0]!["summary"];
    }

    private async Task<JsonArray> HeldAsync() => (await _app.Office.GetJsonAsync("/api/held"))["held"]!.AsArray();

    private async Task<JsonNode> DecideAsync(string decision, object body)
    {
        var answer = await PostAsync(decision, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.JsonAsync();
    }

    private Task<HttpResponseMessage> PostAsync(string decision, object body, string? id = null) => _app.Office.PostJsonAsync(
        $"/api/held/{id ?? HeldDecision.IdOf("town", "d1", "summary", Private)}/{decision}", body);
}
