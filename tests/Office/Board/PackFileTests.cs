using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>A pack as a Word document that other programs can read, and as CSV that no spreadsheet calculates.</summary>
public sealed class PackFileTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly BoardHub _hub = new(azurite);

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_Word_document_is_valid_and_has_structure_language_title_and_page_numbers(bool frozen)
    {
        await _hub.ReportTroubleAsync();
        await _hub.DecideAsync("Agree a second \u0001builder");
        if (frozen)
            await _hub.FreezeAsync();

        using var file = WordprocessingDocument.Open(new MemoryStream(await _hub.FileAsync("pack.docx")), isEditable: false);

        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(file, BoardHub.Stop)
            .Select(e => $"{e.Path?.XPath}: {e.Description}"));
        Assert.Equal(("Town plan: Board pack, 22 June 2022", "en-GB"),
            (file.PackageProperties.Title, file.PackageProperties.Language));
        var main = file.MainDocumentPart!;
        Assert.Equal("en-GB", main.StyleDefinitionsPart!.Styles!.DocDefaults!.Descendants<Languages>().Single().Val);
        var body = main.Document!.Body!;
        Assert.Equal(
            ["Summary", "Decisions needed", "Exceptions", "Who did not reply", "Without a date", "Without an owner",
                "What changed since the last pack"],
            body.Elements<Paragraph>().Where(p => p.ParagraphProperties?.ParagraphStyleId?.Val == "Heading1")
                .Select(p => p.InnerText));
        Assert.All(body.Elements<Table>(), t =>
            Assert.NotNull(t.Elements<TableRow>().First().TableRowProperties!.GetFirstChild<TableHeader>()));
        Assert.Contains("In their words: The builder is ill.", body.Elements<Paragraph>().Select(p => p.InnerText));
        var styles = main.StyleDefinitionsPart.Styles.Elements<Style>().Select(s => s.StyleId!.Value).ToHashSet();
        Assert.All(main.Document.Descendants<ParagraphStyleId>(), s => Assert.Contains(s.Val!.Value, styles));
        Assert.Equal(["PAGE", "NUMPAGES"], main.FooterParts.Single().Footer!.Descendants<SimpleField>()
            .Select(f => f.Instruction!.Value));
        Assert.Equal(frozen, body.InnerText.Contains("SHA-256", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_table_has_every_part_and_nothing_that_a_spreadsheet_calculates()
    {
        await _hub.ReportTroubleAsync();
        await _hub.DecideAsync("+Agree, and \"close\"");

        var text = Encoding.UTF8.GetString(await _hub.FileAsync("pack.csv"));

        Assert.StartsWith("\uFEFFpart,line,reference,", text, StringComparison.Ordinal);
        var lines = text.Split("\r\n");
        Assert.Contains(lines, l => l.StartsWith("exception,,d1,\"'=Open the path\",\"Ann Lee\",", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("\"'+Agree, and \"\"close\"\"\"", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("summary,Deliverables,", StringComparison.Ordinal)
            && l.EndsWith(",4", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.SelectMany(l => l.Split(',')), cell => cell.TrimStart('"', ' ') is ['=' or '+' or '@', ..]);
    }
}
