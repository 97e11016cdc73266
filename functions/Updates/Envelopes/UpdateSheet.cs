using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The sheet of a file that holds the updates: a text's only one, a workbook's first visible one with the most headings
/// that the hub knows. Pure.</summary>
/// <param name="Rows">Below the headings.</param>
internal sealed record UpdateSheet(TableRow Headings, IReadOnlyList<TableRow> Rows, IReadOnlyList<string> Warnings)
{
    /// <summary>Rows in which headings are looked for; people put titles above them.</summary>
    private const int HeadingRows = 20;

    /// <returns>Null when no sheet holds anything.</returns>
    public static UpdateSheet? Of(TableFile file)
    {
        var best = file.Tables.Where(t => t.Rows.Count > 0).OrderBy(t => t.IsHidden).ThenByDescending(Known).FirstOrDefault();
        if (best is null)
            return null;
        var heading = Heading(best);
        List<TableRow> rows = [.. best.Rows.Skip(heading + 1)];
        return new(best.Rows[heading], rows, [.. file.Warnings, .. best.Notes, .. Others(file, best), .. Hidden(rows)]);
    }

    private static int Known(Table table) => CsvColumns.Known(table.Rows[Heading(table)]);

    private static int Heading(Table table) =>
        Enumerable.Range(0, Math.Min(HeadingRows, table.Rows.Count)).MaxBy(i => CsvColumns.Known(table.Rows[i]));

    private static IEnumerable<string> Others(TableFile file, Table taken) =>
        from other in file.Tables
        where other != taken && other.Rows.Count > 0
        select string.Create(CultureInfo.InvariantCulture, $"Sheet \"{other.Name}\" with {other.Rows.Count} rows was not taken.");

    private static IEnumerable<string> Hidden(List<TableRow> rows) =>
        rows.Where(r => r.IsHidden).Select(r => $"/{r.Line}: this line is hidden in the sheet, and was read");
}
