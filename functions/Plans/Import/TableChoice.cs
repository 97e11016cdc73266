using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>The sheet, its headings and what its columns are: what an import starts from, and what somebody may put right first.
/// Pure.</summary>
public sealed record TableChoice(Table Table, Headings Headings, ColumnMapping Mapping)
{
    /// <param name="notes">Gets what the choice leaves out: other sheets, rows above, columns.</param>
    public static (TableChoice? Choice, FieldError? Refusal) Of(TableFile file, ImportChoices choices, ImportNotes notes)
    {
        var found = file.Tables.Where(t => choices.Sheet is null || Folding.Text(t.Name ?? "") == Folding.Text(choices.Sheet))
            .Select(t => (Table: t, Headings: Headings.Find(t, choices.HeadingLine, choices.Mapping is not null))).ToList();
        if (found.Count == 0)
            return (
                null,
                new(
                    "sheet",
                    "unknown-sheet",
                    $"The workbook has no such sheet. It has: {string.Join(", ", file.Tables.Select(t => t.Name))}."));
        var best = found
            .Where(f => f.Headings is not null)
            .OrderBy(f => f.Table.IsHidden)
            .ThenByDescending(f => f.Headings!.Score)
            .FirstOrDefault();
        if (best.Headings is not { } headings)
            return (null, NoHeadings(found[0].Table));
        foreach (var other in file.Tables.Where(t => t != best.Table && t.Rows.Count > 0))
            notes.Add(
                string.Create(CultureInfo.InvariantCulture, $"Sheet \"{other.Name}\" with {other.Rows.Count} rows was not "
                    + $"taken."));
        var mapping = choices.Mapping is { } given && given.Fields.Count == headings.Names.Count
            ? given
            : ColumnMapping.Of(headings);
        if (mapping.Column(ImportField.Title) is null)
            return (null, NoHeadings(best.Table));
        var choice = new TableChoice(best.Table, headings, mapping);
        choice.Note(notes);
        return (choice, null);
    }

    /// <summary>The first text above the headings: most tables begin with their title.</summary>
    public string? TitleAbove =>
        Table
            .Rows.Take(Headings.First)
            .SelectMany(r => r.Cells)
            .Select(c => Folding.Spaces(Folding.Cell(c.Text)))
            .FirstOrDefault(t => t.Any(char.IsLetter) && t.Length <= PlanLimits.Name);

    private void Note(ImportNotes notes)
    {
        foreach (var note in Table.Notes)
            notes.Add(note);
        foreach (var row in Table.Rows.Take(Headings.First))
            notes.Add(row.Line, "above the headings; not taken as an item.");
        for (var column = 0; column < Headings.Names.Count; column++)
        {
            var hasText = Table.Rows.Skip(Headings.Last + 1).Any(r => !r[column].IsEmpty);
            if (Mapping.Fields[column] == ImportField.LeaveOut && (hasText || Headings.Names[column].Length > 0))
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"Column {column + 1} ({Named(column)}) was not taken."));
            else if (Table.HiddenColumns.Contains(column) && hasText)
                notes.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Column {column + 1} ({Named(column)}) is hidden in the sheet, and was taken."));
        }
    }

    private string Named(int column) =>
        Headings.Names[column] is { Length: > 0 } name ? $"\"{name[..Math.Min(name.Length, 80)]}\"" : "without a heading";

    private static FieldError NoHeadings(Table table) => new(
        Places.Of(table.Rows.Count > 0 ? table.Rows[0].Line : 1, 0), "no-title-column",
        "No line has a heading called title, deliverable, action or commitment; add one above the column that says what is " +
        "to be done.");
}
