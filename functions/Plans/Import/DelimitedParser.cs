using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>One pass over delimited text.</summary>
/// <param name="most">Rows after which it stops.</param>
internal sealed partial class DelimitedParser(string text, char delimiter, int most)
{
    private readonly List<TableRow> _rows = [];
    private List<TableCell> _cells = [];
    private FieldError? _refusal;
    private int _at;
    private int _line = 1;
    private int _width;

    /// <param name="skipFirst">The first line is <c>sep=</c>.</param>
    public (Table Table, FieldError? Refusal) Read(bool skipFirst = false)
    {
        if (skipFirst)
            EndLine(text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end : text.Length);
        while (_at < text.Length && _refusal is null && _rows.Count < most)
            ReadRow();
        return (new Table(null, _rows), _refusal);
    }

    private void ReadRow()
    {
        var line = _line;
        _cells = [];
        do
        {
            ReadCell();
            if (_cells.Count > TableLimits.Columns)
                Refuse(
                    line,
                    _cells.Count,
                    "too-many-columns",
                    Say($"A table has at most {TableLimits.Columns} columns; delete those that are not needed."));
        }
        while (_refusal is null && Take(delimiter));
        if (_at < text.Length && text[_at] is '\r' or '\n')
            EndLine(_at);
        var row = new TableRow(line, _cells);
        if (row.IsEmpty || (_refusal is not null && _cells.Count <= TableLimits.Columns))
            return;
        _rows.Add(row);
        _width = Math.Max(_width, _cells.Count);
        if (_rows.Count > TableLimits.Rows)
            Refuse(line, 1, "too-many-rows", Say($"A table has at most {TableLimits.Rows} rows; split the plan."));
    }

    private void ReadCell()
    {
        var start = _at;
        while (start < text.Length && text[start] == ' ' && delimiter != ' ')
            start++;
        if (start < text.Length && text[start] == '"')
        {
            _at = start + 1;
            ReadQuoted();
            return;
        }

        var end = _at;
        while (end < text.Length && text[end] != delimiter && text[end] is not ('\r' or '\n'))
            end++;
        _cells.Add(end == _at ? TableCell.Empty : new TableCell(text[_at..end]));
        _at = end;
    }

    private void ReadQuoted()
    {
        var (line, column, cell) = (_line, _cells.Count + 1, new StringBuilder());
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '\n')
                _line++;
            else if (text[_at] == '\r' && (_at + 1 == text.Length || text[_at + 1] != '\n'))
                _line++;
            if (text[_at] != '"')
            {
                cell.Append(text[_at]);
                continue;
            }

            if (_at + 1 < text.Length && text[_at + 1] == '"')
            {
                cell.Append(text[_at++]);
                continue;
            }

            _at++;
            Close(line, column, cell.ToString());
            return;
        }

        Refuse(
            line,
            column,
            "unclosed-quote",
            "The quote that opens this cell is never closed: close it, or write it twice (\"\") where it belongs to the text.");
    }

    private void Close(int line, int column, string cell)
    {
        while (_at < text.Length && text[_at] == ' ')
            _at++;
        if (_at < text.Length && text[_at] != delimiter && text[_at] is not ('\r' or '\n'))
        {
            Refuse(
                line,
                column,
                "stray-quote",
                "The quote that opens this cell closes in the middle of a text: write quotes that belong to it twice (\"\") and "
                    + "close the cell at its end.");
            return;
        }

        if (Swallows(cell))
        {
            Refuse(
                line,
                column,
                "unclosed-quote",
                "The quote that opens this cell closes lines later, and what lies between looks like rows: close it in its own "
                    + "line.");
            return;
        }

        _cells.Add(new TableCell(cell.ReplaceLineEndings("\n")));
    }

    /// <summary>Whether a cell holds a line with as many cells as the table has, or one that begins with a reference. In prose a
    /// space
    /// follows the comma.</summary>
    private bool Swallows(string cell)
    {
        if (_width < 2 || !cell.Contains('\n', StringComparison.Ordinal))
            return false;
        foreach (var inner in cell.ReplaceLineEndings("\n").Split('\n')[1..])
        {
            var cells = inner.Split(delimiter);
            var isRow = cells.Length == _width || (cells.Length > 1 && Reference().IsMatch(cells[0]));
            if (isRow && !cells.Skip(1).Any(c => c.StartsWith(' ')))
                return true;
        }

        return false;
    }

    private bool Take(char c)
    {
        if (_at >= text.Length || text[_at] != c)
            return false;
        _at++;
        return true;
    }

    private void EndLine(int at)
    {
        _at = at < text.Length && text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;
        _line++;
    }

    private void Refuse(int line, int column, string code, string detail) =>
        _refusal ??= new FieldError(Say($"/line/{line}/column/{column}"), code, detail);

    [GeneratedRegex(@"^[A-Za-z]{0,4}[-. ]?\d+([.\-/]\d+)*[A-Za-z]?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Reference();

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
