using System.Net;
using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Office;

/// <summary>Files between the steps: refused ones are told beside the upload, those that wait are one session's, and
/// go.</summary>
public sealed class ImportFileTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Csv = "Ref,Deliverable\n1,Ask Jane Roe for her key\n";

    private HubApp _app = null!;
    private Visitor _visitor = null!;
    private Wizard _wizard = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TableImports Rows => _app.Get<TableImports>();

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

    [Theory]
    [InlineData("Ref,Deliverable\n1,\"Homes\n2,Roads\n", "Line 2, column 2: The quote that opens this cell is never closed")]
    [InlineData("%PDF-1.7", "This is a PDF: copy its table into a workbook")]
    [InlineData("\n\n", "There is nothing in it")]
    public async Task A_file_that_cannot_be_read_is_refused_beside_the_upload(string text, string told)
    {
        await _wizard.UploadAsync(Encoding.UTF8.GetBytes(text), "plan.csv", fields: new() { ["title"] = "Our plan" });

        Assert.Equal(HttpStatusCode.BadRequest, _wizard.Status);
        Assert.Contains(told, _wizard.Page.GetElementById("file-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ("file", "Our plan"),
            (_wizard.Page.QuerySelector("input[type=file]")!.Id, _wizard.Page.GetElementById("title")!.GetAttribute("value")));
        Assert.Empty(await NamesAsync("files/"));
    }

    [Fact]
    public async Task A_file_with_faults_is_replaced_and_what_was_said_of_it_stays()
    {
        await _wizard.ToColumnsAsync(
            "Nr,Ambition\n1,Homes\n1,Roads\n"u8.ToArray(), "plan.csv", fields: new() { ["id"] = "town" });
        await _wizard.SendAsync(new() { ["column-0"] = "Reference", ["column-1"] = "Title" });
        Assert.Equal(HttpStatusCode.BadRequest, _wizard.Status);
        Assert.Contains("Line 3, column 1: Line 2 has this reference too", _wizard.Text, StringComparison.Ordinal);

        var (_, sheet) = await _visitor.UploadAsync(
            _wizard.Page, "/office/import", "Nr,Ambition\n1,Homes\n2,Roads\n"u8.ToArray(), "plan.csv");

        var (_, columns) = await _visitor.SendAsync(sheet, sheet.Forms[^1].GetAttribute("action")!);
        Assert.Equal("Title", columns.QuerySelector("#column-1 option[selected]")!.GetAttribute("value"));
        var (status, check) = await _visitor.SendAsync(columns, columns.Forms[^1].GetAttribute("action")!);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("2 items added", check.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "file", "Choose a file, or paste the cells")]
    [InlineData("Action\nx", "No id", "id", "An id has 1 to 63 characters")]
    [InlineData("Action\nx", "town", "id", "There is a plan with this id")]
    public async Task Says_beside_the_field_what_is_missing(string pasted, string id, string field, string told)
    {
        (await _app.Office.PutJsonAsync("/api/plans/town", new { id = "town", title = "Town", referenceDate = "2022-01-01" }))
            .EnsureSuccessStatusCode();

        var (status, page) = await _visitor.SendAsync(
            await _visitor.OpenAsync("/office/import"), "/office/import", new() { ["pasted"] = pasted, ["id"] = id });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(told, page.GetElementById($"{field}-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(pasted, page.GetElementById("pasted")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_file_is_seen_by_its_own_session_alone_and_goes_at_sign_out()
    {
        await _wizard.ToCheckAsync(Csv);
        var step = _wizard.Step;
        using var other = await Visitor.SignedInAsync(_app, "Bob Ray");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(step)).Status);
        Assert.Equal(2, (await NamesAsync("files/")).Count);

        await _visitor.SendAsync(_wizard.Page, "/office/sign-out");

        Assert.Empty(await NamesAsync("files/"));
    }

    [Fact]
    public async Task A_session_keeps_its_newest_five_files()
    {
        for (var n = 0; n < 7; n++)
            await _wizard.UploadAsync(Encoding.UTF8.GetBytes(Csv), $"{n}.csv");

        Assert.Equal(2 * ImportDrafts.MaxWaiting, (await NamesAsync("files/")).Count);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(_wizard.Step)).Status);
    }

    [Fact]
    public async Task Housekeeping_deletes_a_file_after_24_hours()
    {
        await _wizard.ToCheckAsync(Csv);
        var drafts = new ImportDrafts(Rows, new ShiftedClock { Shift = ImportDrafts.KeptFor - TimeSpan.FromMinutes(5) });
        Assert.Equal(0, await drafts.ExpireAsync(Stop));

        var later = new ImportDrafts(Rows, new ShiftedClock { Shift = ImportDrafts.KeptFor + TimeSpan.FromMinutes(5) });

        Assert.Equal(2, await later.ExpireAsync(Stop));
        Assert.Empty(await NamesAsync("files/"));
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync(_wizard.Step)).Status);
        Assert.Contains(_app.Services.GetServices<IRetention>(), r => r is ImportDrafts);
    }

    [Theory]
    [InlineData("town", "Nobody", 0)]
    [InlineData("parks", "Jane Roe", 0)]
    [InlineData("parks", "Nobody", 2)]
    public async Task An_erasure_takes_the_plans_files_and_any_with_the_text(string plan, string text, int left)
    {
        foreach (var id in (string[])["town", "parks"])
            (await _app.Office.PutJsonAsync($"/api/plans/{id}", new { id, title = "Plan", referenceDate = "2022-01-01" }))
                .EnsureSuccessStatusCode();
        await _wizard.UploadAsync(Encoding.UTF8.GetBytes(Csv), "plan.csv", "town");

        var answer = await _app.Office.PostJsonAsync(
            $"/api/plans/{plan}/erasures", new { field = "title", text, reason = "Asked for" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(left, (await NamesAsync("files/")).Count);
    }

    [Fact]
    public async Task Looking_at_the_steps_changes_nothing_and_no_step_can_be_skipped()
    {
        await _wizard.UploadAsync(Encoding.UTF8.GetBytes(Csv), "plan.csv");
        var draft = _wizard.Step[..^"sheet".Length];

        Assert.Equal(
            "Choose the row with the headings", (await _visitor.OpenAsync($"{draft}check")).QuerySelector("h1")!.TextContent);
        Assert.Equal(
            "Choose the row with the headings", (await _visitor.OpenAsync($"{draft}columns")).QuerySelector("h1")!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/office/import/0000000000000000/check")).Status);
        Assert.Empty(await _app.Plans.ListAsync(Stop));
    }

    [Fact]
    public async Task A_reader_sees_the_page_and_brings_nothing_in()
    {
        var session = await _app.Get<HubFunctions.Hosting.TableSessions>()
            .AddAsync(SessionRole.Reader, "Bob Ray", null, HubApp.AdminKey, Stop);
        using var reader = new Visitor(_app);
        reader.Use(session);

        var page = await reader.OpenAsync("/office/import");

        Assert.DoesNotContain(page.Forms, f => f.GetAttribute("action") == "/office/import");
        Assert.Equal(
            HttpStatusCode.Forbidden, (await reader.PostAsync("/office/import", new() { ["pasted"] = "Action\nx" })).Status);
    }

    private async Task<List<string>> NamesAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (var (name, _) in Rows.ListAsync(prefix, Stop))
            names.Add(name);
        return names;
    }
}
