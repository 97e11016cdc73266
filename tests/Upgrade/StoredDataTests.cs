using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Upgrade;

/// <summary>What an earlier version stored is read as it was, and what it promised is kept.</summary>
public sealed class StoredDataTests(StoredSample sample) : IClassFixture<StoredSample>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HttpClient Office => sample.App.Office;

    [Fact]
    public async Task Plans_and_totals_read_as_the_version_before_told_them()
    {
        var listed = (await Office.GetJsonAsync("/api/plans"))["plans"]!.AsArray();
        Assert.Equal(sample.Plans.Select(p => p["plan"]!.Text("id")).Order(), listed.Select(p => p!.Text("id")).Order());
        foreach (var known in sample.Plans)
        {
            var id = known["plan"]!.Text("id");
            var line = listed.Single(p => p!.Text("id") == id)!;
            KnownFacts.AssertHold(known["published"], line["published"], $"{id}/published");
            KnownFacts.AssertHold(known["held"], line["held"], $"{id}/held");
            KnownFacts.AssertHold(known["plan"]!["totals"], line["totals"], $"{id}/totals");
            var plan = await Office.GetJsonAsync($"/api/plans/{id}");
            KnownFacts.AssertHold(known["plan"], plan, id);
            var items = new JsonArray([.. known["items"]!.AsArray().Select(i => i!["item"]!.DeepClone())]);
            KnownFacts.AssertHold(items, plan["items"], $"{id}/items");
        }
    }

    [Fact]
    public async Task Every_item_has_the_milestones_and_the_history_that_it_had()
    {
        foreach (var known in sample.Plans)
        {
            foreach (var item in known["items"]!.AsArray())
            {
                var path = $"/api/plans/{known["plan"]!.Text("id")}/items/{item!["item"]!.Text("id")}";
                var answer = await Office.GetJsonAsync(path);
                KnownFacts.AssertHold(item["milestones"], answer["milestones"], $"{path}/milestones");
                KnownFacts.AssertHold(item["history"], answer["history"], $"{path}/history");
            }
        }
    }

    [Fact]
    public async Task A_repeat_of_any_message_answers_as_before_and_changes_nothing()
    {
        foreach (var message in sample.Messages)
        {
            var answer = await sample.RepeatAsync(message);
            Assert.Equal(message["repeat"]!["status"]!.GetValue<int>(), (int)answer.StatusCode);
            var outcomes = StoredSample.Outcomes(await answer.JsonAsync());
            Assert.Equal(message["repeat"]!["outcomes"]!.AsArray().Select(o => (string?)o), outcomes);
        }

        await Every_item_has_the_milestones_and_the_history_that_it_had();
        await The_quarantine_lists_what_was_refused();
    }

    [Fact]
    public async Task A_known_id_with_another_body_is_refused()
    {
        var message = sample.Messages.Single(m => m.Text("name") == "first");
        var body = message.Text("body").Replace("Walls", "Floors", StringComparison.Ordinal);
        Assert.NotEqual(message.Text("body"), body);

        var other = await sample.RepeatAsync(message, body);

        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    [Fact]
    public async Task Every_receipt_still_answers()
    {
        foreach (var message in sample.Messages)
        {
            foreach (var known in message["receipts"]!.AsArray().OfType<JsonNode>())
            {
                var answer = await sample.Partner(message.Text("partner")).GetAsync($"receipts/{known.Text("receipt")}");
                Assert.Equal(known["status"]!.GetValue<int>(), (int)answer.StatusCode);
                if (known["updates"] is { } updates)
                    KnownFacts.AssertHold(updates, (await answer.JsonAsync())["updates"], message.Text("name"));
            }
        }
    }

    [Fact]
    public async Task The_quarantine_lists_what_was_refused()
    {
        var listed = await Office.GetJsonAsync("/api/quarantine");
        KnownFacts.AssertHold(sample.Facts["quarantine"], listed["entries"], "quarantine");
    }

    [Fact]
    public async Task Secrets_and_tokens_of_every_partner_still_authenticate()
    {
        foreach (var id in sample.Partners.Select(p => p.Text("id")))
        {
            var partner = sample.Partner(id);
            var update = new { plan = "valley", deliverable = "v1", asAt = "2022-06-01", percentComplete = 1 };
            Assert.Equal(HttpStatusCode.OK, (await partner.SignedAsync(update, "dry", "?dryRun=true")).StatusCode);
            var body = Encoding.UTF8.GetBytes(Sender.Envelope(update));
            Assert.Equal(HttpStatusCode.OK, (await partner.BearerAsync(body, query: "?dryRun=true")).StatusCode);
            var altered = partner.With(partner.Secret, partner.Token[..^2] + "AA");
            Assert.Equal(HttpStatusCode.Unauthorized, (await altered.BearerAsync(body, query: "?dryRun=true")).StatusCode);
        }
    }

    [Fact]
    public async Task Every_stored_snapshot_is_made_again_to_the_byte()
    {
        foreach (var known in sample.Snapshots)
        {
            var answer = await Office.GetAsync($"/api/plans/{known.Text("plan")}/snapshots/{known["sequence"]}", Stop);
            var file = await sample.FileAsync($"{known.Text("plan")}/{known.Text("file")}");
            Assert.Equal(Encoding.UTF8.GetString(file!), await answer.Content.ReadAsStringAsync(Stop));
        }
    }

    [Fact]
    public async Task The_ledger_says_who_was_told_and_who_cannot_be_reached()
    {
        var known = sample.Facts["reminders"]!;
        var ledger = await Office.GetJsonAsync("/api/reminders");
        Assert.Equal(Sorted(known["ledger"]!), Sorted(ledger["digests"]!));
        KnownFacts.AssertHold(known["unreachable"], ledger["unreachable"], "unreachable");
    }

    private static IEnumerable<string> Sorted(JsonNode rows) =>
        rows.AsArray().Select(r => $"{r!.Text("owner")} {r!.Text("status")} {r!["attempts"]}").Order();
}
