using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Updates;

public sealed class QuarantineTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task Replays_what_was_refused_once_the_words_are_mended_and_a_repeat_of_the_message_is_all_duplicate()
    {
        var partner = await hub.NewPartnerAsync();
        var message = new[] { Sender.Update("d1"), Sender.Update("d1", "2022-05-21", "puce"), Sender.Update("d2") };
        var answer = await (await partner.SignedAsync(message, "m1")).JsonAsync();
        Assert.Equal(["stored", "quarantined", "stored"], Enumerable.Range(0, 3).Select(answer.Outcome));
        await hub.App.Office.PutJsonAsync(
            $"/api/partners/{partner.Id}",
            new
            {
                name = "x",
                plans = new[] { "town" },
                statusWords = new { Puce = new { health = "offTrack" } },
            });
        var entry = Assert.Single(await EntriesAsync(partner))!;

        var replayed = await ReplayAsync(entry);

        Assert.Equal("stored", (await replayed.JsonAsync()).Outcome());
        Assert.Equal(answer.Text("receipt"), (await replayed.JsonAsync()).Text("receipt"));
        Assert.Equal(Health.OffTrack, (await hub.App.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Health);
        Assert.Empty(await EntriesAsync(partner));
        var repeat = await (await partner.SignedAsync(message, "m1")).JsonAsync();
        Assert.Equal(["duplicate", "duplicate", "duplicate"], Enumerable.Range(0, 3).Select(repeat.Outcome));
        var receipt = await (await partner.GetAsync($"receipts/{answer.Text("receipt")}")).JsonAsync();
        Assert.Equal(3, receipt["updates"]!.AsArray().Count);
    }

    [Fact]
    public async Task Replays_an_update_about_an_item_that_came_into_the_plan_later()
    {
        await hub.PutPlanAsync("hamlet", 1);
        var partner = await hub.NewPartnerAsync(new { name = "Hamlet", plans = new[] { "hamlet" } });
        object[] message =
        [
            new
            {
                plan = "hamlet",
                deliverable = "d1",
                asAt = "2022-05-20",
            },
            new
            {
                plan = "hamlet",
                deliverable = "d2",
                asAt = "2022-05-20",
            },
        ];
        await partner.SignedAsync(message, "m1");
        var entry = Assert.Single(await EntriesAsync(partner))!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ReplayAsync(entry)).StatusCode);

        await hub.PutPlanAsync("hamlet", 2);

        Assert.Equal("stored", (await (await ReplayAsync(entry)).JsonAsync()).Outcome());
        Assert.Equal(HttpStatusCode.NotFound, (await ReplayAsync(entry)).StatusCode);
        Assert.Equal(
            ["duplicate", "duplicate"],
            Enumerable.Range(0, 2).Select((await (await partner.SignedAsync(message, "m1")).JsonAsync()).Outcome));
    }

    [Fact]
    public async Task Does_not_replay_over_what_the_partner_stored_under_the_same_id_meanwhile()
    {
        var partner = await hub.NewPartnerAsync();
        await partner.SignedAsync(Sender.Update("d3", health: "puce"), "m1");
        await partner.SignedAsync(Sender.Update("d3", health: "atRisk"), "m1");
        await hub.App.Office.PutJsonAsync(
            $"/api/partners/{partner.Id}",
            new
            {
                name = "x",
                plans = new[] { "town" },
                statusWords = new { puce = new { health = "offTrack" } },
            });

        var replayed = await ReplayAsync(Assert.Single(await EntriesAsync(partner))!);

        Assert.Equal(HttpStatusCode.Conflict, replayed.StatusCode);
        Assert.Equal(Health.AtRisk, (await hub.App.Plans.FindItemAsync("town", "d3", Stop))!.Item.State.Health);
    }

    [Fact]
    public async Task Keeps_a_refused_body_of_the_largest_size_byte_for_byte()
    {
        var partner = await hub.NewPartnerAsync();
        var body = RandomNumberGenerator.GetBytes(1024 * 1024);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await partner.SignedAsync(body, "noise")).StatusCode);

        var id = Assert.Single(await EntriesAsync(partner))!.Text("id");
        Assert.Equal(body, (await hub.App.Get<Quarantine>().FindAsync(id, Stop))!.Raw);
        Assert.Equal(HttpStatusCode.NoContent, (await hub.App.Office.DeleteAsync($"/api/quarantine/{id}", Stop)).StatusCode);
        Assert.Empty(await EntriesAsync(partner));
        Assert.Equal(HttpStatusCode.NotFound, (await hub.App.Office.DeleteAsync($"/api/quarantine/{id}", Stop)).StatusCode);
    }

    [Fact]
    public async Task Five_hundred_refused_updates_are_all_there_page_by_page()
    {
        var partner = await hub.NewPartnerAsync();
        var updates = Enumerable.Range(0, 500).Select(n => Sender.Update("d4", health: $"word {n}"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await partner.SignedAsync(updates, "many")).StatusCode);

        var seen = new HashSet<int>();
        for (var page = $"/api/quarantine?partner={partner.Id}"; page is not null;)
        {
            var json = await hub.App.Office.GetJsonAsync(page);
            Assert.All(json["entries"]!.AsArray(), e => Assert.True(seen.Add(e!["index"]!.GetValue<int>())));
            page = json["next"]?.GetValue<string>();
        }

        Assert.Equal(500, seen.Count);
    }

    [Fact]
    public async Task A_partner_sees_its_own_entries_only()
    {
        var (one, two) = (await hub.NewPartnerAsync(), await hub.NewPartnerAsync());
        await one.SignedAsync(Sender.Update(health: "puce"), "m1");

        Assert.Single(await EntriesAsync(one));
        Assert.Empty(await EntriesAsync(two));
        Assert.Equal(HttpStatusCode.Unauthorized, (await two.As(one.Id).GetAsync("quarantine")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hub.App.Anyone.GetAsync("/api/quarantine", Stop)).StatusCode);
    }

    [Fact]
    public async Task Shows_escapes_that_are_no_characters_as_they_were_sent()
    {
        var partner = await hub.NewPartnerAsync();
        var body = Sender
            .Envelope(
                new
                {
                    plan = "town",
                    deliverable = "d5",
                    asAt = "2022-05-20",
                    summary = "HERE",
                })
            .Replace("HERE", @"\ud83d", StringComparison.Ordinal);
        await partner.SignedAsync(Encoding.UTF8.GetBytes(body), "m1");

        var text = await (await partner.GetAsync("quarantine")).Content.ReadAsStringAsync(Stop);

        Assert.Contains(@"""summary"":""\ud83d""", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expires_by_retention()
    {
        var app = await hub.AnotherAsync();
        var partner = await UpdatesHub.NewPartnerAsync(app);
        await partner.SignedAsync(Sender.Update(health: "puce"), "m1");
        var quarantine = app.Get<Quarantine>();
        var now = app.Get<HubClock>().Now;

        Assert.Equal(0, await quarantine.DeleteExpiredAsync(now.AddDays(-90), Stop));
        Assert.Equal(1, await quarantine.DeleteExpiredAsync(now.AddSeconds(1), Stop));

        Assert.Empty((await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray());
        var rows = app
            .Storage.Tables.GetTableClient(Quarantine.TableName)
            .QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Stop);
        Assert.Empty(await rows.ToListAsync(Stop));
    }

    [Theory]
    [InlineData("after=x")]
    [InlineData("after=%ff")]
    [InlineData("partner=No%20Id")]
    [InlineData("after=QUFBfEJCQg")]
    public async Task Refuses_pages_that_it_never_named(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await hub.App.Office.GetAsync($"/api/quarantine?{query}", Stop)).StatusCode);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<JsonArray> EntriesAsync(Sender partner) =>
        (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray();

    private Task<HttpResponseMessage> ReplayAsync(JsonNode entry) =>
        hub.App.Office.PostAsync($"/api/quarantine/{entry.Text("id")}/replay", null, Stop);
}
