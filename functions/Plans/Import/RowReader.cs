using System.Globalization;
using System.Text.RegularExpressions;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>From the rows of a table to items: what is no item is named in the notes, what cannot be decided is refused by line
/// and column.</summary>
public sealed partial class RowReader(Table table, Headings headings, ColumnMapping mapping, ImportNotes notes)
{
    private const int SpacesPerIndent = 2;
    private readonly List<ImportRow> _rows = [];
    private readonly List<FieldError> _errors = [];
    private readonly int _title = mapping.Column(ImportField.Title)
        ?? throw new ArgumentException("The mapping has no column of titles.", nameof(mapping));

    private readonly Dictionary<int, string> _above = [];
    private string? _band;
    private TableRow? _unused;

    public ImportRows Read()
    {
        var data = table.Rows.Skip(headings.Last + 1).ToList();
        var allWider = data.Count > 0 && data.TrueForAll(r => r.Cells.Count > headings.Names.Count);
        foreach (var row in data)
        {
            if (!IsTooWide(row, allWider))
                Read(row);
        }

        LeaveUnusedBand("a heading with nothing below, or a footer; not taken.");
        return new(_rows, _errors);
    }

    private bool IsTooWide(TableRow row, bool allWider)
    {
        var extra = Enumerable.Range(0, row.Cells.Count).Skip(headings.Names.Count).ToList();
        if (extra.Count == 0 || (extra.TrueForAll(c => row[c].IsEmpty) && (allWider || !table.IsDelimited)))
            return false;
        if (!table.IsDelimited)
        {
            notes.Add(row.Line, "cells beyond the last heading; not taken.");
            return false;
        }

        Refuse(
            row.Line,
            headings.Names.Count,
            "more-cells",
            string.Create(
                CultureInfo.InvariantCulture,
                $"This row has {row.Cells.Count} cells and there are {headings.Names.Count} headings: put a text that holds a "
                    + $"comma into quotes."));
        return true;
    }

    private void Read(TableRow row)
    {
        if (RowKinds.IsHeading(row, headings))
            notes.Add(row.Line, "the headings again; not taken.");
        else if (RowKinds.IsTotal(row, Names) || (_rows.Count > 0 && RowKinds.IsSum(row, Names)))
            notes.Add(row.Line, "a row of totals; not taken.");
        else if (RowKinds.IsFooter(row))
            notes.Add(row.Line, "a footer; not taken.");
        else if (RowKinds.IsGroup(row, _title))
            StartBand(row);
        else
            ReadItem(row);
    }

    private IReadOnlyList<int> Names => mapping.Column(ImportField.Reference) is { } reference ? [_title, reference] : [_title];

    private void StartBand(TableRow row)
    {
        LeaveUnusedBand("a heading with nothing below; not taken.");
        (_band, _unused) = (Folding.Cell(row.Cells.First(c => !c.IsEmpty).Text), row);
    }

    /// <summary>A heading without rows is an item where it stands among the titles and names itself like one.</summary>
    private void LeaveUnusedBand(string note)
    {
        if (_unused is not { } row)
            return;
        _unused = null;
        if (row[_title].IsEmpty || row[_title + 1].Left is not null)
        {
            notes.Add(row.Line, note);
            return;
        }

        _band = null;
        ReadItem(row);
    }

    private void ReadItem(TableRow row)
    {
        var reference = mapping.Column(ImportField.Reference) is { } c ? Folding.Cell(row[c].Text) : "";
        var title = Folding.Cell(row[_title].Text);
        if (Continues(row, reference, title, out var between))
        {
            Append(_rows[^1], row, between);
            notes.Add(row.Line, "goes on with the row above, and was taken as part of it.");
            return;
        }

        if (Wraps(row, reference, title))
        {
            _rows[^1].Append(ImportField.Title, title, " ");
            Append(_rows[^1], row, " ");
            notes.Add(row.Line, "goes on with the title of the row above, and was taken as part of it.");
            return;
        }

        if (title.Length == 0)
            title = row[_title].Above is { } above && reference.Length > 0 ? Folding.Cell(above) : "";
        if (title.Length == 0)
        {
            Refuse(row.Line, _title, "empty", "This line has no title; give one or empty the whole line.");
            return;
        }

        _unused = null;
        var item = new ImportRow(row.Line, Groups(row), Indent(row[_title]))
        {
            IsDatedReference =
                mapping.Column(ImportField.Reference) is { } at && (row[at].IsDate || DatedReference().IsMatch(reference)),
        };
        foreach (var (field, column) in mapping.Fields.Select((field, column) => (field, column)))
        {
            if (field is not (ImportField.LeaveOut or ImportField.Group or ImportField.Title)
                && Text(row[column]) is { Length: > 0 } text)
                item.Append(field, Dated(row, field, text), "\n");
        }

        item.Set(ImportField.Title, title);
        _rows.Add(item);
        if (row.IsHidden)
            notes.Add(row.Line, "hidden in the sheet, and taken like any other row.");
        if (row[_title].IsStruck)
            notes.Add(
                row.Line,
                "struck through, and taken like any other row: delete it from the file, or report the item as cancelled.");
    }

