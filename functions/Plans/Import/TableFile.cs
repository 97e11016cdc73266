using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>The tables of a file, by what its bytes are rather than by what they are called: one for a text, one a sheet for a
/// workbook. Pure.</summary>
/// <param name="Refusal">Why nothing could be read; null when it could.</param>
public sealed record TableFile(IReadOnlyList<Table> Tables, IReadOnlyList<string> Warnings, FieldError? Refusal = null)
{
    /// <param name="isWorkbook">What the sender called it.</param>
    /// <param name="charset">Of the content type, for text.</param>
    /// <param name="headings">How many names that the caller knows stand in a row: by it a text's delimiter is chosen.</param>
    public static TableFile Read(byte[] bytes, bool isWorkbook, string? charset, Func<TableRow, int> headings)
    {
        if (WorkbookFile.IsCompoundFile(bytes))
            return Refused(
                "old-workbook",
                "This is a workbook of Excel's old form, or one with a password: save it as .xlsx without a password, or as CSV "
                    + "UTF-8.");
        if (WorkbookFile.IsPackage(bytes))
        {
            var (sheets, refusal) = WorkbookFile.Read(bytes);
            return new(sheets, isWorkbook ? [] : ["The file was sent as CSV and is a workbook; it was read as one."], refusal);
        }

        if (bytes.AsSpan().StartsWith("%PDF"u8))
            return Refused("not-a-table", "This is a PDF: copy its table into a workbook and send that.");
        var text = TextDecoder.Decode(bytes, charset);
        if (text.Refusal is { } unread)
            return new([], [], unread);
        if (Array.IndexOf(bytes, (byte)0) >= 0 && text.Text.Contains('\0', StringComparison.Ordinal))
            return Refused("not-text", "This file holds bytes that are no text: save it as CSV UTF-8 or as .xlsx.");
        var (table, error) = DelimitedText.Read(text.Text, headings);
        List<string> warnings = [];
        if (text.Warning is { } warning)
            warnings.Add(warning);
        if (isWorkbook)
            warnings.Add("The file was sent as a workbook and is text; it was read as CSV.");
        if (text.Text.Contains('\uFFFD', StringComparison.Ordinal))
            warnings.Add(
                "The file holds the sign for characters that an earlier program could not read (\uFFFD): check the texts.");
        return new([table], warnings, error);
    }

    private static TableFile Refused(string code, string detail) => new([], [], new("", code, detail));
}
