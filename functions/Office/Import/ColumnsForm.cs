using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A column as somebody decides what it is.</summary>
/// <param name="Column">From 0.</param>
/// <param name="Heading">Empty where it has none.</param>
/// <param name="Samples">Its first texts.</param>
/// <param name="Field">Null until it is decided.</param>
public sealed record ColumnChoice(int Column, string Heading, IReadOnlyList<string> Samples, bool IsHidden, ImportField? Field)
{
    public string Name =>
        Heading.Length > 0
            ? $"“{Heading}”"
            : string.Create(CultureInfo.InvariantCulture, $"Column {Column + 1}, without a heading");

    public string Input => string.Create(CultureInfo.InvariantCulture, $"column-{Column}");

    public string Tick => string.Create(CultureInfo.InvariantCulture, $"leave-{Column}");
}

/// <summary>The columns of a table: every one is either something of a plan, or left out because somebody said so.
/// Pure.</summary>
public sealed class ColumnsForm(Table table, Headings headings, IReadOnlyList<ImportField?> fields)
{
    private const int SamplesShown = 3;
    private const int LongestSample = 60;

    /// <summary>Those that hold something, or have a heading.</summary>
    public IReadOnlyList<ColumnChoice> Columns { get; } =
        [.. Enumerable.Range(0, headings.Names.Count).Select(c => Of(table, headings, c, fields[c]))
        .Where(c => c.Heading.Length > 0 || c.Samples.Count > 0)];

    public bool IsDecided => Columns.All(c => c.Field is not null);

    /// <param name="remembered">What was said of these headings before.</param>
    public static ColumnsForm Of(Table table, Headings headings, IReadOnlyList<ImportField?> remembered)
    {
        var fields = remembered.ToArray();
        var named = ColumnMapping.Of(headings).Fields;
        for (var c = 0; c < fields.Length; c++)
        {
            if (fields[c] is null && named[c] != ImportField.LeaveOut && IsFree(named[c], fields))
                fields[c] = named[c];
        }

        return new(table, headings, fields);
    }

    /// <summary>With what a form says over it.</summary>
    public ColumnsForm With(IFormCollection form)
    {
        var given = fields.ToArray();
        var leavesRest = form["do"] == "rest";
        foreach (var column in Columns)
        {
            ImportField? field = Enum.TryParse<ImportField>(form[column.Input], out var named) && Enum.IsDefined(named)
                ? named
                : null;
            given[column.Column] = form.ContainsKey(column.Tick) || (leavesRest && field is null) ? ImportField.LeaveOut : field;
        }

        return new(table, headings, given);
    }

    /// <summary>What columns that hold nothing are left out as well.</summary>
    public IReadOnlyList<ImportField> Decided => [.. fields.Select(f => f ?? ImportField.LeaveOut)];

    public IReadOnlyList<FieldError> Check()
    {
        var errors = new List<FieldError>();
        foreach (var column in Columns.Where(c => c.Field is null))
            errors.Add(new(column.Input, "undecided", $"{column.Name}: say what it is, or tick leave out"));
        var doubles = Columns.Where(c => c.Field is { } f && f != ImportField.LeaveOut && !ColumnMapping.TakesSeveral(f))
            .GroupBy(c => c.Field).Where(g => g.Count() > 1);
        foreach (var same in doubles)
        {
            var names = string.Join(" and ", same.Select(c => c.Name));
            errors.Add(new(same.Last().Input, "twice", $"{names} cannot both be “{FieldWords.Of(same.Key!.Value)}”: choose one"));
        }

        if (Columns.All(c => c.Field != ImportField.Title))
            errors.Add(
                new(
                    Columns.Count > 0 ? Columns[0].Input : "",
                    "no-title",
                    $"Say which column is “{FieldWords.Of(ImportField.Title)}”"));
        return errors;
    }

    private static bool IsFree(ImportField field, ImportField?[] fields) =>
        ColumnMapping.TakesSeveral(field) || !fields.Contains(field);

    private static ColumnChoice Of(Table table, Headings headings, int column, ImportField? field)
    {
        var samples = table.Rows.Skip(headings.Last + 1).Select(r => r[column]).Where(c => !c.IsEmpty).Select(c => c.Text)
            .Distinct().Select(Folding.Spaces).Take(SamplesShown)
            .Select(t => t.Length > LongestSample ? $"{t[..LongestSample]}…" : t);
        return new(column, headings.Names[column], [.. samples], table.HiddenColumns.Contains(column), field);
    }
}

/// <summary>What the fields of a table are called on the pages.</summary>
internal static class FieldWords
{
    /// <summary>In the order in which they are offered.</summary>
    public static readonly IReadOnlyList<(ImportField Field, string Words)> Each =
    [
        (ImportField.Title, "What is to be done (title)"),
        (ImportField.Reference, "Reference"),
        (ImportField.Group, "Heading over several items, such as theme or priority"),
        (ImportField.Timescale, "By when (timescale)"),
        (ImportField.Start, "Start date"),
        (ImportField.Owner, "Who answers for it (owner)"),
        (ImportField.OwnerRole, "Owner’s role"),
        (ImportField.OwnerEmail, "Owner’s email address"),
        (ImportField.OwnerId, "Owner’s id in the hub"),
        (ImportField.Partners, "Partners"),
        (ImportField.Status, "Status or colour: becomes the first update"),
        (ImportField.Percent, "Percent complete: becomes the first update"),
        (ImportField.Progress, "Text about progress: becomes an internal note"),
        (ImportField.Parent, "Reference of the item that it is part of"),
        (ImportField.After, "Reference of the item that has to end first"),
        (ImportField.Level, "Level, such as action or deliverable"),
        (ImportField.Label, "What the plan calls that level"),
        (ImportField.Published, "Published: yes or no"),
        (ImportField.Publication, "What the plan says of its publication, as the heading names it"),
    ];

    public static string Of(ImportField field) => Each.FirstOrDefault(e => e.Field == field).Words ?? "Leave out";
}
