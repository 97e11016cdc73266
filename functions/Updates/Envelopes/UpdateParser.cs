using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>From a partner's JSON to an update. Pure: words and the time are given.</summary>
public sealed class UpdateParser(StatusWords words, ReportClock clock)
{
    private static readonly List<string> Fields =
    [
        "plan", "deliverable", "milestone", "asAt", "lifecycle", "health", "percentComplete", "forecast", "summary", "note",
        "risks", "next",
        "measures", "evidence", "reporter",
    ];

    private static readonly List<string> ReporterFields = ["name", "role"];

    /// <summary>The fields of an update, for the schema test.</summary>
    public static IReadOnlyList<string> Known => Fields;

    public ReadUpdate Read(JsonElement json)
    {
        var errors = new List<FieldError>();
        var notes = new List<FieldError>();
        var fields = new JsonFields(json, Fields, "", errors, notes);
        if (json.ValueKind != JsonValueKind.Object)
            return new ReadUpdate(null, null, null, errors, notes);
        var plan = fields.Id("plan");
        var deliverable = fields.Id("deliverable");
        var status = StatusFields.Read(fields, words);
        var update = new Update
        {
            Plan = plan ?? "",
            Deliverable = deliverable ?? "",
            Milestone = fields.Id("milestone", required: false),
            AsAt = ReadAsAt(fields, errors, notes),
            Lifecycle = status.Lifecycle,
            Health = status.Health,
            PercentComplete = Percent(fields),
            Forecast = fields.Text("forecast", PlanLimits.Timescale) is { Length: > 0 } forecast ? forecast : null,
            Summary = fields.Text("summary", PlanLimits.Text),
            Note = fields.Text("note", PlanLimits.Text),
            Risks = fields.Text("risks", PlanLimits.Text),
            Next = fields.Text("next", PlanLimits.Text),
            Measures = MeasureParser.Read(fields, errors, notes),
            Evidence = ReadEvidence(fields),
            Reporter = ReadReporter(fields["reporter"], errors, notes),
        };
        return new ReadUpdate(errors.Count == 0 ? update : null, plan, deliverable, errors, notes);
    }

    private DateTimeOffset ReadAsAt(JsonFields fields, List<FieldError> errors, List<FieldError> notes)
    {
        if (fields.Text("asAt", AsAt.MaxLength, required: true) is not { } text)
            return default;
        if (AsAt.Read(text) is not { } at)
        {
            fields.Error("asAt", "not-a-time", AsAt.HowTo + " A time needs Z or an offset such as +01:00.");
            return default;
        }

        if (clock.OnCalendar(at, AsAt.IsDate(text)) is { } here)
        {
            notes.Add(ReportClock.Note(here));
            return here;
        }

        if (clock.Refusal(at) is { } refusal)
            errors.Add(refusal);
        return at;
    }

    private static int? Percent(JsonFields fields)
    {
        if (fields.Number("percentComplete", 0, 100, "%") is not { } percent)
            return null;
        if (percent == decimal.Truncate(percent))
            return (int)percent;
        fields.Error("percentComplete", "not-whole", "Give whole per cent from 0 to 100: round the number.");
        return null;
    }

    private static List<string>? ReadEvidence(JsonFields fields)
    {
        if (JsonFields.IsAbsent(fields["evidence"]))
            return null;
        var links = new List<string>();
        var given = 0;
        foreach (var (index, link) in fields.List("evidence", PlanLimits.EvidenceLinks))
        {
            given++;
            if (JsonFields.IsAbsent(link))
                continue;
            if (link.ValueKind == JsonValueKind.String
                && JsonText.TryRead(link, out var text)
                && text.Length <= PlanLimits.Link
                && !JsonText.HasControl(text)
                && Uri.TryCreate(text, UriKind.Absolute, out var uri)
                && uri.Scheme is "https" or "http"
                && uri.UserInfo.Length == 0
                && uri.Host.Length > 0)
                links.Add(text.Trim());
            else
                fields.Error(
                    $"evidence/{index}",
                    "not-a-link",
                    $"Give a whole address that begins with https:// or http://, without a password, at most {PlanLimits.Link} "
                        + $"characters.");
        }

        return links.Count == 0 && given > 0 ? null : links;
    }

    private static Reporter? ReadReporter(JsonElement json, List<FieldError> errors, List<FieldError> notes)
    {
        if (JsonFields.IsAbsent(json))
            return null;
        var fields = new JsonFields(json, ReporterFields, "/reporter", errors, notes);
        return new Reporter(fields.Text("name", PlanLimits.Name), fields.Text("role", PlanLimits.Name));
    }
}

/// <param name="Update">Null when there are errors.</param>
/// <param name="Plan">As sent, when it is an id; so is <paramref name="Deliverable"/>.</param>
/// <param name="Errors">Pointers relative to the update.</param>
/// <param name="Notes">What was ignored or read otherwise than it says; pointers relative to the update too.</param>
public sealed record ReadUpdate(
    Update? Update, string? Plan, string? Deliverable, IReadOnlyList<FieldError> Errors, IReadOnlyList<FieldError> Notes);
