using System.Net;
using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Every kind of bad input and the answer decided for it.</summary>
public sealed class BadInputTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Theory]
    [InlineData("\"health\":\"puce\"", "/data/health", "unknown-word")]
    [InlineData("\"lifecycle\":\"wip\"", "/data/lifecycle", "unknown-word")]
    [InlineData("\"health\":7", "/data/health", "not-text")]
    [InlineData("\"percentComplete\":101", "/data/percentComplete", "out-of-range")]
    [InlineData("\"percentComplete\":-1", "/data/percentComplete", "out-of-range")]
    [InlineData("\"percentComplete\":33.3", "/data/percentComplete", "not-whole")]
    [InlineData("\"percentComplete\":\"fifty\"", "/data/percentComplete", "not-a-number")]
    [InlineData("\"percentComplete\":1e400", "/data/percentComplete", "out-of-range")]
    [InlineData("\"asAt\":\"2022-05-20T10:00:00\"", "/data/asAt", "not-a-time")]
    [InlineData("\"asAt\":\"20/05/2022\"", "/data/asAt", "not-a-time")]
    [InlineData("\"asAt\":\"2022-02-30\"", "/data/asAt", "not-a-time")]
    [InlineData("\"asAt\":\"2022-05-20T25:00:00Z\"", "/data/asAt", "not-a-time")]
    [InlineData("\"asAt\":\"1999-12-31T23:59:59Z\"", "/data/asAt", "too-old")]
    [InlineData("\"asAt\":\"2122-05-20T10:00:00Z\"", "/data/asAt", "in-the-future")]
    [InlineData("\"asAt\":null", "/data/asAt", "required")]
    [InlineData("\"asAt\":1653040800", "/data/asAt", "not-text")]
    [InlineData("\"plan\":\"Town\"", "/data/plan", "bad-id")]
    [InlineData("\"plan\":\"../town\"", "/data/plan", "bad-id")]
    [InlineData("\"deliverable\":\"d1\\u0000\"", "/data/deliverable", "bad-id")]
    [InlineData("\"deliverable\":{\"id\":\"d1\"}", "/data/deliverable", "bad-id")]
    [InlineData("\"deliverable\":\"unheard-of\"", "/data/deliverable", "unknown-deliverable")]
    [InlineData("\"milestone\":\"start\"", "/data/milestone", "unknown-milestone")]
    [InlineData("\"summary\":\"half \\ud83d\"", "/data/summary", "lone-surrogate")]
    [InlineData("\"summary\":\"nul \\u0000\"", "/data/summary", "control-character")]
    [InlineData("\"summary\":\"bell \\u0007\"", "/data/summary", "control-character")]
    [InlineData("\"summary\":\"no character \\uffff\"", "/data/summary", "control-character")]
    [InlineData("\"summary\":[]", "/data/summary", "not-text")]
    [InlineData("\"summary\":\"one\",\"summary\":\"two\"", "/data/summary", "duplicate-key")]
    [InlineData("\"\\ud800\":1", "/data", "lone-surrogate")]
    [InlineData("\"evidence\":\"https://example.org\"", "/data/evidence", "not-a-list")]
    [InlineData("\"evidence\":[\"javascript:alert(1)\"]", "/data/evidence/0", "not-a-link")]
    [InlineData("\"evidence\":[\"https://user:secret@example.org/\"]", "/data/evidence/0", "not-a-link")]
    [InlineData("\"evidence\":[\"/relative\"]", "/data/evidence/0", "not-a-link")]
    [InlineData("\"measures\":[{\"value\":1}]", "/data/measures/0/id", "required")]
    [InlineData("\"measures\":[{\"id\":\"m\",\"value\":\"many\"}]", "/data/measures/0/value", "not-a-number")]
    [InlineData("\"measures\":[{\"id\":\"m\",\"value\":1e99}]", "/data/measures/0/value", "out-of-range")]
    [InlineData("\"measures\":[{\"id\":\"m\",\"approximate\":\"yes\"}]", "/data/measures/0/approximate", "not-a-flag")]
    [InlineData("\"measures\":[{\"id\":\"m\"},{\"id\":\"m\"}]", "/data/measures/1/id", "duplicate-measure")]
    [InlineData("\"measures\":[3]", "/data/measures/0", "not-an-object")]
    [InlineData("\"reporter\":\"Ann\"", "/data/reporter", "not-an-object")]
    public async Task An_update_that_does_not_hold_is_quarantined_with_its_place_and_its_fix(
        string field,
        string pointer,
        string code)
    {
        var partner = await hub.NewPartnerAsync();
        var fields = new List<string> { "\"plan\":\"town\"", "\"deliverable\":\"d1\"", "\"asAt\":\"2022-05-20T10:00:00Z\"" };
        fields.RemoveAll(f => field.StartsWith(f[..f.IndexOf(':', StringComparison.Ordinal)] + ":", StringComparison.Ordinal));
        var body =
            """{"type":"deliverable.updated","timestamp":"2022-05-24T07:00:00Z","data":{"""
            + string.Join(',', fields.Append(field))
            + "}}";

        var response = await partner.SignedAsync(Encoding.UTF8.GetBytes(body), "bad");

        var answer = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((pointer, code), (answer.Error().Text("pointer"), answer.Error().Text("code")));
        Assert.Equal("quarantined", answer.Outcome());
        Assert.NotEmpty(answer.Error().Text("detail"));
        var kept = (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray();
        Assert.Equal(code, Assert.Single(kept)!.Error().Text("code"));
    }

    [Theory]
    [InlineData("", "", "not-json")]
    [InlineData("{", "", "not-json")]
    [InlineData("nonsense", "", "not-json")]
    [InlineData("{\"type\":\"deliverable.updated\",}", "", "not-json")]
    [InlineData("/* comment */{}", "", "not-json")]
    [InlineData("{\"data\":NaN}", "", "not-json")]
    [InlineData("{}{}", "", "not-json")]
    [InlineData("[]", "", "not-an-object")]
    [InlineData("null", "", "not-an-object")]
    [InlineData("\"text\"", "", "not-an-object")]
    [InlineData("{}", "/type", "required")]
    [InlineData("{\"type\":\"other\",\"data\":{}}", "/type", "unknown-type")]
    [InlineData("{\"type\":\"deliverable.updated\"}", "/data", "required")]
    [InlineData("{\"type\":\"deliverable.updated\",\"data\":[]}", "/data", "empty")]
    [InlineData("{\"type\":\"deliverable.updated\",\"data\":{},\"data\":{}}", "/data", "duplicate-key")]
    public async Task A_body_that_is_no_message_is_kept_whole_and_answered_422(string body, string pointer, string code)
    {
        var partner = await hub.NewPartnerAsync();

        var response = await partner.SignedAsync(Encoding.UTF8.GetBytes(body), "bad");

        var answer = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal((pointer, code), (answer.Error().Text("pointer"), answer.Error().Text("code")));
        var kept = (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray();
        Assert.Equal(body, Assert.Single(kept)!.Text("text"));
    }

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        var partner = await hub.NewPartnerAsync();
        var deep = "{\"type\":\"deliverable.updated\",\"data\":" + new string('[', 100_000);
        Assert.Equal(
            "not-json",
            (await (await partner.SignedAsync(Encoding.UTF8.GetBytes(deep), "deep")).JsonAsync()).Error().Text("code"));
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_are_refused()
    {
        var partner = await hub.NewPartnerAsync();
        byte[] latin = Encoding.Latin1.GetBytes(
            Sender
                .Envelope(Sender.Update())
                .Replace("onTrack", "caf\u00e9", StringComparison.Ordinal)
                .Replace("\\u00E9", "\u00e9", StringComparison.Ordinal));
        Assert.Equal("not-utf-8", (await (await partner.SignedAsync(latin, "latin")).JsonAsync()).Error().Text("code"));
    }

    [Fact]
    public async Task A_body_that_does_not_unpack_is_kept_as_it_came()
    {
        var partner = await hub.NewPartnerAsync();
        Assert.Equal(
            "not-unpackable",
            (await (await partner.SignedAsync([1, 2, 3], "torn", encoding: "gzip")).JsonAsync()).Error().Text("code"));
        Assert.Equal(3, (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]![0]!["bytes"]!.GetValue<int>());
    }

    [Fact]
    public async Task Unknown_fields_are_ignored_and_named()
    {
        var partner = await hub.NewPartnerAsync();
        var update = new
        {
            plan = "town",
            deliverable = "d2",
            asAt = "2022-05-20",
            colour = "blue",
            measures = new[]
            {
                new
                {
                    id = "m",
                    value = 1,
                    mood = "good",
                },
            },
        };

        var answer = await (await partner.SignedAsync(update, "more")).JsonAsync();

        Assert.Equal("stored", answer.Outcome());
        Assert.Equal(
            [
                "/data/colour: unknown field, ignored",
                "/data/measures/0/id: the plan names no measure m here; stored, and shown under its id",
                "/data/measures/0/mood: unknown field, ignored",
            ],
            answer["warnings"]!.AsArray().Select(w => w!.GetValue<string>()).Order());
    }

    [Theory]
    [InlineData("", "HOMES ")]
    [InlineData("?dryRun=true", "homes")]
    public async Task A_figure_in_another_unit_than_the_plans_is_stored_with_a_warning(string query, string own)
    {
        var (partner, plan) = (
            await hub.NewPartnerAsync(new { name = "Counter", plans = new[] { "counted" } }),
            new
            {
                id = "counted",
                title = "Counted plan",
                referenceDate = "2022-01-01",
                items = new[]
                {
                    new
                    {
                        id = "d1",
                        title = "Homes",
                        measures = new[]
                        {
                            new
                            {
                                id = "built",
                                name = "Homes built",
                                unit = "homes",
                            },
                            new
                            {
                                id = "let",
                                name = "Homes let",
                                unit = "homes",
                            },
                        },
                    },
                },
            });
        await hub.App.Office.PutJsonAsync("/api/plans/counted", plan);
        var update = new
        {
            plan = "counted",
            deliverable = "d1",
            asAt = "2022-05-20",
            measures = new[]
            {
                new
                {
                    id = "built",
                    value = 40,
                    unit = "%",
                },
                new
                {
                    id = "let",
                    value = 12,
                    unit = own,
                },
            },
        };

        var answer = await (await partner.SignedAsync(update, "units", query: query)).JsonAsync();

        Assert.Equal("stored", answer.Outcome());
        Assert.Equal(
            ["/data/measures/0/unit: the plan counts this measure in homes; stored as sent"],
            answer["warnings"]!.AsArray().Select(w => w!.GetValue<string>()));
    }

    [Theory]
    [InlineData("2022-05-20T10:00:00.123456789Z")]
    [InlineData("2022-05-20T11:00:00.123+01:00")]
    [InlineData("2022-05-20T10:00Z")]
    [InlineData("2022-05-20")]
    public async Task Takes_the_usual_ways_of_writing_a_time(string asAt)
    {
        var partner = await hub.NewPartnerAsync();
        Assert.Contains(
            (await (await partner.SignedAsync(Sender.Update("d3", asAt), "time")).JsonAsync()).Outcome(),
            (string[])["stored", "late"]);
    }

    [Fact]
    public async Task A_message_id_has_its_bound()
    {
        var partner = await hub.NewPartnerAsync();
        var response = await partner.BearerAsync(Sender.Update("d4"), ("Idempotency-Key", new string('x', 513)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
