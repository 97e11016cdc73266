using System.Net;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Plans.Import;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>A spreadsheet becomes a plan on the pages, step by step and without script.</summary>
public sealed class ImportJourneyTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private HubApp _app = null!;
    private Visitor _visitor = null!;
    private Wizard _wizard = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        _wizard = new(_visitor);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task A_strange_workbook_becomes_a_checked_plan_in_four_sendings()
    {
        var file = new XlsxFile().Sheet("Read me").Row("How to fill this in").Sheet("Action plan")
            .Row("Healthy town: action plan 2021 to 2023", null, null, null, null)
            .Row("Priority", "Ref", "Deliverable(s)", "Portfolio holder", "By\nwhen?", "RAG", "Cost centre")
            .Row("Joined-up care", "1.1", "Work with care homes", "Councillor Khan", "Spring 2023", "Amber", 5)
            .Row(null, "1.2", "Lead the local partnership", "TBC", new DateOnly(2022, 4, 30), null, 7)
            .Row("Total", null, null, null, null, null, 12)
            .Merge("A1:E1").Merge("A3:A4").ToBytes();

        await _wizard.UploadAsync(file, "Plan 2021.xlsx");
        Assert.Contains("2: Priority | Ref | Deliverable(s)", _wizard.Text, StringComparison.Ordinal);
        Assert.Equal("2", _wizard.Page.QuerySelector("input[name=line][checked]")!.GetAttribute("value"));
        await _wizard.SendAsync([]);
        Assert.Contains("Such as: Work with care homes | Lead the local partnership", _wizard.Text, StringComparison.Ordinal);
        Assert.Equal("Owner", _wizard.Page.QuerySelector("#column-3 option[selected]")!.GetAttribute("value"));
        await _wizard.SendAsync([]);
        Assert.Equal(HttpStatusCode.BadRequest, _wizard.Status);
        Assert.Contains("“Cost centre”: say what it is, or tick leave out", _wizard.Text, StringComparison.Ordinal);
        await _wizard.SendAsync(new() { ["leave-6"] = "yes" });

        Assert.Equal("Check what would change", _wizard.Page.QuerySelector("h1")!.TextContent);
        foreach (
            var told in (string[])[
                "3 items added",
                "1.1: at risk",
                "“Spring 2023” is read as",
                "Line 5: a row of totals",
                "Sheet \"Read me\"",
                "names nobody"])
            Assert.Contains(
                told.Replace("1.1: at", "1.1 Work with care homes: at", StringComparison.Ordinal),
                _wizard.Text,
                StringComparison.Ordinal);
        Assert.Empty(await _app.Plans.ListAsync(Stop));

        await _wizard.ApplyAsync();

        Assert.Equal(
            (HttpStatusCode.OK, "The spreadsheet is brought in"),
            (_wizard.Status, _wizard.Page.QuerySelector("h1")!.TextContent));
        var plan = (await _app.Plans.FindAsync(Assert.Single(await _app.Plans.ListAsync(Stop)), Stop))!;
        Assert.Equal(
            ("Healthy town: action plan 2021 to 2023", PlanStatus.Draft, ReminderStart.Waiting),
            (plan.Plan.Title, plan.Plan.Status, plan.Plan.Reminders));
        Assert.Equal(["joined-up-care", "1.1", "1.2"], plan.Items.Select(i => i.Id));
        Assert.Equal((Health.AtRisk, "joined-up-care"), (plan.Items[1].State.Health, plan.Items[1].Definition.Parent));
    }

    [Fact]
    public async Task Cells_that_are_pasted_from_Excel_become_a_plan()
    {
        var page = await _visitor.OpenAsync("/office/import");

        var (status, sheet) = await _visitor.SendAsync(
            page, "/office/import", new()
            {
                ["pasted"] = "Action\tLead officer\tBy when\r\nOpen the path\tAnn Lee\tSummer 2022\r\n",
                ["title"] = "Paths",
                ["id"] = "paths",
            });

        Assert.Equal((HttpStatusCode.OK, "Choose the row with the headings"), (status, sheet.QuerySelector("h1")!.TextContent));
        var columns = await _visitor.SendAsync(sheet, sheet.Forms[^1].GetAttribute("action")!);
        var check = await _visitor.SendAsync(columns.Page, columns.Page.Forms[^1].GetAttribute("action")!);
        await _visitor.SendAsync(check.Page, check.Page.Forms[^1].GetAttribute("action")!, new() { ["do"] = "apply" });
        Assert.Equal(
            ("Paths", "Open the path"),
            (
                (await _app.Plans.FindAsync("paths", Stop))!.Plan.Title,
                (await _app.Plans.FindAsync("paths", Stop))!.Items.Single().Definition.Title));
    }

    [Fact]
    public async Task Headings_that_nobody_knows_are_mapped_by_hand_and_remembered()
    {
        const string csv = "Nr,Ambition statement,Wer\n1,Open the path,Ann Lee\n2,Plant trees,Bob Ray\n";
        await _wizard.ToColumnsAsync(Encoding.UTF8.GetBytes(csv), "x.csv", fields: new() { ["id"] = "paths" });
        Assert.Null(_wizard.Page.QuerySelector("#column-1 option[selected]"));

        await _wizard.SendAsync(new() { ["column-0"] = "Reference", ["column-1"] = "Title", ["column-2"] = "Owner" });
        await _wizard.ApplyAsync();

        Assert.Equal(["1 Open the path ann-lee", "2 Plant trees bob-ray"],
            (await _app.Plans.FindAsync("paths", Stop))!.Items.Select(i => $"{i.Id} {i.Definition.Title} {i.Definition.Owner}"));
        await _wizard.ToColumnsAsync(Encoding.UTF8.GetBytes(csv), "x.csv", "paths");
        Assert.Equal("Title", _wizard.Page.QuerySelector("#column-1 option[selected]")!.GetAttribute("value"));
        await _wizard.ToColumnsAsync(Encoding.UTF8.GetBytes(csv), "other.csv", fields: new() { ["id"] = "others" });
        Assert.Equal("Title", _wizard.Page.QuerySelector("#column-1 option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Two_columns_cannot_be_the_same_and_one_is_the_title()
    {
        await _wizard.ToColumnsAsync("Action,Lead,Who\na,b,c\n"u8.ToArray(), "x.csv");

        await _wizard.SendAsync(new() { ["column-0"] = "Owner", ["column-1"] = "Owner", ["column-2"] = "Partners" });

        Assert.Contains(
            "“Action” and “Lead” cannot both be “Who answers for it (owner)”", _wizard.Text, StringComparison.Ordinal);
        Assert.Contains("Say which column is “What is to be done (title)”", _wizard.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task A_plan_taken_out_edited_and_brought_in_changes_only_what_was_edited(string format)
    {
        await _wizard.ToCheckAsync(
            "Ref,Theme,Action,Owner,Owner email,By when\n1.1,Homes,Build,Ann Lee,ann@town.example,Spring 2023\n"
            + "1.2,Homes,Repair,Bob Ray,,2024\n");
        await _wizard.ApplyAsync();
        var id = Assert.Single(await _app.Plans.ListAsync(Stop));
        var before = HubJson.Store((await _app.Plans.FindAsync(id, Stop))!.Items.Select(i => i.Definition));
        var file = await _visitor.Client.GetByteArrayAsync($"/office/plans/{id}/export?format={format}", Stop);

        await _wizard.ToCheckAsync(file, $"{id}.{format}", id);
        Assert.Contains("0 items added, 0 changed, 0 moved", _wizard.Text, StringComparison.Ordinal);

        var edited = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(
            await _visitor.Client.GetByteArrayAsync(
                $"/office/plans/{id}/export?format=csv", Stop)).Replace("Repair", "Repair roofs", StringComparison.Ordinal));
        await _wizard.ToCheckAsync(edited, $"{id}.csv", id);
        Assert.Contains("0 items added, 1 changed, 0 moved", _wizard.Text, StringComparison.Ordinal);
        await _wizard.ApplyAsync();
        Assert.Equal(
            before.Replace("Repair", "Repair roofs", StringComparison.Ordinal),
            HubJson.Store((await _app.Plans.FindAsync(id, Stop))!.Items.Select(i => i.Definition)));
    }

    [Theory]
    [InlineData("plan.csv")]
    [InlineData("plan.xlsx")]
    public async Task The_hub_knows_every_heading_of_its_template(string name)
    {
        await _wizard.ToColumnsAsync(await _visitor.Client.GetByteArrayAsync($"/office/templates/{name}", Stop), name);

        Assert.Equal(11, _wizard.Page.QuerySelectorAll("select option[selected]").Length);
    }
}
