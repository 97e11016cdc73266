using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A pack as a Word document: headings by style, tables whose header row is repeated, page numbers, language and
/// title. Pure.</summary>
internal static class PackDocument
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string Language = "en-GB";

    /// <param name="title">Of the document.</param>
    /// <param name="standing">Whether it is a draft, or who froze it and when.</param>
    /// <param name="at">When the file is made, or the pack was frozen (UTC).</param>
    public static byte[] Write(string title, string standing, IReadOnlyList<PackBlock> blocks, DateTimeOffset at)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = PackStyles.Of(Language);
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = PackStyles.Bullets();
            main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(new ThemeFontLanguages { Val = Language });
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new Footer(PageNumber(title));
            var body = new Body(Paragraph("Title", title), Paragraph("Subtitle", standing));
            foreach (var block in blocks)
                body.Append(Elements(block));
            body.Append(A4(main.GetIdOfPart(footer)));
            main.Document = new Document(body);
            var facts = document.PackageProperties;
            (facts.Title, facts.Language, facts.Creator) = (XmlText.Plain(title), Language, "Deliverables Hub");
            (facts.Created, facts.Modified) = (at.UtcDateTime, at.UtcDateTime);
        }

        return stream.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Elements(PackBlock block) => block switch
    {
        PackBlock.Heading heading => [Paragraph($"Heading{heading.Level}", heading.Text)],
        PackBlock.Paragraph paragraph => [Paragraph(null, paragraph.Text)],
        PackBlock.Bullets bullets => bullets.Lines.Select(line => Paragraph("ListBullet", line)),
        PackBlock.Table table => [Paragraph("Caption", table.Caption), PackTable.Of(table), Paragraph(null, "")],
        PackBlock.Entry entry => [Paragraph("Heading2", entry.Title), .. entry.Facts.Select(f => Fact(f.Name, f.Value))],
        _ => [new Paragraph(new Run(new Break { Type = BreakValues.Page }))],
    };

    internal static Paragraph Paragraph(string? style, string text)
    {
        var paragraph = new Paragraph();
        if (style is not null)
            paragraph.Append(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        paragraph.Append(Words(text));
        return paragraph;
    }

    private static Paragraph Fact(string name, string value) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = "Fact" }),
            new Run(new RunProperties(new Bold()), Plain($"{name}: ")), Words(value));

    /// <summary>Lines stay lines.</summary>
    private static Run Words(string text)
    {
        var run = new Run();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (run.HasChildren)
                run.Append(new Break());
            run.Append(Plain(line));
        }

        return run;
    }

    private static Text Plain(string text) => new(XmlText.Plain(text)) { Space = SpaceProcessingModeValues.Preserve };

    private static Paragraph PageNumber(string title) => new(
        new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }),
        new Run(Plain($"{title}. Page ")), Field("PAGE"), new Run(Plain(" of ")), Field("NUMPAGES"));

    private static SimpleField Field(string name) => new(new Run(new Text("1"))) { Instruction = name };

    private static SectionProperties A4(string footer) => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = footer },
        new PageSize { Width = 11906, Height = 16838 },
        new PageMargin { Top = 1134, Bottom = 1134, Left = 1134, Right = 1134, Header = 567, Footer = 567, Gutter = 0 });
}
