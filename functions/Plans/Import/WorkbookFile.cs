using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>The sheets of an <c>.xlsx</c> workbook as tables. Formulas give the values that Excel last calculated, links to other
/// files are not
/// followed, and the package is measured before anything of it is unpacked.</summary>
public static class WorkbookFile
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Whether bytes begin like a workbook, of whatever kind.</summary>
    public static bool IsPackage(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Whether bytes begin like Excel's old format, or like a workbook that a password protects.</summary>
    public static bool IsCompoundFile(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    public static (IReadOnlyList<Table> Sheets, FieldError? Refusal) Read(byte[] bytes)
    {
        try
        {
            if (Excess(bytes) is { } excess)
                return ([], excess);
            using var stream = new MemoryStream(bytes, writable: false);
            using var document = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { AutoSave = false });
            return document.WorkbookPart is { } part ? (Sheets(part), null) : ([], NotAWorkbook());
        }
        catch (TableTooLargeException large)
        {
            return ([], large.Error);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return ([], NotAWorkbook());
        }
    }

    /// <summary>The package is untrusted: its parts may be anything, and the library says so in many ways.</summary>
    private static bool IsBroken(Exception error) =>
        error
            is OpenXmlPackageException
                or InvalidDataException
                or FileFormatException
                or XmlException
                or IOException
                or ArgumentException
                or FormatException
                or InvalidOperationException
                or NotSupportedException
                or NullReferenceException
                or KeyNotFoundException
                or OverflowException;

    private static FieldError? Excess(byte[] bytes)
    {
        using var package = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (TableLimits.IsTooLarge(package))
            return TooLarge();
        var parts = package.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            || e.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase));
        return parts.Any(e => e.Length > Most(e.FullName)) ? TooLarge() : null;
    }

    private static long Most(string part) =>
        part.Contains("/worksheets/", StringComparison.OrdinalIgnoreCase)
        || part.Contains("sharedStrings", StringComparison.OrdinalIgnoreCase)
            ? TableLimits.PartBytes
            : TableLimits.StyleBytes;

    private static List<Table> Sheets(WorkbookPart book)
    {
        var texts = SharedTexts.Read(book.SharedStringTablePart);
        var styles = new CellStyles(
            book.WorkbookStylesPart?.Stylesheet,
            book.Workbook?.WorkbookProperties?.Date1904?.Value == true);
        var tables = new List<Table>();
        foreach (var sheet in (book.Workbook?.Sheets?.Elements<Sheet>() ?? []).Take(TableLimits.Sheets))
        {
            if (sheet.Id?.Value is { } id && book.GetPartById(id) is WorksheetPart part)
            {
                var isHidden = sheet.State is { HasValue: true } state && state.Value != SheetStateValues.Visible;
                tables.Add(new SheetReader(texts, styles).Read(part, sheet.Name?.Value ?? "") with { IsHidden = isHidden });
            }
        }

        return tables;
    }

    private static FieldError NotAWorkbook() =>
        new(
            "",
            "not-a-workbook",
            "This is no workbook that the hub can read: save it in Excel as .xlsx without a password, or as CSV UTF-8.");

    private static FieldError TooLarge() =>
        new(
            "",
            "too-large",
            "Unpacked, this workbook is larger than any plan: copy the sheet with the plan into a new workbook, without "
                + "pictures.");
}

/// <summary>A sheet goes beyond <see cref="TableLimits"/>.</summary>
internal sealed class TableTooLargeException(FieldError error) : Exception(error.Detail)
{
    public FieldError Error => error;
}
