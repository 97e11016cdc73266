using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>An import is undone by addition, until the first update comes in.</summary>
public sealed class ImportUndoTests(ImportTown town) : IClassFixture<ImportTown>, IAsyncLifetime
{
    private HubApp _app = null!;
    private Visitor _visitor = null!;
    private Wizard _wizard = null!;
    private string _town = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_app, _visitor, _wizard) = (town.App, town.Visitor, new(town.Visitor));
        _town = await town.NewPlanAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_import_is_undone_by_addition()
    {
        var before = HubJson.Store((await _app.Plans.FindAsync(_town, Stop))!.Items.Select(i => i.Definition));
        await _wizard.ToCheckAsync(
            "Ref,Deliverable,Owner,By when\n5,Schools of art,Ann Lee,\n6,Baths,,May 2023\n1,Homes,,May 2023\n", _town);
        await _wizard.ApplyAsync(new() { ["remove"] = "yes", ["confirmRemove"] = "3", ["meaning-1"] = "June 2023" });
        Assert.Equal(["5", "6", "1"], await town.ItemsAsync(_town));

        await _wizard.UndoAsync(_town);

        Assert.Equal(
            (HttpStatusCode.OK, "The import is undone"), (_wizard.Status, _wizard.Page.QuerySelector("h1")!.TextContent));
        var after = (await _app.Plans.FindAsync(_town, Stop))!;
        Assert.Equal(before, HubJson.Store(after.Items.Select(i => i.Definition)));
        Assert.Null(after.Items[0].State.Reading.Override);
        Assert.Empty(after.Plan.Owners);
        Assert.Equal(
            4,
            (await _app.Plans.HistoryAsync(_town, "1", null, 10, Stop))
                .Count(h => h.Kind is HistoryKind.Definition or HistoryKind.DateMeaning) - 1);
    }

    [Fact]
    public async Task A_new_plan_is_an_empty_draft_once_its_import_is_undone()
    {
        await _wizard.ToCheckAsync("Action,RAG\nOpen the path,Green\n"u8.ToArray(), "x.csv", fields: new() { ["id"] = "paths" });
        await _wizard.ApplyAsync();
        Assert.Contains("a draft without items", _wizard.Text, StringComparison.Ordinal);

        await _wizard.UndoAsync("paths");

        var plan = (await _app.Plans.FindAsync("paths", Stop))!;
        Assert.Equal((0, PlanStatus.Draft), (plan.Items.Count, plan.Plan.Status));
        Assert.Equal(Health.OnTrack, (await _app.Plans.FindItemAsync("paths", "open-the-path", Stop))!.Item.State.Health);
        await _wizard.ToCheckAsync("Action\nOpen the path\n"u8.ToArray(), "x.csv", "paths");
        Assert.Contains("1 item added", _wizard.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_stays_once_an_update_has_come_in()
    {
        await _wizard.ToCheckAsync("Ref,Deliverable,RAG\n1,New homes,Green\n", _town);
        await _wizard.ApplyAsync();
        var open = await _visitor.OpenAsync($"/office/plans/{_town}/import");
        await (await UpdatesHub.NewPartnerAsync(_app, new { name = "Works", plans = new[] { _town } }))
            .SignedAsync(new { plan = _town, deliverable = "2", asAt = "2022-05-24T06:00:00Z", health = "red" }, "m1");

        var (status, page) = await _visitor.SendAsync(open, $"/office/plans/{_town}/import");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("cannot be undone any more", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("New homes", (await _app.Plans.FindItemAsync(_town, "1", Stop))!.Item.Definition.Title);
    }

    [Fact]
    public async Task What_the_office_changed_since_stays_and_the_rest_is_undone()
    {
        await _wizard.ToCheckAsync("Ref,Deliverable,Owner\n1,New homes,Ann Lee\n2,New roads,\n6,Baths,\n", _town);
        await _wizard.ApplyAsync();
        await _visitor.SendAsync(
            await _visitor.OpenAsync($"/office/people/{_town}/ann-lee"),
            $"/office/people/{_town}/ann-lee",
            new() { ["email"] = "ann@town.example" });
        var item = $"/office/plans/{_town}/items/2";
        await _visitor.SendAsync(await _visitor.OpenAsync(item), item, new() { ["owner"] = "ann-lee" });

        var open = await _visitor.OpenAsync($"/office/plans/{_town}/import");
        Assert.Contains("they stay as they are: 2.", OneLine.Of(open.Body!.TextContent), StringComparison.Ordinal);
        await _wizard.UndoAsync(_town);

        Assert.Equal(HttpStatusCode.OK, _wizard.Status);
        Assert.Contains("they stay as they are: 2.", _wizard.Text, StringComparison.Ordinal);
        var plan = (await _app.Plans.FindAsync(_town, Stop))!;
        Assert.Equal(["Homes", "New roads", "Care", "Parks", "Schools"], plan.Items.Select(i => i.Definition.Title));
        Assert.Equal("ann-lee", plan.Items[1].Definition.Owner);
        Assert.Equal("ann@town.example", plan.Plan.OwnerOf("ann-lee")!.Email);
    }
}
