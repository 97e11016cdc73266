namespace HubFunctions.Plans;

/// <summary>A row that is an item, with what belongs to it from rows below.</summary>
/// <param name="Groups">Headings over it, the widest first.</param>
/// <param name="Indent">Steps by which its title is set in.</param>
public sealed record ImportRow(int Line, IReadOnlyList<string> Groups, int Indent)
{
    private readonly Dictionary<ImportField, string> _values = [];

    /// <summary>Null where the cell is empty.</summary>
    public string? this[ImportField field]
    {
        get => _values.GetValueOrDefault(field);
        init => _values[field] = value!;
    }

    /// <summary>Whether the reference's cell holds a date: Excel takes 1.2 for one.</summary>
    public bool IsDatedReference { get; init; }

    internal void Set(ImportField field, string text) => _values[field] = text;

    internal void Append(ImportField field, string text, string between) =>
        _values[field] = _values.TryGetValue(field, out var known) ? $"{known}{between}{text}" : text;
}

/// <summary>The rows of a table that are items, and what is wrong with others.</summary>
public sealed record ImportRows(IReadOnlyList<ImportRow> Rows, IReadOnlyList<Http.FieldError> Errors);
