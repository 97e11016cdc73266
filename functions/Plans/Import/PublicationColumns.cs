using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>Columns that say something of the plan's publication: "publication.licence" and so on, each with one value for the
/// whole plan. Pure.</summary>
internal static class PublicationColumns
{
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Days = [Day, "d MMMM yyyy", "d/M/yyyy"];

    /// <summary>As the export writes them, in its order.</summary>
    public static readonly IReadOnlyList<string> Headings =
    [
        "publication.licence", "publication.licenceUrl", "publication.contact", "publication.comment",
            "publication.accessibility", "publication.privacy",
        "publication.statuses", "publication.language", "publication.holdFrom", "publication.holdUntil",
    ];

    /// <summary>In the order of the headings; empty where the plan says nothing.</summary>
    public static IReadOnlyList<string> Cells(PlanPublication plan) =>
    [
        plan.Licence ?? "", plan.LicenceUrl ?? "", plan.Contact ?? "", plan.Comment ?? "", plan.Accessibility ?? "",
            plan.Privacy ?? "",
        plan.Statuses ?? "", plan.Language switch { PlanLanguage.En => "en", PlanLanguage.Cy => "cy", _ => "" },
            Text(plan.HoldFrom), Text(plan.HoldUntil),
    ];

    /// <summary>What the plan says after the table, which only changes what it has a value for.</summary>
    public static PublicationRead Read(TableChoice choice, PlanPublication? was, ImportNotes notes)
    {
        var read = new PublicationRead(was);
        foreach (var column in choice.Mapping.Columns(ImportField.Publication))
        {
            var name = Folding.Heading(choice.Headings.Names[column]);
            if (Headings.FirstOrDefault(h => Folding.Heading(h) == name) is { } heading)
                Read(choice, column, heading, read, notes);
            else
                notes.Add(string.Create(CultureInfo.InvariantCulture,
                    $"Column {column + 1} was not taken: a table may have {string.Join(", ", Headings)}."));
        }

        return read;
    }

    private static void Read(TableChoice choice, int column, string heading, PublicationRead read, ImportNotes notes)
    {
        var values = choice.Table.Rows.Skip(choice.Headings.Last + 1)
            .Where(r => !r[column].IsEmpty && !RowKinds.IsHeading(r, choice.Headings))
            .Select(r => (r.Line, Text: Folding.Cell(r[column].Text))).DistinctBy(v => v.Text).ToList();
        var before = Cells(read.Publication ?? new())[Headings.IndexOf(heading)];
        if (values.Count > 1)
            read.Refuse(Places.Of(values[1].Line, column), "several-values",
                $"A plan has one value of {heading}, and line {values[0].Line} has another: leave one of them.");
        else if (values.Count == 0 && before.Length > 0)
            notes.Add($"{heading} is empty, so the plan keeps what it says there. The plan's publishing page takes it away.");
        else if (values is [var (line, text)] && Folding.Spaces(text) != Folding.Spaces(before))
            read.Set(heading, text, Places.Of(line, column), notes);
    }

    internal static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    private static int IndexOf(this IReadOnlyList<string> list, string text) => list.Index().First(e => e.Item == text).Index;
}

/// <summary>What a table says of the plan's publication.</summary>
internal sealed class PublicationRead(PlanPublication? was)
{
    private readonly List<FieldError> _errors = [];
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    public PlanPublication? Publication { get; private set; } = was;

    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Where in the table a value of the plan came from; null for what the table does not say.</summary>
    /// <param name="pointer">Into the plan.</param>
    public string? PlaceOf(string pointer) => _places.GetValueOrDefault(pointer);

    public void Refuse(string place, string code, string detail) => _errors.Add(new(place, code, detail));

    public void Set(string heading, string text, string place, ImportNotes notes)
    {
        var plan = Publication ?? new();
        PlanPublication? changed = heading switch
        {
            "publication.licence" => plan with { Licence = text },
            "publication.licenceUrl" => plan with { LicenceUrl = text },
            "publication.contact" => plan with { Contact = text },
            "publication.comment" => plan with { Comment = text },
            "publication.accessibility" => plan with { Accessibility = text },
            "publication.privacy" => plan with { Privacy = text },
            "publication.statuses" => plan with { Statuses = text },
            "publication.language" => Language(text) is { } language ? plan with { Language = language } : null,
            "publication.holdFrom" => PublicationColumns.Date(text) is { } from ? plan with { HoldFrom = from } : null,
            _ => PublicationColumns.Date(text) is { } until ? plan with { HoldUntil = until } : null,
        };
        if (changed is null)
        {
            Refuse(place, "not-understood", heading == "publication.language" ? "Give en or cy."
                : "Give a date such as 2022-03-28.");
            return;
        }

        Publication = changed;
        _places[$"/{heading.Replace('.', '/')}"] = place;
        notes.Add($"{heading} changes.");
    }

    private static PlanLanguage? Language(string text) => Folding.Text(text) switch
    {
        "en" or "english" => PlanLanguage.En,
        "cy" or "welsh" or "cymraeg" => PlanLanguage.Cy,
        _ => null,
    };
}
