using System.Net;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>A spreadsheet's rows as updates.</summary>
public sealed class CsvTests(FreshItems items) : IClassFixture<FreshItems>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_row_is_an_update_and_is_answered_by_its_line()
    {
        var partner = await items.NewPartnerAsync();
        var csv = """
            Plan,Deliverable,As at,Status,Summary
            fresh,d201,2022-05-20,Amber,"Two quotes, then signed"

            fresh,d202,2022-05-20,Puce,
            fresh,d203,20/05/2022,Done,
            """;

        var response = await PostAsync(partner, csv);

        var answer = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Equal([2, 4, 5], answer["results"]!.AsArray().Select(r => r!["line"]!.GetValue<int>()));
        Assert.Equal(["stored", "quarantined", "stored"], [answer.Outcome(0), answer.Outcome(1), answer.Outcome(2)]);
        Assert.Equal(
            ("/4/Status", "unknown-word"),
            (answer.Result(1).Error().Text("pointer"), answer.Result(1).Error().Text("code")));
        var (first, third) = (await StateAsync("d201"), await StateAsync("d203"));
        Assert.Equal((Health.AtRisk, "Two quotes, then signed"), (first.Health, first.Summary));
        Assert.Equal(
            (Lifecycle.Complete, "2022-05-19T23:00:00Z"),
            (third.Lifecycle, third.AsAt!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")));
    }

    [Fact]
    public async Task A_file_sent_again_changes_nothing()
    {
        var partner = await items.NewPartnerAsync();
        var csv = "deliverable,as at,RAG\r\nd204,2022-05-20,G\r\nd205,2022-05-20,R\r\n";

        var first = await (await PostAsync(partner, csv, "file-1")).JsonAsync();
        var again = await (await PostAsync(partner, csv, "file-1")).JsonAsync();
        var other = await PostAsync(partner, csv.Replace(",G", ",A", StringComparison.Ordinal), "file-1");

        Assert.Equal(["stored", "stored"], [first.Outcome(0), first.Outcome(1)]);
        Assert.Equal(["duplicate", "duplicate"], [again.Outcome(0), again.Outcome(1)]);
        Assert.Equal(first.Text("receipt"), again.Text("receipt"));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    [Fact]
    public async Task A_file_may_be_signed()
    {
        var partner = await items.NewPartnerAsync();
        var csv = Encoding.UTF8.GetBytes("deliverable;as at;status\nd206;2022-05-20;on hold\n");

        var answer = await (await partner.SignedAsync(csv, "signed-file", contentType: "text/csv; charset=utf-8; "
            + "header=present")).JsonAsync();

        Assert.Equal("stored", answer.Outcome());
        Assert.Equal(Lifecycle.Paused, (await StateAsync("d206")).Lifecycle);
    }

    [Fact]
    public async Task Columns_are_measures_by_their_id_or_name()
    {
        var (plan, partner) = (
            "measured",
            await items.Hub.NewPartnerAsync(new { name = "Counter", plans = new[] { "measured" } }));
        await items.Hub.App.Office.PutJsonAsync(
            $"/api/plans/{plan}",
            new
            {
                id = plan,
                title = "Measured plan",
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
        var csv =
            "Deliverable ID,As at,% complete,homes BUILT (homes),let,Measure: cost,Colour of sky,Notes\nD1,24 May "
                + "2022,40%,12,n/a,1.5,grey,internal\n";

        var answer = await (await PostAsync(partner, csv)).JsonAsync();

        Assert.Equal("stored", answer.Outcome());
        var state = (await items.Hub.App.Plans.FindItemAsync(plan, "d1", Stop))!.Item.State;
        Assert.Equal([("built", 12m), ("cost", 1.5m)], state.Measures.Select(m => (m.Id, m.Value!.Value)));
        Assert.Equal((40, "internal"), (state.PercentComplete, state.Note));
        Assert.Contains("/1/Colour of sky: column not used", answer["warnings"]!.AsArray().Select(w => w!.GetValue<string>()));
    }

    [Theory]
    [InlineData("deliverable,status\nd1,green\n", "/1", "no-column")]
    [InlineData("as at,status\n2022-05-20,green\n", "/1", "no-column")]
    [InlineData("deliverable,as at,status,RAG\nd1,2022-05-20,green,red\n", "/1/RAG", "duplicate-column")]
    [InlineData("deliverable,as at,status\n", "/1", "empty")]
    [InlineData("", "", "empty")]
    [InlineData("deliverable,as at,status\nd1,2022-05-20,\"green\n", "/line/2/column/3", "unclosed-quote")]
    [InlineData("deliverable,as at,status\nd1,2022-05-20,green,and more\n", "/2", "too-many-cells")]
    [InlineData("deliverable,as at,status\nd1,last week,green\n", "/2/as at", "not-a-time")]
    [InlineData("deliverable,as at,status\nd1,,green\n", "/2/as at", "required")]
    [InlineData("deliverable,as at,percent complete\nd1,2022-05-20,most\n", "/2/percent complete", "not-a-number")]
    [InlineData("deliverable,as at,evidence\nd1,2022-05-20,see folder\n", "/2/evidence", "not-a-link")]
    public async Task A_sheet_that_does_not_hold_is_refused_with_its_place(string csv, string pointer, string code)
    {
        var partner = await items.NewPartnerAsync();

        var response = await PostAsync(partner, csv);

        var error = (await response.JsonAsync()).Error();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal((pointer, code), (error.Text("pointer"), error.Text("code")));
    }

    [Fact]
    public async Task A_sheet_for_several_plans_needs_their_column()
    {
        var partner = await items.Hub.NewPartnerAsync(new { name = "Two", plans = new[] { "fresh", "town" } });
        var error = (await (await PostAsync(partner, "deliverable,as at,status\nd1,2022-05-20,green\n")).JsonAsync()).Error();
        Assert.Contains("\"plan\"", error.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_than_a_message_holds_are_refused_whole()
    {
        var partner = await items.NewPartnerAsync();
        var rows = string.Concat(Enumerable.Range(0, 501).Select(n => $"d{1 + (n % 40)},2022-05-20,green\n"));
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await PostAsync(partner, "deliverable,as at,status\n" + rows)).StatusCode);
    }

    [Fact]
    public async Task A_refused_row_is_replayed_once_its_word_is_known()
    {
        var partner = await items.NewPartnerAsync();
        await PostAsync(partner, "deliverable,as at,status\nd207,2022-05-20,mauve\n");
        var id = (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]![0]!.Text("id");
        await items.Hub.App.Office.PutJsonAsync(
            $"/api/partners/{partner.Id}",
            new
            {
                name = "x",
                plans = new[] { "fresh" },
                statusWords = new { mauve = new { health = "offTrack" } },
            });

        var answer = await (await items.Hub.App.Office.PostAsync($"/api/quarantine/{id}/replay", null, Stop)).JsonAsync();

        Assert.Equal("stored", answer.Outcome());
        Assert.Equal(Health.OffTrack, (await StateAsync("d207")).Health);
    }

    [Fact]
    public async Task A_refused_sheet_is_replayed_whole()
    {
        var partner = await items.NewPartnerAsync();
        await items.Hub.App.Office.PutJsonAsync(
            $"/api/partners/{partner.Id}",
            new { name = "x", plans = new[] { "fresh", "town" } });
        await PostAsync(partner, "deliverable,as at,status\nd208,2022-05-20,red\n");
        var id = (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]![0]!.Text("id");
        await items.Hub.App.Office.PutJsonAsync($"/api/partners/{partner.Id}", new { name = "x", plans = new[] { "fresh" } });

        var answer = await (await items.Hub.App.Office.PostAsync($"/api/quarantine/{id}/replay", null, Stop)).JsonAsync();

        Assert.Equal(("stored", 2), (answer.Outcome(), answer.Result()["line"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Excels_own_encoding_is_read()
    {
        var partner = await items.NewPartnerAsync();
        var csv = Encoding.Latin1.GetBytes("deliverable,as at,summary\r\nd209,2022-05-20,Caf\u00e9 open\r\n");

        var answer = await (await partner.BearerAsync(csv, "text/csv")).JsonAsync();

        Assert.Equal(("stored", "Caf\u00e9 open"), (answer.Outcome(), (await StateAsync("d209")).Summary));
        Assert.NotEmpty(answer["warnings"]!.AsArray());
    }

    private static Task<HttpResponseMessage> PostAsync(Sender partner, string csv, string? id = null) => partner.BearerAsync(
        Encoding.UTF8.GetBytes(csv), "text/csv", headers: id is null ? [] : [("webhook-id", id)]);

    private async Task<ItemState> StateAsync(string item) =>
        (await items.Hub.App.Plans.FindItemAsync("fresh", item, Stop))!.Item.State;
}
