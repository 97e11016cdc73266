namespace HubFunctions.Plans;

/// <summary>What each column of a table is. Made from the headings, or by somebody who knows better.</summary>
public sealed record ColumnMapping(IReadOnlyList<ImportField> Fields)
{
    /// <summary>Whether several columns may fill a field.</summary>
    public static bool TakesSeveral(ImportField field) =>
        field is ImportField.Group or ImportField.Progress or ImportField.Publication;

    /// <summary>Every field takes the column with its likeliest name, the leftmost of equals; a column fills one field.</summary>
    public static ColumnMapping Of(Headings headings)
    {
        var fields = new ImportField[headings.Names.Count];
        var candidates = headings
            .Names.SelectMany((name, column) => FieldNames.Of(name).Select(c => (c.Field, c.Rank, Column: column)))
            .OrderBy(c => c.Field == ImportField.Group)
            .ThenBy(c => c.Rank)
            .ThenBy(c => c.Column);
        foreach (var (field, _, column) in candidates)
        {
            var isFree = fields[column] == ImportField.LeaveOut;
            if (isFree && (TakesSeveral(field) || !fields.Contains(field)))
                fields[column] = field;
        }

        return new(fields);
    }

    /// <summary>The column (from 0) of a field; null when none has it.</summary>
    public int? Column(ImportField field)
    {
        for (var column = 0; column < Fields.Count; column++)
        {
            if (Fields[column] == field)
                return column;
        }

        return null;
    }

    public IEnumerable<int> Columns(ImportField field) => Enumerable.Range(0, Fields.Count).Where(c => Fields[c] == field);
}
