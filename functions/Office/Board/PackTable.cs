using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace HubFunctions.Office;

/// <summary>A table of a pack in Word: as wide as the page, its header row on every page, no row cut in two. Pure.</summary>
internal static class PackTable
{
    /// <summary>Twentieths of a point between the margins of an A4 page.</summary>
    private const int Width = 9638;
    private const int FigureWidth = 1200;

    public static Table Of(PackBlock.Table table)
    {
        var widths = Widths(table);
        var made = new Table(
            new TableProperties(
                new TableStyle { Val = "PackTable" },
                new TableWidth { Width = Text(Width), Type = TableWidthUnitValues.Dxa },
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableLook { Val = "0620", FirstRow = true },
                new TableCaption { Val = table.Caption }),
            new TableGrid(widths.Select(w => new GridColumn { Width = Text(w) })));
        made.Append(Row(table.Columns, table, widths, isHeader: true));
        foreach (var row in table.Rows)
            made.Append(Row(row, table, widths, isHeader: false));
        return made;
    }

    private static TableRow Row(IReadOnlyList<string> cells, PackBlock.Table table, IReadOnlyList<int> widths, bool isHeader)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHeader)
            properties.Append(new TableHeader());
        var row = new TableRow(properties);
        for (var at = 0; at < cells.Count; at++)
        {
            var words = PackDocument.Paragraph(isHeader ? "TableHeading" : "TableText", cells[at]);
            if (IsFigure(table, at))
                words.ParagraphProperties!.Append(new Justification { Val = JustificationValues.Right });
            var width = new TableCellWidth { Width = Text(widths[at]), Type = TableWidthUnitValues.Dxa };
            row.Append(new TableCell(new TableCellProperties(width), words));
        }

        return row;
    }

    private static IReadOnlyList<int> Widths(PackBlock.Table table)
    {
        var words = table.Columns.Count - table.Figures;
        var each = (Width - (table.Figures * FigureWidth)) / words;
        return [.. table.Columns.Select((_, at) => IsFigure(table, at) ? FigureWidth : each)];
    }

    private static bool IsFigure(PackBlock.Table table, int column) => column >= table.Columns.Count - table.Figures;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
