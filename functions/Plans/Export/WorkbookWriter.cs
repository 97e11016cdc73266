using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace HubFunctions.Plans;

/// <summary>A workbook of one sheet, every cell a text: Excel makes no date of a reference such as 1.2.</summary>
internal static class WorkbookWriter
{
    private const uint TextFormat = 49;
    private const uint TextStyle = 1;

    public static byte[] Write(IEnumerable<IReadOnlyList<string>> lines, string name)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true }));
            var sheet = book.AddNewPart<WorksheetPart>();
            WriteRows(sheet, lines);
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = name, SheetId = 1, Id = book.GetIdOfPart(sheet) }));
        }

        return stream.ToArray();
    }

    private static void WriteRows(WorksheetPart sheet, IEnumerable<IReadOnlyList<string>> lines)
    {
        using var writer = OpenXmlWriter.Create(sheet);
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        foreach (var line in lines)
        {
            writer.WriteStartElement(new Row());
            foreach (var text in line)
                writer.WriteElement(Cell(text));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell Cell(string text)
    {
        if (text.Length == 0)
            return new Cell { StyleIndex = TextStyle };
        var shown = new Text(XmlText.Plain(text)) { Space = SpaceProcessingModeValues.Preserve };
        return new Cell(new InlineString(shown)) { DataType = CellValues.InlineString, StyleIndex = TextStyle };
    }
}
