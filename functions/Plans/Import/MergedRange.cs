namespace HubFunctions.Plans;

/// <summary>Cells that a sheet shows as one. All from 1 for rows and from 0 for columns, ends included.</summary>
internal readonly record struct MergedRange(int Top, int Left, int Bottom, int Right)
{
    public static MergedRange? Parse(string range) =>
        range.Split(':') is [var from, var to]
        && CellName.Parse(from) is { } start
        && CellName.Parse(to) is { } end
        && end.Row >= start.Row
        && end.Column >= start.Column
            ? new(start.Row, start.Column, end.Row, end.Column)
            : null;

    /// <summary>Notes in each covered cell what stands above or to the left of it, where the sheet has a row.</summary>
    public void Fill(SortedDictionary<int, (bool Hidden, List<TableCell> Cells)> rows)
    {
        if (!rows.TryGetValue(Top, out var first)
            || Left >= first.Cells.Count
            || first.Cells[Left] is not { IsEmpty: false } origin)
            return;
        for (var column = Left + 1; column <= Math.Min(Right, TableLimits.Columns - 1); column++)
            CellName.Set(first.Cells, column, new TableCell("") { Left = origin.Text });
        for (var row = Top + 1; row <= Math.Min(Bottom, Top + TableLimits.Rows); row++)
        {
            if (rows.TryGetValue(row, out var below))
                CellName.Set(below.Cells, Left, new TableCell("") { Above = origin.Text, IsStruck = origin.IsStruck });
        }
    }
}

/// <summary>Names of cells, such as C5.</summary>
internal static class CellName
{
    private const int MaxRow = 1_048_576;

    /// <returns>Row from 1, column from 0; null for anything else.</returns>
    public static (int Row, int Column)? Parse(string name)
    {
        var (row, column) = (0, 0);
        foreach (var c in name)
        {
            if (char.IsAsciiLetter(c) && row == 0)
                column = (column * 26) + (c | 0x20) - 'a' + 1;
            else if (char.IsAsciiDigit(c) && column > 0)
                row = (row * 10) + c - '0';
            else if (c != '$')
                return null;
            if (row > MaxRow || column > 20_000)
                return null;
        }

        return row > 0 && column > 0 ? (row, column - 1) : null;
    }

    public static string Of(int row, int column) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Column(column)}{row}");

    /// <summary>From 0: A, B … Z, AA.</summary>
    public static string Column(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{Column((column / 26) - 1)}{(char)('A' + (column % 26))}";

    public static void Set(List<TableCell> cells, int column, TableCell cell)
    {
        while (cells.Count <= column)
            cells.Add(TableCell.Empty);
        cells[column] = cell;
    }
}
