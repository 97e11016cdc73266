namespace HubFunctions.Plans;

/// <summary>Where a table's headings stand.</summary>
/// <param name="First">Index of the first heading row among the table's rows.</param>
/// <param name="Last">Index of the last; the same where there is one.</param>
/// <param name="Names">By column; empty where a column has none.</param>
public sealed record Headings(int First, int Last, IReadOnlyList<string> Names)
{
    private const int RowsLookedAt = 40;
    private const int LongestHeading = 120;

    /// <summary>Finds them: the row that holds most of the names that people give to columns, a title among them.</summary>
    /// <param name="line">Line of the headings, where somebody says it.</param>
    /// <param name="isMapped">Somebody says what the columns are too, so that no name has to be known.</param>
    /// <returns>Null when no row has a heading for titles.</returns>
    public static Headings? Find(Table table, int? line = null, bool isMapped = false)
    {
        if (isMapped && line is { } said)
            return At(table, said);
        Headings? best = null;
        var most = 0;
        for (var row = 0; row < Math.Min(table.Rows.Count, RowsLookedAt); row++)
        {
            if (line is { } wanted && table.Rows[row].Line != wanted)
                continue;
            var found = Around(table, row);
            var score = found.Score;
            if (score > most && found.HasTitle)
                (best, most) = (found, score);
        }

        return best;
    }

    /// <summary>The headings in a row that somebody points at, whatever they are called.</summary>
    /// <param name="line">Line of the file, from 1.</param>
    /// <returns>Null when there is no such row.</returns>
    public static Headings? At(Table table, int line)
    {
        var row = Enumerable.Range(0, Math.Min(table.Rows.Count, RowsLookedAt))
            .FirstOrDefault(r => table.Rows[r].Line == line, -1);
        return row < 0 ? null : Around(table, row);
    }

    /// <summary>How many names that the hub knows stand in a row.</summary>
    public static int Count(TableRow row) =>
        row.Cells.Count(c => c.Text.Length <= LongestHeading && FieldNames.Of(c.Text).Count > 0);

    /// <summary>By likelihood of the whole, for choosing a row or a sheet.</summary>
    public int Score => ColumnMapping.Of(this).Fields.Where(f => f != ImportField.LeaveOut).Distinct().Count();

    private bool HasTitle => ColumnMapping.Of(this).Fields.Contains(ImportField.Title);

    private static Headings Around(Table table, int row)
    {
        var above = row > 0 && IsBand(table.Rows[row - 1]) ? table.Rows[row - 1] : null;
        var below = row + 1 < table.Rows.Count && IsSecond(table.Rows[row], table.Rows[row + 1]) ? table.Rows[row + 1] : null;
        var width = new[] { above, table.Rows[row], below }.Max(r => r?.Cells.Count ?? 0);
        var names = Enumerable.Range(0, width).Select(c => Name(above, table.Rows[row], below, c)).ToList();
        return new(above is null ? row : row - 1, below is null ? row : row + 1, names);
    }

    /// <summary>The lowest name that is known, alone or with the one above it.</summary>
    private static string Name(TableRow? above, TableRow row, TableRow? below, int column)
    {
        var levels = new[] { Of(above, column), Of(row, column), Of(below, column) }.Where(t => t.Length > 0).Distinct().ToList();
        if (levels.Count == 0)
            return "";
        var whole = string.Join(' ', levels);
        if (levels.Count > 1 && FieldNames.Of(whole).Count > 0)
            return whole;
        return levels.FindLast(l => FieldNames.Of(l).Count > 0) ?? whole;
    }

    private static string Of(TableRow? row, int column) =>
        row is null ? "" : Folding.Spaces(row[column] is { IsEmpty: false } cell ? cell.Text : row[column].Left ?? "");

    /// <summary>A row of wider headings stands above: several names, none of them an item's.</summary>
    private static bool IsBand(TableRow row) =>
        row.Cells.Any(c => c.Left is not null)
        && row.Cells.Count(c => !c.IsEmpty) > 1
        && row.Cells.All(c => c.Text.Length <= LongestHeading);

    /// <summary>A second row says more of the first: it names columns, and no title stands where the first has one.</summary>
    private static bool IsSecond(TableRow first, TableRow second)
    {
        var mapping = ColumnMapping.Of(new Headings(0, 0, [.. first.Cells.Select(c => c.Text)]));
        var title = mapping.Column(ImportField.Title);
        if (title is null || !second[title.Value].IsEmpty || second.Cells.Any(c => c.Text.Length > LongestHeading))
            return false;
        var filled = Enumerable.Range(0, second.Cells.Count).Where(c => !second[c].IsEmpty).ToList();
        return filled.Exists(c => FieldNames.Of(second[c].Text).Count > 0)
            && filled.TrueForAll(c =>
                first[c].IsEmpty
                || FieldNames.Of(second[c].Text).Count > 0
                || FieldNames.Of($"{first[c].Text} {second[c].Text}").Count > 0
                || first[c + 1].Left is not null);
    }
}
