using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>A text that the guard holds is said to the partner at once, and so is what the office decides on it.</summary>
public sealed class HeldWarningTests(FreshItems items) : IClassFixture<FreshItems>
{
    private const string Private = "Ring Jo on 07700 900123.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HubApp App => items.Hub.App;

    [Fact]
    public async Task Warns_in_the_answer_in_the_dry_run_and_in_the_receipt()
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(
            ("summary", Private), ("measures", new[] { new { id = "calls", value = 2, unit = "jo@example.org" } }));

        var dry = await partner.BearerAsync(System.Text.Encoding.UTF8.GetBytes(Sender.Envelope(update)), query: "?dryRun=true");
        var sent = await (await partner.BearerAsync(update)).JsonAsync();
        var receipt = await (await partner.GetAsync($"receipts/{sent.Text("receipt")}")).JsonAsync();

        string[] expected = ["/data/summary: this looks like a phone number",
            "/data/measures/0/unit: this looks like an e-mail address"];
        Assert.Equal(expected, Held(await dry.JsonAsync(), "looks like"));
        Assert.Equal(expected, Held(sent, "looks like"));
        Assert.Equal(expected.Select(e => e.Replace("/data", "", StringComparison.Ordinal)),
            Held(receipt["updates"]![0]!, "looks like"));
        Assert.DoesNotContain("07700", sent["warnings"]!.ToJsonString() + receipt.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release", "public", "released", null, null)]
    [InlineData("redact", "public", "redacted", null, "Ring the office.")]
    [InlineData("return", "returned", "returned", "Please leave the number out.", null)]
    public async Task Shows_the_partner_what_the_office_decided(
        string decision, string publication, string outcome, string? message, string? text)
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(("summary", Private));
        await partner.BearerAsync(update);
        Assert.Equal(("held", "a phone number", null), Of(await NewestAsync(partner)));

        var id = HeldDecision.IdOf("fresh", (string)update["deliverable"]!, "summary", Private);
        var body = new { reason = "A public helpline.", text = "Ring the office.", message = "Please leave the number out." };
        (await App.Office.PostJsonAsync($"/api/held/{id}/{decision}", body)).EnsureSuccessStatusCode();
        (await App.Office.PostAsync("/api/snapshots?plan=fresh", null, Stop)).EnsureSuccessStatusCode();

        var newest = await NewestAsync(partner);
        Assert.Equal((publication, "a phone number", outcome), Of(newest));
        Assert.Equal((message, text), ((string?)newest["held"]![0]!["message"], (string?)newest["held"]![0]!["text"]));
        Assert.DoesNotContain("A public helpline.", newest.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_was_replaced_before_anybody_decided_waits_no_more()
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(("summary", Private));
        await partner.BearerAsync(update);
        update["summary"] = "Ring the office.";
        update["asAt"] = "2022-05-21T10:00:00Z";
        await partner.BearerAsync(update);

        var messages = (await (await partner.GetAsync("updates")).JsonAsync())["messages"]!.AsArray();

        Assert.Equal(["waiting", "waiting"], messages.Select(m => m!["updates"]![0]!.Text("publication")));
        Assert.All(messages, m => Assert.Null(m!["updates"]![0]!["held"]));
    }

    [Fact]
    public async Task A_measure_id_that_tells_of_a_person_stays_hidden_when_it_is_redacted()
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(("measures", new[] { new { id = "call-07700900123", value = 7 } }));
        var item = (string)update["deliverable"]!;
        var answer = await (await partner.BearerAsync(update)).JsonAsync();
        Assert.Contains("/data/measures/0/id: this looks like a phone number", Held(answer, "looks like"));

        var id = HeldDecision.IdOf("fresh", item, "measures", "call-07700900123");
        (await App.Office.PostJsonAsync($"/api/held/{id}/redact", new { text = "Calls" })).EnsureSuccessStatusCode();
        (await App.Office.PostAsync("/api/snapshots?plan=fresh", null, Stop)).EnsureSuccessStatusCode();

        Assert.DoesNotContain("07700900123", await App.TextFileAsync("fresh/latest.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release")]
    [InlineData("redact")]
    [InlineData("return")]
    public async Task The_plans_own_text_is_changed_in_the_plan_not_decided_on(string decision)
    {
        const string organisation = "Town Council, 07700 900123";
        var plan = $"own-{decision}";
        var one = new { id = "d1", title = "One" };
        var own = new { id = plan, title = "Own", organisation, referenceDate = "2022-01-01", items = new[] { one } };
        (await App.Office.PutJsonAsync($"/api/plans/{plan}", own)).EnsureSuccessStatusCode();
        var id = HeldDecision.IdOf(plan, null, "organisation", organisation);

        var answer = await App.Office.PostJsonAsync(
            $"/api/held/{id}/{decision}", new { reason = "Public.", text = "Town Council", message = "Please change it." });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("change it in the plan", (await answer.JsonAsync()).Text("detail"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Held(JsonNode answer, string word) => answer["warnings"]!.AsArray()
        .Select(w => w!.GetValue<string>()).Where(w => w.Contains(word, StringComparison.Ordinal)).Select(w => w.Split(',')[0]);

    private static async Task<JsonNode> NewestAsync(Sender partner) =>
        (await (await partner.GetAsync("updates")).JsonAsync())["messages"]![0]!["updates"]![0]!;

    private static (string, string, string?) Of(JsonNode update) =>
        (update.Text("publication"), update["held"]![0]!.Text("reason"), (string?)update["held"]![0]!["decision"]);
}
