using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Which column of a spreadsheet is which field of an update, by the headings that people give.</summary>
/// <param name="Fields">Column, from 0, by field; "status" stands for a word on either axis, "role" for the reporter's,
/// "title" for the item's, which is held against the plan.</param>
/// <param name="Others">Columns with a heading that no field has: measures, or nothing.</param>
internal sealed record CsvColumns(
    IReadOnlyList<string> Headings,
    IReadOnlyDictionary<string, int> Fields,
    IReadOnlyList<int> Others)
{
    private static readonly Dictionary<string, string> Names = Read(
        ("plan", "plan, plan id, strategy, strategy id"),
        (
            "deliverable",
            "deliverable, deliverable id, deliverable ref, deliverable reference, item, item id, id, ref, reference, action, "
                + "action id, action ref, commitment"),
        ("title", "title, deliverable title, item title, action title"),
        ("milestone", "milestone, milestone id"),
        (
            "asAt",
            "as at, as at date, asat, date, report date, reporting date, reported on, update date, date of update, status date, "
                + "position as at, position at"),
        ("status", "status, rag, rag status, rag rating, brag, brag status, brag rating, current status, colour"),
        ("lifecycle", "lifecycle, stage"),
        ("health", "health"),
        (
            "percentComplete",
            "percent complete, percentage complete, complete percent, percent, percentage, progress percent, % complete, %"),
        (
            "forecast",
            "forecast, forecast date, expected, expected date, expected by, expected completion, expected completion date, "
                + "revised date, revised due date"),
        (
            "summary",
            "summary, public summary, public update, update, progress update, latest update, progress summary, commentary, "
                + "comment, comments, narrative"),
        ("note", "note, notes, internal note, internal notes"),
        ("risks", "risks, risk, risks and issues"),
        ("next", "next, next step, next steps"),
        ("evidence", "evidence, evidence link, evidence links, link, links, url"),
        ("reporter", "reporter, reporter name, reported by"),
        ("role", "reporter role, role, job title"));

    /// <summary>Whether reading takes the names of items or measures.</summary>
    public bool NeedPlans => Others.Count > 0 || Fields.ContainsKey("title");

    public string? Heading(string field) => Fields.TryGetValue(field, out var column) ? Headings[column] : null;

    /// <summary>How many headings of a row the hub knows.</summary>
    public static int Known(TableRow row) => row.Cells.Count(cell => Names.ContainsKey(Plain(cell.Text)));

    public static bool IsField(string heading) => Names.ContainsKey(Plain(heading));

    /// <summary>Letters and digits in small letters: what headings are compared by.</summary>
    public static string Plain(string heading) => string.Concat(
        WordFolding.Fold(heading.Replace("%", "percent", StringComparison.Ordinal)).Where(char.IsLetterOrDigit));

    public static (CsvColumns? Columns, FieldError? Refusal) Of(TableRow row)
    {
        var headings = row.Cells.Select(c => Folding.Spaces(c.Text)).ToList();
        var fields = new Dictionary<string, int>(StringComparer.Ordinal);
        var others = new List<int>();
        for (var column = 0; column < headings.Count; column++)
        {
            if (!Names.TryGetValue(Plain(headings[column]), out var field))
                others.Add(column);
            else if (!fields.TryAdd(field, column))
                return (null, Twice(row, headings[fields[field]], headings[column], field));
        }

        if (fields.ContainsKey("status") && fields.ContainsKey("lifecycle") && fields.TryGetValue("health", out var health))
            return (null, Twice(row, headings[fields["status"]], headings[health], "status"));
        return (new(headings, fields, others), null);
    }

    /// <summary>The heading to use for a field that has no column, and the one that may have been meant for it.</summary>
    public FieldError Missing(int line, string field)
    {
        var meant = Nearest.Of(field, Others.Select(o => Headings[o]));
        var near = meant is null ? "" : $" Is it the column {meant}?";
        return new(
            $"/{line}",
            "no-column",
            $"The headings have none for {field}: add a column with the heading \"{Name(field)}\".{near}");
    }

    /// <summary>The field that a heading without one was perhaps meant for.</summary>
    public static string? NearestTo(string heading) => Nearest.Of(heading, Names.Values.Distinct().Select(Name));

    private static string Name(string field) => field switch
    {
        "asAt" => "as at",
        "percentComplete" => "percent complete",
        "role" => "reporter role",
        _ => field,
    };

    private static FieldError Twice(TableRow row, string one, string other, string field) =>
        new(
            $"/{row.Line}/{JsonFields.Escape(other)}",
            "duplicate-column",
            $"The columns \"{one}\" and \"{other}\" are both read as {Name(field)}: keep one, or rename the other.");

    private static Dictionary<string, string> Read(params ReadOnlySpan<(string Field, string Headings)> fields)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, headings) in fields)
        {
            foreach (var heading in headings.Split(", "))
                names[Plain(heading)] = field;
        }

        return names;
    }
}
