using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Plans.Import;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>The quarterly spreadsheet as the workbook that it is, by the page and by the API.</summary>
public sealed class WorkbookTests(AzuriteFixture azurite) : SpreadsheetVisit(
    azurite,
    new { id = "2.1", title = "Homes", measures = new[] { new { id = "built", name = "Homes built" } } },
    new { id = "2.10", title = "Paths" },
    new { id = "2.2", title = "Parks" })
{
    private static readonly DateOnly Day = new(2022, 5, 20);

    [Fact]
    public async Task A_workbook_with_titles_merges_and_other_sheets_is_read()
    {
        var file = new XlsxFile().Sheet("Notes").Row("For the Board")
            .Sheet("Update").Row("Museum, first quarter").Row()
            .Row("Ref", "As at", "RAG", "% complete", "Progress update", "Homes built")
            .Row("2.1", Day, "Amber", new XlsxCell(0.4, XlsxFile.Percent), "Ten are up", 12)
            .Row("2.2", null, "Green", null, null, null)
            .HiddenRow(new XlsxCell(2.1, XlsxFile.TwoPlaces), Day, "Red", null, null, null)
            .Merge("B4:B5");

        var (status, page) = await Visitor.UploadAsync(Partner, file.ToBytes());

        var text = page.MainText();
        Assert.True(status == HttpStatusCode.OK, text);
        foreach (
            var part in (string[])
                ["Stored: 3.", "Sheet \"Notes\" with 1 rows was not taken", "Line 6: this line is hidden in the sheet"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        var homes = await StateAsync("2.1");
        Assert.Equal((Health.AtRisk, 40, 12m), (homes.Health, homes.PercentComplete, Assert.Single(homes.Measures).Value));
        var (parks, paths) = (await StateAsync("2.2"), await StateAsync("2.10"));
        Assert.Equal((Health.OnTrack, homes.AsAt), (parks.Health, parks.AsAt));
        Assert.Equal(Health.OffTrack, paths.Health);
    }

    [Fact]
    public async Task The_template_comes_back_filled_in()
    {
        var template = await Visitor.Client.GetByteArrayAsync($"/partners/{Partner.Id}/template.xlsx", Stop);
        var rows = Assert.Single(WorkbookFile.Read(template).Sheets).Rows;
        Assert.Equal(["town", "2.10", "Paths"], rows[2].Cells.Take(3).Select(c => c.Text));
        var filled = new XlsxFile().Sheet("Updates").Row([.. rows[0].Cells.Select(c => c.Text)])
            .Row("town", "2.1", "Homes", null, null).Row("town", "2.10", "Paths", 44701, "green");

        var (status, page) = await Visitor.UploadAsync(Partner, filled.ToBytes());

        Assert.True(status == HttpStatusCode.OK, page.MainText());
        Assert.Equal(
            "2022-05-19T23:00:00Z",
            (await StateAsync("2.10")).AsAt!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        Assert.Null((await StateAsync("2.1")).AsAt);
    }

    [Theory]
    [InlineData(WorkbookFile.ContentType, false)]
    [InlineData("text/csv", true)]
    public async Task The_api_reads_a_workbook_by_its_bytes_and_knows_it_again(string type, bool isWarned)
    {
        var file = new XlsxFile().Sheet("Update").Row("deliverable", "as at", "status").Row("2.1", Day, "green").ToBytes();

        var first = await (await Partner.BearerAsync(file, type)).JsonAsync();
        var again = await (await Partner.BearerAsync(file, type)).JsonAsync();

        Assert.Equal(("stored", "duplicate"), (first.Outcome(), again.Outcome()));
        Assert.Equal(isWarned, first.ToJsonString().Contains("was sent as CSV and is a workbook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_called_a_workbook_and_is_none_is_refused_with_the_fix()
    {
        foreach (var (bytes, said) in ((byte[], string)[])[
            ("PK\u0003\u0004 no package"u8.ToArray(), "no workbook that the hub can read"),
            ([0xD0, 0xCF, 0x11, 0xE0, 1], "Excel's old form"),
            ("%PDF-1.7"u8.ToArray(), "This is a PDF"),
            (new XlsxFile().Sheet("Empty").ToBytes(), "The sheet is empty")])
        {
            var (status, page) = await Visitor.UploadAsync(Partner, bytes);
            Assert.Equal(
                (HttpStatusCode.UnprocessableEntity, true),
                (status, page.MainText().Contains(said, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task An_erasure_finds_a_text_in_a_refused_workbook()
    {
        var (with, without) = (Refused("Jo Bloggs has left"), Refused("Nobody"));
        foreach (var file in (byte[][])[with, without, "PK\u0003\u0004 no package"u8.ToArray()])
            await Partner.BearerAsync(file, WorkbookFile.ContentType);

        var erased = await App.Office.PostJsonAsync(
            "/api/plans/town/erasures", new { field = "summary", text = "Jo Bloggs", reason = "Asked by the person" });

        erased.EnsureSuccessStatusCode();
        var kept = (await (await App.Office.GetAsync("/api/quarantine", Stop)).JsonAsync())["entries"]!.AsArray();
        Assert.Equal(3, kept.Count);
        Assert.Equal(2, kept.Count(e => e!.Text("text") == "Erased."));
        Assert.Contains("Nobody", kept.Select(e => e!.Text("text")!).Single(t => t != "Erased."), StringComparison.Ordinal);
    }

    /// <summary>A workbook without the column that says when.</summary>
    private static byte[] Refused(string summary) =>
        new XlsxFile().Sheet("Update").Row("deliverable", "summary").Row("2.1", summary).ToBytes();
}
