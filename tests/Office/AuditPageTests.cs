using System.Net;
using System.Net.Http.Json;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>Who changed what, with how it stood before and after, by plan and day: read out of the histories.</summary>
public sealed class AuditPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Item = "/office/plans/town/items/d1";

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 2))).EnsureSuccessStatusCode();
        await _visitor.SendAsync(
            await _visitor.OpenAsync(Item), Item,
                new() { ["approved-complete"] = "2023-03-31", ["reason"] = "=Ill, the builder" });
        var partner = await UpdatesHub.NewPartnerAsync(_app, new { name = "Works", plans = new[] { "town" } }, "works");
        (await partner.SignedAsync(Sender.Update(health: "atRisk"), "m1")).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Tells_who_what_before_and_after_newest_first()
    {
        var page = await _visitor.OpenAsync("/office/audit");

        var cards = page.QuerySelectorAll(".office-card").Select(c => c.TextContent).ToList();
        Assert.Equal(6, cards.Count);
        Assert.Contains("Reported", cards[0], StringComparison.Ordinal);
        Assert.Contains("by works", cards[0], StringComparison.Ordinal);
        Assert.Contains("health: notReported → atRisk", cards[0], StringComparison.Ordinal);
        Assert.Contains("Partner entered", cards[1], StringComparison.Ordinal);
        Assert.Contains("Another date approved", cards[2], StringComparison.Ordinal);
        Assert.Contains("by office", cards[2], StringComparison.Ordinal);
        Assert.Contains("=Ill, the builder", cards[2], StringComparison.Ordinal);
        Assert.Contains("milestones complete due: 2022-12-31 → 2023-03-31", cards[2], StringComparison.Ordinal);
        Assert.Contains(cards, c => c.Contains("Plan town", StringComparison.Ordinal) && c
            .Contains("title: nothing → Town plan", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?plan=town&from=2022-05-24&until=2022-05-24", 6)]
    [InlineData("?plan=town&until=2022-05-23", 0)]
    [InlineData("?from=2022-05-25&until=2022-06-25", 0)]
    [InlineData("?plan=none", 0)]
    [InlineData("?page=2", 0)]
    [InlineData("?page=x", 6)]
    public async Task Shows_what_of_a_plan_or_days_is_asked_for(string query, int changes) =>
        Assert.Equal(changes, (await _visitor.OpenAsync($"/office/audit{query}")).QuerySelectorAll(".office-card").Length);

    [Theory]
    [InlineData("?from=May", "from")]
    [InlineData("?until=9999-12-31", "until")]
    [InlineData("?from=2022-05-24&until=2022-05-01", "until")]
    public async Task Says_beside_the_field_what_is_wrong_with_a_day(string query, string field)
    {
        var (status, page) = await _visitor.GetAsync($"/office/audit{query}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{field}-error"));
    }

    [Fact]
    public async Task The_file_has_a_row_a_field_and_nothing_that_a_spreadsheet_calculates()
    {
        var lines = (await _visitor.Client.GetStringAsync("/office/audit/audit.csv?plan=town", Stop)).Split("\r\n");

        Assert.Equal("at,plan,item,who,what,reason,field,before,after", lines[0]);
        var change =
            Assert.Single(lines, l => l.Contains("milestones complete due", StringComparison.Ordinal) && l
                .Contains(",2022-12-31,", StringComparison.Ordinal));
        Assert.StartsWith("2022-05-24T", change, StringComparison.Ordinal);
        Assert.Contains(",town,d1,", change, StringComparison.Ordinal);
        Assert.Contains(",\"'=Ill, the builder\",", change, StringComparison.Ordinal);
        Assert.EndsWith(",2022-12-31,2023-03-31", change, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_left_the_plan_and_what_changed_of_the_plan_itself_is_told()
    {
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 1))).EnsureSuccessStatusCode();
        using var none = JsonContent.Create(new { reason = "Election" });
        (await _app.Office.PostAsync("/api/plans/town/hold", none, Stop)).EnsureSuccessStatusCode();

        var cards = (await _visitor.OpenAsync("/office/audit?plan=town")).QuerySelectorAll(".office-card")
            .Select(c => c.TextContent).ToList();

        Assert.Contains(cards, c => c.Contains("Item d2", StringComparison.Ordinal) && c
            .Contains("part of the plan: yes → no", StringComparison.Ordinal));
        Assert.Contains(cards, c => c.Contains("Publication hold: Election", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_counted_and_hides_nothing_else()
    {
        var table = _app.Storage.Tables.GetTableClient(TablePlanStore.TableName);
        var filter =
            TableClient.CreateQueryFilter($"PartitionKey eq {"town"} and RowKey ge {"hist|d1|"} and RowKey lt {"hist|d1~"}");
        var row = (await table.QueryAsync<TableEntity>(filter, cancellationToken: Stop).ToListAsync(Stop))[^1];
        row["Entry"] = "{";
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Stop);

        var page = await _visitor.OpenAsync("/office/audit");

        Assert.Contains("1 stored row cannot be read", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, page.QuerySelectorAll(".office-card").Length);
    }
}