    private string Dated(TableRow row, ImportField field, string text)
    {
        if (field is not (ImportField.Timescale or ImportField.Start) || SerialDate.Read(text) is not { } day)
            return text;
        notes.Add(row.Line, "the date is a number, as Excel counts days, and was read as that day.");
        return day;
    }

    private static string Text(TableCell cell) => Folding.Cell(cell.IsEmpty ? cell.Above ?? "" : cell.Text);

    /// <summary>A row without reference and title, or with those of the row above and a mark such as "(continued)".</summary>
    private bool Continues(TableRow row, string reference, string title, out string between)
    {
        between = row[_title].Above is null ? " " : "; ";
        if (_rows.Count == 0)
            return false;
        if (title.Length == 0)
            return reference.Length == 0;
        var bare = Continued().Replace(title, "");
        var last = _rows[^1];
        var isSame =
            Folding.Text(bare) == Folding.Text(last[ImportField.Title]!)
            && (reference.Length == 0 || reference == last[ImportField.Reference]);
        return bare.Length < title.Length && isSame;
    }

    /// <summary>A title that was broken into two rows, as tables copied from a document are.</summary>
    private bool Wraps(TableRow row, string reference, string title)
    {
        if (_rows.Count == 0 || reference.Length > 0 || !RowKinds.GoesOn(_rows[^1][ImportField.Title]!, title))
            return false;
        return _rows[^1][ImportField.Reference] is not null || RowKinds.IsAlone(row, _title);
    }

    private void Append(ImportRow last, TableRow row, string between)
    {
        foreach (var (field, column) in mapping.Fields.Select((field, column) => (field, column)))
        {
            var isText = field is not (ImportField.LeaveOut or ImportField.Group or ImportField.Title or ImportField.Reference);
            if (isText && Folding.Cell(row[column].Text) is { Length: > 0 } text && text != last[field])
                last.Append(field, text, between);
        }
    }

    private List<string> Groups(TableRow row)
    {
        var groups = _band is null ? new List<string>() : [_band];
        foreach (var column in mapping.Columns(ImportField.Group))
        {
            if (Text(row[column]) is { Length: > 0 } text)
            {
                if (Folding.Text(text) != Folding.Text(_above.GetValueOrDefault(column, "")))
                    mapping.Columns(ImportField.Group).Where(c => c > column).ToList().ForEach(c => _above.Remove(c));
                _above[column] = text;
            }

            if (_above.TryGetValue(column, out var group))
                groups.Add($"{LevelOf(headings.Names[column])}\t{group}");
        }

        return groups;
    }

    private static string LevelOf(string heading) => Folding.BareHeading(heading) is { Length: > 0 } level ? level : "theme";

    private static int Indent(TableCell cell)
    {
        var spaces = cell.Text.TakeWhile(char.IsWhiteSpace).Sum(c => c == '\t' ? SpacesPerIndent : 1);
        return cell.Indent + (spaces / SpacesPerIndent);
    }

    private void Refuse(int line, int column, string code, string detail) =>
        _errors.Add(new(Places.Of(line, column), code, detail));

    [GeneratedRegex(
        @"\s*[\(\[]?\b(continued|cont'd|cont\.?|contd\.?)[\)\]]?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Continued();

    [GeneratedRegex(
        @"^\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)$|^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2}$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex DatedReference();
}

/// <summary>Pointers into a table.</summary>
internal static class Places
{
    /// <param name="line">From 1.</param>
    /// <param name="column">From 0; told from 1.</param>
    public static string Of(int line, int column) =>
        string.Create(CultureInfo.InvariantCulture, $"/line/{line}/column/{column + 1}");
}
