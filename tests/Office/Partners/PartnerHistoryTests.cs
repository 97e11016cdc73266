using System.Net;
using System.Net.Http.Json;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>Who changed what of a partner, before and after, written with the change.</summary>
public sealed class PartnerHistoryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Works = "/office/partners/works";
    private const string By = "office: Ann Lee";

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app, "Ann Lee");
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 2))).EnsureSuccessStatusCode();
        var partner = new { name = "Works", plans = new[] { "town" }, statusWords = new { amber = new { health = "atRisk" } } };
        (await _app.Office.PutJsonAsync("/api/partners/works", partner)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Tells_each_change_with_who_before_and_after_and_no_secret()
    {
        await ChangeAsync(new() { ["name"] = "Works Ltd", ["items"] = "other/d1", ["words"] = "amber = off track" });
        await ChangeAsync([]);
        var shown = (await _visitor.SendAsync(await _visitor.OpenAsync(Works), $"{Works}/rotate")).Page;
        using var _ = await _app.Office.PostAsync("/api/partners/works/rotate?revoke=true", null, Stop);

        var page = await _visitor.OpenAsync(Works);
        var told = page.QuerySelectorAll("#history + ul > li").Select(li => OneLine.Of(li.TextContent)).ToList();
        var audit = await _visitor.OpenAsync("/office/audit");
        var csv = await _visitor.Client.GetStringAsync("/office/audit/audit.csv?plan=town", Stop);

        Assert.Equal(4, told.Count);
        Assert.Contains("the old ones ended at once, by office number of the secret: 2 → 3", told[0], StringComparison.Ordinal);
        Assert.Contains($"new secret and token, by {By} number of the secret: 1 → 2", told[1], StringComparison.Ordinal);
        foreach (
            var field in (string[])
                [$"by {By} name: Works → Works Ltd", "item: nothing → other/d1", "word amber: atRisk → offTrack"])
            Assert.Contains(field, told[2], StringComparison.Ordinal);
        Assert.Contains("Partner entered, by office name: nothing → Works", told[3], StringComparison.Ordinal);
        Assert.Equal(4, audit.QuerySelectorAll($".office-card a[href='{Works}']").Length);
        Assert.Contains(
            $",\"partner works\",\"{By}\",\"Partner changed\",,name,Works,\"Works Ltd\"\r\n",
            csv,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "partner", await _visitor.Client.GetStringAsync("/office/audit/audit.csv?plan=none", Stop), StringComparison.Ordinal);
        foreach (var code in shown.QuerySelectorAll("code").Select(c => c.TextContent))
            Assert.DoesNotContain(code, page.Source.Text + audit.Source.Text + csv + await RowsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_taught_with_a_press_is_in_the_history()
    {
        var words = _app.Get<WordReplay>();
        Acting.As("Ann Lee");
        await words.RunAsync(new("works", "puce", 0), new(null, Health.OffTrack), Stop);
        Acting.As(null);

        var change = (await _app.Get<PartnerHistory>().OfAsync("works", 10, Stop)).Found[0];

        Assert.Equal((By, PartnerChangeKind.Changed), (change.By, change.Kind));
        Assert.Equal([new("word puce", null, "offTrack")], change.Fields);
    }

    [Fact]
    public async Task Two_who_change_it_at_once_leave_both_changes_and_the_list_of_partners_is_as_it_was()
    {
        var store = _app.Get<TablePartnerStore>();
        var read = (await store.FindAsync("works", Stop))!;
        Assert.True(await store.SaveAsync(read.Partner with { Name = "One" }, read, Stop));
        Assert.False(await store.SaveAsync(read.Partner with { Name = "Two" }, read, Stop));
        var again = (await store.FindAsync("works", Stop))!;
        Assert.True(await store.SaveAsync(again.Partner with { Name = "Two" }, again, Stop));

        var names = (await _app.Get<PartnerHistory>().OfAsync("works", 10, Stop)).Found
            .SelectMany(c => c.Fields).Where(f => f.What == "name").Select(f => (f.Before, f.After));
        Assert.Equal([("One", "Two"), ("Works", "One"), (null, "Works")], names);
        Assert.Equal(["Two"], (await store.ListAsync(Stop)).Select(p => p.Name));
    }

    [Fact]
    public async Task A_row_of_the_version_before_is_read_and_its_next_change_told()
    {
        var table = _app.Storage.Tables.GetTableClient(TablePartnerStore.TableName);
        var row = (await table.GetEntityAsync<TableEntity>("partner", "works", ["PartitionKey", "RowKey", "Json"], Stop)).Value;
        await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Stop);
        Assert.Null((await _visitor.OpenAsync(Works)).GetElementById("history"));

        await ChangeAsync(new() { ["name"] = "Works Ltd" });

        Assert.Equal(
            [new("name", "Works", "Works Ltd")],
            Assert.Single((await _app.Get<PartnerHistory>().OfAsync("works", 10, Stop)).Found).Fields);
    }

    [Fact]
    public async Task An_erasure_takes_a_text_from_the_newest_change_and_from_former_ones()
    {
        await ChangeAsync(new() { ["name"] = "Jane Roe, builder", ["words"] = "amber = at risk\nask Jane Roe = paused" });
        await ChangeAsync(new() { ["name"] = "Works", ["words"] = "amber = at risk" });
        using var answer = await _app.Office.PostAsync(
            "/api/plans/town/erasures",
            JsonContent.Create(new { field = "summary", text = "Jane Roe", reason = "She asked for it." }), Stop);

        var changes = (await _app.Get<PartnerHistory>().OfAsync("works", 10, Stop)).Found;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(3, changes.Count);
        Assert.DoesNotContain("Jane Roe", HubJson.Store(changes), StringComparison.Ordinal);
        Assert.Contains(new("name", "(erased)", "Works"), changes[0].Fields);
    }

    private async Task ChangeAsync(Dictionary<string, string> fields) =>
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(await _visitor.OpenAsync(Works), Works, fields)).Status);

    private async Task<string> RowsAsync() => HubJson.Store((await _app.Get<PartnerHistory>().OfAsync("works", 10, Stop)).Found);
}
