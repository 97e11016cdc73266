using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Import;

public sealed class HostileWorkbookTests(AzuriteFixture azurite)
{
    [Fact]
    public void A_bomb_is_refused_before_it_is_unpacked()
    {
        using var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = package.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var block = new byte[1024 * 1024];
            for (var i = 0; i < 300; i++)
                part.Write(block);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var import = ImportedSheet.Bytes(stream.ToArray());

        Assert.Equal("too-large", Assert.Single(import.Errors).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void A_sheet_of_ten_thousand_columns_is_refused()
    {
        var file = new XlsxFile()
            .Sheet("Plan")
            .Row([.. Enumerable.Range(0, 10_000).Select(n => (object)(n == 0 ? "Title" : $"c{n}"))]);

        Assert.Equal("too-many-columns", Assert.Single(ImportedSheet.Xlsx(file).Errors).Code);
    }

    [Fact]
    public void A_document_type_in_a_part_is_refused()
    {
        var file = new XlsxFile().Sheet("Plan").Row("Title").Row("Homes");
        var bytes = Replace(
            file.ToBytes(),
            "xl/sharedStrings.xml",
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><sst "
                + "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&a;</t></si></sst>");

        Assert.Equal("not-a-workbook", Assert.Single(ImportedSheet.Bytes(bytes).Errors).Code);
    }

    [Theory]
    [InlineData("xl/workbook.xml", "<workbook")]
    [InlineData(
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"x\"><c r=\"@@\" "
            + "s=\"99999\" t=\"s\"><v>-5</v></c><c t=\"zz\"><v>1</v></c></row></sheetData></worksheet>")]
    [InlineData(
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols><col min=\"0\" max=\"4294967295\" "
            + "hidden=\"1\"/></cols><sheetData/><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>")]
    [InlineData(
        "xl/styles.xml",
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf numFmtId=\"x\" "
            + "fontId=\"-1\"/></cellXfs></styleSheet>")]
    [InlineData(
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>")]
    public void A_broken_part_is_an_answer_and_no_failure(string part, string text)
    {
        var bytes = Replace(new XlsxFile().Sheet("Plan").Row("Title").Row("Homes").ToBytes(), part, text);

        var import = ImportedSheet.Bytes(bytes);

        Assert.True(import.Errors.Count > 0 || import.Plan is not null);
    }

    [Fact]
    public void Five_thousand_rows_are_read_again_without_a_change()
    {
        var file = new XlsxFile().Sheet("Plan").Row("Ref", "Theme", "Deliverable", "Owner", "Due", "RAG");
        for (var n = 1; n <= 5_000; n++)
            file.Row(
                $"R{n}",
                n % 50 == 1 ? $"Theme {n / 50}" : null,
                $"Deliverable number {n}",
                $"Officer {n % 40}",
                new DateOnly(2022, 1, 1).AddDays(n % 700),
                n % 3 == 0 ? "Amber" : null);
        var bytes = file.ToBytes();

        var import = ImportedSheet.Bytes(bytes);

        Assert.Equal(5_100, import.Ids().Count());
        Assert.Equal(40, import.Plan!.Owners.Count);
        import.AssertAgainChangesNothing(before => ImportedSheet.Bytes(bytes, null, before));
    }

    [Theory]
    [InlineData(WorkbookFile.ContentType)]
    [InlineData("text/csv")]
    public async Task A_workbook_is_taken_whatever_it_is_called(string type)
    {
        await using var app = await HubApp.StartAsync(azurite);
        var bytes = new XlsxFile()
            .Sheet("Plan")
            .Row("Ref", "Deliverable", "Due")
            .Row("1", "Homes", new DateOnly(2022, 6, 30))
            .ToBytes();

        var answer = await app.Office.PostAsync(
            "/api/plans/town/import",
            Content(bytes, type),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("2022-06-30", (string?)(await app.Office.GetJsonAsync("/api/plans/town/items/1"))["due"]);
    }

    [Fact]
    public async Task A_hundred_megabytes_and_unknown_charsets_are_refused()
    {
        await using var app = await HubApp.StartAsync(azurite);

        var large = await app.Office.PostAsync(
            "/api/plans/town/import",
            Content(new byte[100 * 1024 * 1024], WorkbookFile.ContentType),
            TestContext.Current.CancellationToken);
        var charset = await app.Office.PostAsync(
            "/api/plans/town/import",
            Content("Title\nHomes\n"u8.ToArray(), "text/csv; charset=foo"),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, charset.StatusCode);
    }

    private static ByteArrayContent Content(byte[] bytes, string type) =>
        new(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private static byte[] Replace(byte[] bytes, string part, string text)
    {
        using var stream = new MemoryStream();
        stream.Write(bytes);
        using (var package = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            package.GetEntry(part)!.Delete();
            using var writer = package.CreateEntry(part).Open();
            writer.Write(Encoding.UTF8.GetBytes(text));
        }

        return stream.ToArray();
    }
}
