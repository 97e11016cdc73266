using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>One sheet, cell by cell, so that what it takes in memory follows what it holds.</summary>
internal sealed class SheetReader(IReadOnlyList<SharedText> texts, CellStyles styles)
{
    private const int MaxNamed = 20;
    private readonly SortedDictionary<int, (bool Hidden, List<TableCell> Cells)> _rows = [];
    private readonly HashSet<int> _hidden = [];
    private readonly List<string> _faulty = [];
    private readonly List<MergedRange> _merges = [];
    private int _formulas;
    private int _merged;
    private int _row;
    private int _column;

    public Table Read(WorksheetPart part, string name)
    {
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (!reader.IsStartElement)
                continue;
            if (reader.ElementType == typeof(Row))
                StartRow(reader);
            else if (reader.ElementType == typeof(Cell) && reader.LoadCurrentElement() is Cell cell)
                Add(cell);
            else if (reader.ElementType == typeof(Column) && reader.LoadCurrentElement() is Column { Hidden.Value: true } column)
                Hide(column);
            else if (reader.ElementType == typeof(MergeCell)
                && reader.LoadCurrentElement() is MergeCell { Reference.Value: { } range })
                Merge(range);
        }

        foreach (var range in _merges)
            range.Fill(_rows);
        var rows = _rows
            .Select(r => new TableRow(r.Key, r.Value.Cells) { IsHidden = r.Value.Hidden })
            .Where(r => !r.IsEmpty)
            .ToList();
        return new Table(name, rows) { HiddenColumns = _hidden, Notes = [.. Notes()] };
    }

    private void StartRow(OpenXmlReader reader)
    {
        var number =
            Attribute(reader, "r") is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out var given)
                ? given
                : _row + 1;
        if (_rows.Count >= TableLimits.Rows && !_rows.ContainsKey(number))
            throw TooLarge("too-many-rows", $"A table has at most {TableLimits.Rows} rows; split the plan.");
        (_row, _column) = (number, 0);
        _rows[number] = (Attribute(reader, "hidden") is "1" or "true", []);
    }

    private void Add(Cell cell)
    {
        var column = cell.CellReference?.Value is { } reference && CellName.Parse(reference) is { } at ? at.Column : _column;
        _column = column + 1;
        var shown = Shown(cell);
        if (shown.IsEmpty || !_rows.TryGetValue(_row, out var row))
            return;
        if (column >= TableLimits.Columns)
            throw TooLarge(
                "too-many-columns",
                $"A table has at most {TableLimits.Columns} columns; delete those that are not needed.");
        CellName.Set(row.Cells, column, shown);
    }

    private TableCell Shown(Cell cell)
    {
        var style = cell.StyleIndex?.Value ?? 0;
        var raw = cell.CellValue?.Text ?? "";
        if (cell.CellFormula is not null)
            _formulas++;
        var (text, struck, isDate) = ("", false, false);
        var type = cell.DataType?.Value;
        if (type == CellValues.SharedString)
            (text, struck) =
                int.TryParse(raw, CultureInfo.InvariantCulture, out var i) && i >= 0 && i < texts.Count
                    ? (texts[i].Text, texts[i].IsStruck)
                    : ("", false);
        else if (type == CellValues.InlineString)
            (text, struck) =
                cell.InlineString is { } inline && SharedText.Of(inline) is var shared
                    ? (shared.Text, shared.IsStruck)
                    : ("", false);
        else if (type == CellValues.Boolean)
            text = raw == "1" ? "Yes" : "No";
        else if (type == CellValues.String)
            text = raw;
        else if (type == CellValues.Error || (cell.CellFormula is not null && raw.Length == 0))
            _faulty.Add(CellName.Of(_row, _column - 1));
        else if (type == CellValues.Date && DateTime.TryParse(raw, CultureInfo.InvariantCulture, out var date))
            (text, isDate) = (date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), true);
        else
            (text, isDate) = styles.Show(raw, style);
        return new TableCell(text)
        {
            Indent = styles.Indent(style),
            IsStruck = struck || styles.IsStruck(style),
            IsDate = isDate,
        };
    }

    private void Hide(Column column)
    {
        for (var at = column.Min?.Value ?? 1; at <= Math.Min(column.Max?.Value ?? 1, TableLimits.Columns); at++)
            _hidden.Add((int)at - 1);
    }

    private void Merge(string range)
    {
        if (MergedRange.Parse(range) is not { } merged)
            return;
        _merges.Add(merged);
        _merged += Math.Min(merged.Bottom - merged.Top, TableLimits.Rows) + 1;
        if (_merged > TableLimits.MergedRows)
            throw TooLarge("too-many-merges", "This sheet merges too many cells; unmerge them.");
    }

    private IEnumerable<string> Notes()
    {
        if (_formulas > 0)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{_formulas} cells are formulas: the values that Excel last calculated were taken.");
        if (_faulty.Count > 0)
            yield return $"Cells without a value (an error such as #REF!, or a formula never calculated) were read as empty: "
                + $"{string.Join(", ", _faulty.Take(MaxNamed))}{(_faulty.Count > MaxNamed ? " and more" : "")}.";
    }

    private static string? Attribute(OpenXmlReader reader, string name) =>
        reader.Attributes.FirstOrDefault(a => a.LocalName == name).Value;

    private static TableTooLargeException TooLarge(string code, string detail) => new(new FieldError("", code, detail));
}
