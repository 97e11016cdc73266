namespace HubFunctions.Plans;

/// <summary>A table as it lies in a file, text or workbook: rows that hold something, in order.</summary>
/// <param name="Name">Of the sheet; null for a text file.</param>
public sealed record Table(string? Name, IReadOnlyList<TableRow> Rows)
{
    public static readonly Table Empty = new(null, []);

    /// <summary>Columns (from 0) that the sheet does not show.</summary>
    public IReadOnlySet<int> HiddenColumns { get; init; } = new HashSet<int>();

    /// <summary>Whether the file itself does not show the sheet.</summary>
    public bool IsHidden { get; init; }

    /// <summary>What a reader of the file should know: formulas, errors in cells.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether cells are told apart by a delimiter alone, so that one too many shifts the rest.</summary>
    public bool IsDelimited => Name is null;
}

/// <param name="Line">Where the row begins, from 1: line of the text, row of the sheet.</param>
public sealed record TableRow(int Line, IReadOnlyList<TableCell> Cells)
{
    public bool IsHidden { get; init; }

    public TableCell this[int column] => column < Cells.Count ? Cells[column] : TableCell.Empty;

    public bool IsEmpty => Cells.All(c => c.IsEmpty);
}

/// <param name="Text">As people see it, spaces around included; dates in words.</param>
public sealed record TableCell(string Text)
{
    public static readonly TableCell Empty = new("");

    /// <summary>Steps by which the sheet sets the text in.</summary>
    public int Indent { get; init; }
    public bool IsStruck { get; init; }

    /// <summary>True where the sheet holds a date, whatever it shows.</summary>
    public bool IsDate { get; init; }

    /// <summary>Text of the cell above with which this one is merged.</summary>
    public string? Above { get; init; }

    /// <summary>Text of the cell to the left with which this one is merged.</summary>
    public string? Left { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);
}
