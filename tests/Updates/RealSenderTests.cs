using System.Globalization;
using System.Net;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>What forms, flows and libraries really send.</summary>
public sealed class RealSenderTests(FreshItems items) : IClassFixture<FreshItems>
{
    private static readonly string[] Optional =
    [
        "milestone", "lifecycle", "health", "percentComplete", "forecast", "summary", "note", "risks", "next", "measures",
        "evidence", "reporter",
    ];

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData("\u200b")]
    public async Task An_optional_field_without_anything_in_it_is_absent(string nothing)
    {
        var partner = await items.NewPartnerAsync();
        var full = items.Update(
            ("health", "atRisk"), ("percentComplete", 40), ("summary", "Kept."), ("evidence", new[] { "https://example.org/" }),
            ("measures", new[] { new { id = "m", value = 3 } }), ("reporter", new { name = "Ann" }));
        await partner.BearerAsync(full);
        var blank = new Dictionary<string, object?>(full) { ["asAt"] = "2022-05-21" };
        foreach (var field in Optional)
            blank[field] = nothing;

        var answer = await (await partner.BearerAsync(blank)).JsonAsync();

        Assert.Equal("stored", answer.Outcome());
        var state = await items.StateAsync(full);
        Assert.Equal(
            (Health.AtRisk, 40, "Kept.", "Ann"),
            (state.Health, state.PercentComplete, state.Summary, state.Reporter!.Name));
        Assert.Equal((1, 1), (state.Evidence.Count, state.Measures.Count));
    }

    [Fact]
    public async Task Fields_without_anything_are_absent_at_every_depth()
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(
            ("evidence", new[] { "", "https://example.org/" }),
            (
                "measures",
                new object[]
                {
                    "",
                    new
                    {
                        id = "m",
                        value = "",
                        unit = "",
                        period = "",
                        approximate = "",
                        atLeast = "",
                        restated = "",
                        source = "",
                    },
                }),
            ("reporter", new { name = "", role = "" }));

        Assert.Equal("stored", (await (await partner.BearerAsync(update)).JsonAsync()).Outcome());

        var state = await items.StateAsync(update);
        Assert.Equal(
            ("https://example.org/", null, null),
            (Assert.Single(state.Evidence), Assert.Single(state.Measures).Value, state.Measures[0].Unit));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("deliverable")]
    [InlineData("asAt")]
    public async Task A_needed_field_without_anything_is_missing(string field)
    {
        var partner = await items.NewPartnerAsync();

        var error = (await (await partner.BearerAsync(items.Update((field, "")))).JsonAsync()).Error();

        Assert.Equal(($"/data/{field}", "required"), (error.Text("pointer"), error.Text("code")));
        Assert.StartsWith($"Add {field}: ", error.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42.5", "42.5")]
    [InlineData(" 7 ", "7")]
    [InlineData("-3", "-3")]
    [InlineData("\u22123", "-3")]
    [InlineData("1e3", "1000")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1,234.50", "1234.50")]
    [InlineData("1,234", "not-a-number")]
    [InlineData("12,5", "not-a-number")]
    [InlineData("\u00a35", "not-a-number")]
    [InlineData("NaN", "not-a-number")]
    [InlineData("0x10", "not-a-number")]
    [InlineData("1 2", "not-a-number")]
    [InlineData("1e99", "out-of-range")]
    public async Task A_number_as_a_text_is_read_where_it_can_be_one_number_only(string text, string expected)
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(("measures", new[] { new { id = "m", value = text } }));

        var answer = await (await partner.BearerAsync(update)).JsonAsync();

        var state = await items.StateAsync(update);
        Assert.Equal(expected, answer.Outcome() == "stored"
            ? Assert.Single(state.Measures).Value!.Value.ToString(CultureInfo.InvariantCulture)
            : answer.Error().Text("code"));
    }

    [Theory]
    [InlineData("50")]
    [InlineData("50%")]
    [InlineData("50.0")]
    public async Task Per_cent_may_come_as_a_text(string text)
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(("percentComplete", text));
        await partner.BearerAsync(update);
        Assert.Equal(50, (await items.StateAsync(update)).PercentComplete);
    }

    [Theory]
    [InlineData("2022-05-20t10:00:00z", "2022-05-20T10:00:00.0000000Z")]
    [InlineData("2022-05-20 10:00:00Z", "2022-05-20T10:00:00.0000000Z")]
    [InlineData("2022-05-20T10:00:00-00:00", "2022-05-20T10:00:00.0000000Z")]
    [InlineData("2022-05-20T10:00:00+23:59", "2022-05-19T10:01:00.0000000Z")]
    [InlineData("2022-05-20T10:00:00.5+0100", "2022-05-20T09:00:00.5000000Z")]
    [InlineData("2022-05-20T10:00:00.123456789012Z", "2022-05-20T10:00:00.1234567Z")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.9999999Z")]
    [InlineData("2016-12-31T15:59:60.25-08:00", "2016-12-31T23:59:59.9999999Z")]
    [InlineData("2016-12-31T23:58:60Z", null)]
    [InlineData("2016-12-31T22:59:60Z", null)]
    [InlineData("2016-12-31T23:59:61Z", null)]
    [InlineData("2022-05-20T24:00:00Z", null)]
    [InlineData("2022-05-20T10:00:00+24:00", null)]
    [InlineData("2022-05-20T10:00:00.Z", null)]
    [InlineData("2022-05-20T10:00:00Z\n2", null)]
    [InlineData("2022-5-20T10:00:00Z", null)]
    public async Task Reads_every_time_of_rfc_3339(string asAt, string? expected)
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(("asAt", asAt));

        var answer = await (await partner.BearerAsync(update)).JsonAsync();

        Assert.Equal(expected is null ? "quarantined" : "stored", answer.Outcome());
        Assert.Equal(expected, (await items.StateAsync(update)).AsAt?.UtcDateTime.ToString("O"));
    }

    [Fact]
    public async Task A_time_too_far_ahead_is_refused_with_both_times()
    {
        var partner = await items.NewPartnerAsync();

        var detail = (await (await partner.BearerAsync(items.Update(("asAt", "2022-06-10T08:00:00+01:00")))).JsonAsync())
            .Error()
            .Text("detail");

        Assert.Contains("2022-06-10T07:00:00Z", detail, StringComparison.Ordinal);
        Assert.Contains("the hub's clock says 2022-05-24T0", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'")]
    [InlineData("yyyy-MM-dd")]
    public async Task A_real_clocks_now_is_now_on_the_calendar_of_the_sample_run(string format)
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(
            ("asAt", TimeProvider.System.GetUtcNow().UtcDateTime.ToString(format, CultureInfo.InvariantCulture)));

        var answer = await (await partner.BearerAsync(update)).JsonAsync();

        Assert.Equal("stored", answer.Outcome());
        Assert.InRange(
            (await items.StateAsync(update)).AsAt!.Value,
            new DateTimeOffset(2022, 5, 22, 22, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2022, 5, 25, 12, 0, 0, TimeSpan.Zero));
        Assert.Contains("calendar of its own", answer["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_as_a_number_or_in_other_letters_is_refused_with_what_to_send()
    {
        var partner = await items.NewPartnerAsync();
        var number = (await (await partner.BearerAsync(items.Update(("deliverable", 2.1)))).JsonAsync()).Error().Text("detail");
        var letters = (await (await partner.BearerAsync(items.Update(("plan", "Fresh")))).JsonAsync()).Error().Text("detail");
        Assert.Contains("quotes", number, StringComparison.Ordinal);
        Assert.Contains("Did you mean fresh?", letters, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?dryRun=true")]
    public async Task An_unknown_item_is_answered_with_the_nearest(string query)
    {
        var partner = await items.NewPartnerAsync();
        var body = Encoding.UTF8.GetBytes(Sender.Envelope(items.Update(("deliverable", "d-199x"))));

        var error = (await (await partner.BearerAsync(body, query: query)).JsonAsync()).Error();

        Assert.EndsWith("Did you mean d199?", error.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_item_that_is_like_none_is_answered_with_where_yours_are_listed()
    {
        var partner = await items.NewPartnerAsync();

        var error = (await (await partner.BearerAsync(items.Update(("deliverable", "zoo")))).JsonAsync()).Error();

        Assert.EndsWith($"GET /api/partners/{partner.Id} lists yours.", error.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_of_somebody_else_is_refused_with_what_the_partner_may_report_on()
    {
        var partner = await items.NewPartnerAsync();
        var whole = await (await partner.BearerAsync(items.Update(("plan", "frsh")))).JsonAsync();
        var part = await (await partner.BearerAsync(new[] { items.Update(), items.Update(("plan", "frsh")) })).JsonAsync();
        Assert.Contains("in fresh.", whole.Text("detail"), StringComparison.Ordinal);
        Assert.EndsWith("Did you mean fresh?", part.Result(1).Error().Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_are_readable_as_they_come_over_the_wire()
    {
        var partner = await items.NewPartnerAsync();

        var response = await partner.BearerAsync(items.Update(("asAt", "2022-05-20T10:00:00"), ("summary", 5)));

        var wire = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("+01:00", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u00", wire, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sumary", "summary")]
    [InlineData("percent_complete", "percentComplete")]
    [InlineData("asat", "asAt")]
    [InlineData("status", "health")]
    public async Task A_field_that_is_spelt_otherwise_is_named_with_the_nearest(string field, string nearest)
    {
        var partner = await items.NewPartnerAsync();

        var answer = await (await partner.BearerAsync(items.Update((field, "x")))).JsonAsync();

        Assert.Equal(
            $"/data/{field}: unknown field, ignored; did you mean {nearest}?",
            answer["warnings"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("application/json", "\"e 1\"", "e%201")]
    [InlineData("application/vnd.example.update+json", "\"e\\\"2\"", "e%222")]
    [InlineData("application/json; charset=utf-8", "e%C3%A93", "%22e%C3%A93%22")]
    public async Task A_binary_event_is_known_by_its_decoded_attributes(string contentType, string id, string sameId)
    {
        var partner = await items.NewPartnerAsync();
        var body = Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(items.Update(("health", "green"))));

        var first = await (await partner.BearerAsync(body, contentType, headers: Event(id))).JsonAsync();
        var second = await (await partner.BearerAsync(body, contentType, headers: Event(sameId))).JsonAsync();

        Assert.Equal(("stored", sameId.StartsWith('%') ? "stored" : "duplicate"), (first.Outcome(), second.Outcome()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?dryRun=true")]
    public async Task An_empty_batch_is_answered_200(string query)
    {
        var partner = await items.NewPartnerAsync();

        var response = await partner.BearerAsync(
            "[]"u8.ToArray(),
            "application/cloudevents-batch+json",
            query: query,
            headers: ("webhook-id", "empty"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty((await response.JsonAsync())["results"]!.AsArray());
    }

    [Fact]
    public async Task An_event_with_data_twice_is_refused()
    {
        var partner = await items.NewPartnerAsync();
        var data = System.Text.Json.JsonSerializer.Serialize(items.Update());
        var both =
            $$"""{"specversion":"1.0","id":"b","source":"/m","type":"deliverable.updated","data":{{data}},"data_base64":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(data))}}"}""";

        var error = (await (await partner.BearerAsync(Encoding.UTF8.GetBytes(both),
            "application/cloudevents+json")).JsonAsync()).Error();

        Assert.Equal(("/data_base64", "data-twice"), (error.Text("pointer"), error.Text("code")));
    }

    [Fact]
    public async Task A_byte_order_mark_within_base64_is_skipped()
    {
        var partner = await items.NewPartnerAsync();
        byte[] data = [0xEF, 0xBB, 0xBF, .. System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(items.Update())];
        var body =
            $$"""{"specversion":"1.0","id":"bom","source":"/m","type":"deliverable.updated","time":"","datacontenttype":"","data_base64":"{{Convert.ToBase64String(data)}}"}""";

        Assert.Equal(
            "stored",
            (await (await partner.BearerAsync(Encoding.UTF8.GetBytes(body),
                "application/cloudevents+json")).JsonAsync()).Outcome());
    }

    private static (string, string)[] Event(string id) =>
        [("ce-specversion", "1.0"), ("ce-id", id), ("ce-source", "/museum"), ("ce-type", "deliverable.updated")];
}
