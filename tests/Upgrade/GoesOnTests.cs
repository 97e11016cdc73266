using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Upgrade;

/// <summary>The hub goes on with what an earlier version stored. Each test has a copy of its own.</summary>
public sealed class GoesOnTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StoredSample _sample = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sample = await StoredSample.StartAsync(azurite);

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task The_next_snapshots_link_to_the_last_stored_ones_and_the_chains_verify_across()
    {
        var office = _sample.App.Office;
        var update = new { plan = "harbour", deliverable = "1.1", asAt = "2022-06-01T12:00:00Z", summary = "The crane came." };
        Assert.Equal(HttpStatusCode.OK, (await _sample.Partner("museum").SignedAsync(update, "after-upgrade")).StatusCode);
        (await office.DeleteAsync("/api/plans/valley/hold", Stop)).EnsureSuccessStatusCode();
        await PublicAgainAsync("moor");
        foreach (var plan in _sample.Plans.Select(p => p["plan"]!.Text("id")))
        {
            var stored = _sample.SnapshotsOf(plan).ToList();
            Assert.Equal("published", (await _sample.PublishAsync(plan)).Text("outcome"));

            var chain = await _sample.ChainAsync(plan);

            Assert.Equal(stored[^1].Text("hash"), chain[0].Text("previous"));
            var old = chain.Skip(1).Reverse().Select(l => (l["sequence"]!.GetValue<long>(), l.Text("hash"), l.Text("file")));
            Assert.Equal(stored.Select(s => (s["sequence"]!.GetValue<long>(), s.Text("hash"), s.Text("file"))), old);
            foreach (var link in chain)
            {
                var rebuilt = await office.GetJsonAsync($"/api/plans/{plan}/snapshots/{link["sequence"]}");
                Assert.Equal(link == chain[0] ? "snapshot/2" : "snapshot/1", rebuilt.Text("schema"));
                Assert.Equal(link.Text("hash"), rebuilt.Text("hash"));
            }
        }
    }

    [Fact]
    public async Task The_hold_and_the_withdrawal_stay_in_force_whatever_is_reported()
    {
        foreach (var (plan, outcome) in _sample.Facts["outcomes"]!.AsObject())
        {
            var before = await _sample.FileAsync($"{plan}/latest.json");
            var item = _sample.Plans.Single(p => p["plan"]!.Text("id") == plan)["items"]![0]!["item"]!.Text("id");
            var update = new { plan, deliverable = item, asAt = "2022-06-01T12:00:00Z", summary = "After the change." };
            Assert.Equal(HttpStatusCode.OK, (await _sample.Partner("museum").SignedAsync(update, $"to-{plan}")).StatusCode);

            Assert.Equal((string?)outcome, (await _sample.PublishAsync(plan)).Text("outcome"));

            Assert.Equal(before, await _sample.FileAsync($"{plan}/latest.json"));
            Assert.Equal(_sample.SnapshotsOf(plan).Count(), (await _sample.FilesAsync($"{plan}/history/")).Count);
        }

        var index = JsonNode.Parse(await _sample.FileAsync("index.json"))!["plans"]!.AsArray().Select(p => p!.Text("id"));
        Assert.Equal(_sample.Plans.Where(p => (bool)p["published"]!).Select(p => p["plan"]!.Text("id")).Order(), index.Order());
    }

    [Fact]
    public async Task What_was_refused_is_replayed_once_the_word_is_explained()
    {
        var museum = _sample.Partners.Single(p => p.Text("id") == "museum")["entered"]!.DeepClone();
        museum["statusWords"]![_sample.Facts.Text("unknownWord")] = new JsonObject { ["health"] = "offTrack" };
        (await _sample.App.Office.PutJsonAsync("/api/partners/museum", museum)).EnsureSuccessStatusCode();
        var oldestFirst = _sample.Facts["quarantine"]!.AsArray().OfType<JsonNode>().Reverse();
        foreach (var entry in oldestFirst.Where(e => e["text"] is null))
        {
            var replayed = await _sample.App.Office.PostAsync($"/api/quarantine/{entry.Text("id")}/replay", null, Stop);
            Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
            var answer = await replayed.JsonAsync();
            Assert.Equal(entry.Text("receipt"), answer.Text("receipt"));
            Assert.Equal(["stored"], StoredSample.Outcomes(answer));
        }

        var left = Assert.Single((await _sample.App.Office.GetJsonAsync("/api/quarantine"))["entries"]!.AsArray())!;
        var unreadable = _sample.Messages.Single(m => m.Text("name") == "unreadable");
        Assert.Equal(unreadable["receipts"]![0]!.Text("receipt"), left.Text("receipt"));
        foreach (var message in _sample.Messages.Where(m => m.Text("name").EndsWith("Refused", StringComparison.Ordinal)))
        {
            var repeat = await (await _sample.RepeatAsync(message)).JsonAsync();
            Assert.All(StoredSample.Outcomes(repeat), outcome => Assert.Equal("duplicate", outcome));
        }
    }

    [Fact]
    public async Task An_owner_answers_by_the_link_of_a_mail_that_was_sent_before()
    {
        var link = _sample.Facts["respond"]!["unused"]!;
        var page = await _sample.App.Anyone.GetAsync(link.Text("path"), Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        var words = new Dictionary<string, string>
        {
            ["answer-0"] = "on-track",
            ["summary-0"] = "Nurses are booked.",
            ["step"] = "send",
        };
        var sent = await _sample.App.Anyone.PostAsync(link.Text("path"), new FormUrlEncodedContent(words), Stop);

        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        var newest = (await HistoryAsync(link))[0]!;
        Assert.Equal((link.Text("owner"), "Nurses are booked."), (newest.Text("by"), newest["update"]!.Text("summary")));
    }

    [Fact]
    public async Task A_page_that_was_sent_before_shows_its_receipt_again_and_is_stored_once()
    {
        var link = _sample.Facts["respond"]!["used"]!;
        var before = (await HistoryAsync(link)).Count;
        var fields = link["fields"]!.AsObject().Select(f => KeyValuePair.Create(f.Key, (string)f.Value!));

        var sent = await _sample.App.Anyone.PostAsync(link.Text("path"), new FormUrlEncodedContent(fields), Stop);

        Assert.Contains(link.Text("receipt"), await sent.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(before, (await HistoryAsync(link)).Count);
    }

    [Fact]
    public async Task Subscribers_stay_and_their_links_of_before_work()
    {
        var known = _sample.Facts["subscribers"]!;
        Assert.Equal([known.Text("confirmed")], await AddressesAsync(confirmed: true));
        Assert.Equal([known.Text("waiting")], await AddressesAsync(confirmed: false));

        (await _sample.App.Anyone.PostAsync(known.Text("confirmWaiting"), null, Stop)).EnsureSuccessStatusCode();
        (await _sample.App.Anyone.PostAsync(known.Text("unsubscribe"), null, Stop)).EnsureSuccessStatusCode();

        Assert.Equal([known.Text("waiting")], await AddressesAsync(confirmed: true));
        Assert.Empty(await AddressesAsync(confirmed: false));
    }

    [Fact]
    public async Task Reminders_go_to_those_only_whom_the_ledger_does_not_call_told()
    {
        var due = _sample.Facts["reminders"]!["due"]!.AsArray().Select(d => d!.Text("owner")).Order().ToList();
        Assert.NotEmpty(due);

        Assert.Equal(due, await RemindAsync());
        Assert.Empty(await RemindAsync());
    }

    private async Task<IEnumerable<string>> RemindAsync()
    {
        var answer = await _sample.App.Office.PostAsync("/api/reminders", null, Stop);
        return (await answer.JsonAsync())["digests"]!.AsArray().Select(d => d!.Text("owner")).Order();
    }

    private async Task<JsonArray> HistoryAsync(JsonNode link)
    {
        var item = await _sample.App.Office.GetJsonAsync($"/api/plans/{link.Text("plan")}/items/{link.Text("item")}");
        return item["history"]!.AsArray();
    }

    private async Task<IEnumerable<string>> AddressesAsync(bool confirmed) =>
        from row in await _sample.RowsAsync("HubSubscribers")
        where row["Address"] is not null
        where bool.Parse(row["Confirmed"]!.Text("value")) == confirmed
        select row["Address"]!.Text("value");

    private async Task PublicAgainAsync(string id)
    {
        var plan = await _sample.App.Office.GetJsonAsync($"/api/plans/{id}");
        var again = new
        {
            id,
            title = plan.Text("title"),
            organisation = plan.Text("organisation"),
            referenceDate = plan.Text("referenceDate"),
            published = true,
            items = from item in plan["items"]!.AsArray().OfType<JsonNode>()
                    select new { id = item.Text("id"), title = item.Text("title"), timescale = item.Text("timescale") },
        };
        (await _sample.App.Office.PutJsonAsync($"/api/plans/{id}", again)).EnsureSuccessStatusCode();
    }
}
