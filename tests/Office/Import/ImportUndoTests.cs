using System.Net;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>An import is undone by addition, until the first update comes in.</summary>
public sealed class ImportUndoTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Five = "Ref,Deliverable,By when\n1,Homes,Spring 2023\n2,Roads,\n3,Care,\n4,Parks,\n5,Schools,\n";

    private HubApp _app = null!;
    private Visitor _visitor = null!;
    private Wizard _wizard = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        _wizard = new(_visitor);
        await EnterAsync(Five);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task An_import_is_undone_by_addition()
    {
        var before = HubJson.Store((await _app.Plans.FindAsync("town", Stop))!.Items.Select(i => i.Definition));
        await _wizard.ToCheckAsync(
            "Ref,Deliverable,Owner,By when\n5,Schools of art,Ann Lee,\n6,Baths,,May 2023\n1,Homes,,May 2023\n", "town");
        await _wizard.ApplyAsync(new() { ["remove"] = "yes", ["confirmRemove"] = "3", ["meaning-1"] = "June 2023" });
        Assert.Equal(["5", "6", "1"], await ItemsAsync());

        await _wizard.UndoAsync("town");

        Assert.Equal(
            (HttpStatusCode.OK, "The import is undone"), (_wizard.Status, _wizard.Page.QuerySelector("h1")!.TextContent));
        var after = (await _app.Plans.FindAsync("town", Stop))!;
        Assert.Equal(before, HubJson.Store(after.Items.Select(i => i.Definition)));
        Assert.Null(after.Items[0].State.Reading.Override);
        Assert.Empty(after.Plan.Owners);
        Assert.Equal(
            4,
            (await _app.Plans.HistoryAsync("town", "1", null, 10, Stop))
                .Count(h => h.Kind is HistoryKind.Definition or HistoryKind.DateMeaning) - 1);
    }

    [Fact]
    public async Task A_new_plan_is_an_empty_draft_once_its_import_is_undone()
    {
        await _wizard.ToCheckAsync("Action,RAG\nOpen the path,Green\n"u8.ToArray(), "x.csv", fields: new() { ["id"] = "paths" });
        await _wizard.ApplyAsync();

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
        await _wizard.ToCheckAsync("Ref,Deliverable,RAG\n1,New homes,Green\n", "town");
        await _wizard.ApplyAsync();
        var open = await _visitor.OpenAsync("/office/plans/town/import");
        await (await UpdatesHub.NewPartnerAsync(_app))
            .SignedAsync(new { plan = "town", deliverable = "2", asAt = "2022-05-24T06:00:00Z", health = "red" }, "m1");

        var (status, page) = await _visitor.SendAsync(open, "/office/plans/town/import");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("cannot be undone any more", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("New homes", (await _app.Plans.FindItemAsync("town", "1", Stop))!.Item.Definition.Title);
    }

    [Fact]
    public async Task What_the_office_changed_since_stays_and_the_rest_is_undone()
    {
        await _wizard.ToCheckAsync("Ref,Deliverable,Owner\n1,New homes,Ann Lee\n2,New roads,\n6,Baths,\n", "town");
        await _wizard.ApplyAsync();
        await _visitor.SendAsync(
            await _visitor.OpenAsync("/office/people/town/ann-lee"), "/office/people/town/ann-lee", new() { ["email"] = "ann@town.example" });
        const string item = "/office/plans/town/items/2";
        await _visitor.SendAsync(await _visitor.OpenAsync(item), item, new() { ["owner"] = "ann-lee" });

        var open = await _visitor.OpenAsync("/office/plans/town/import");
        Assert.Contains("they stay as they are: 2.", OneLine.Of(open.Body!.TextContent), StringComparison.Ordinal);
        await _wizard.UndoAsync("town");

        Assert.Equal(HttpStatusCode.OK, _wizard.Status);
        Assert.Contains("they stay as they are: 2.", _wizard.Text, StringComparison.Ordinal);
        var plan = (await _app.Plans.FindAsync("town", Stop))!;
        Assert.Equal(["Homes", "New roads", "Care", "Parks", "Schools"], plan.Items.Select(i => i.Definition.Title));
        Assert.Equal("ann-lee", plan.Items[1].Definition.Owner);
        Assert.Equal("ann@town.example", plan.Plan.OwnerOf("ann-lee")!.Email);
    }

    /// <summary>By the call, as somebody else does.</summary>
    private async Task EnterAsync(string csv)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        (await _app.Office.PostAsync("/api/plans/town/import", content, Stop)).EnsureSuccessStatusCode();
    }

    private async Task<List<string>> ItemsAsync() => [.. (await _app.Plans.FindAsync("town", Stop))!.Items.Select(i => i.Id)];
}
