using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What the office says about a plan's publication and its meetings, as a form. Pure.</summary>
/// <param name="Values">By the names of the inputs.</param>
public sealed record PublishingForm(IReadOnlyDictionary<string, string> Values)
{
    public const string Version = "version";
    public const string Board = "board";
    public const string Municipal = "municipal";

    private const string Day = "yyyy-MM-dd";

    public string this[string name] => Values.GetValueOrDefault(name, "");

    /// <summary>Of what somebody looks at.</summary>
    public string Hash => PackHash.Of(PackHash.Write(Values));

    /// <summary>Name of the hidden input with the value that the page showed.</summary>
    public static string SeenOf(string name) => "seen-" + name;

    public static PublishingForm Of(PlanHeader plan)
    {
        var publication = plan.Publication ?? new PlanPublication();
        return new(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["published"] = plan.Published switch { true => "yes", false => "no", null => "" },
            ["holdFrom"] = Text(publication.HoldFrom),
            ["holdUntil"] = Text(publication.HoldUntil),
            ["licence"] = Text(publication.Licence),
            ["licenceUrl"] = Text(publication.LicenceUrl),
            ["contact"] = Text(publication.Contact),
            ["comment"] = Text(publication.Comment),
            ["accessibility"] = Text(publication.Accessibility),
            ["privacy"] = Text(publication.Privacy),
            ["statuses"] = Text(publication.Statuses),
            ["language"] = publication.Language switch { PlanLanguage.En => "en", PlanLanguage.Cy => "cy", _ => "" },
            [Board] = string.Join('\n', plan.Calendar.Board.Select(day => Text(day))),
            [Municipal] =
                string.Join('\n', plan.Calendar.MunicipalYear.OrderBy(m => m.Key, StringComparer.Ordinal).Select(Meeting)),
        });
    }

    /// <summary>The plan as it is, with what somebody entered over it: what they left as they saw it follows the plan.</summary>
    public PublishingForm With(IFormCollection sent) =>
        new(Values.ToDictionary(v => v.Key, v => Changed(sent, v.Key) ?? v.Value, StringComparer.Ordinal));

    /// <summary>The plan as it shall be: fields that are as they were keep what is stored, to the character.</summary>
    public (PlanHeader Plan, IReadOnlyList<FieldError> Errors) On(PlanHeader plan)
    {
        var stored = Of(plan);
        var errors = new List<FieldError>();
        string? Entered(string name, string? was) =>
            this[name] == stored[name] ? was : this[name].Length == 0 ? null : this[name];
        DateOnly? EnteredDay(string name, DateOnly? was) => this[name] == stored[name] ? was : Date(name, this[name], errors);

        var was = plan.Publication ?? new PlanPublication();
        var publication = was with
        {
            Licence = Entered("licence", was.Licence),
            LicenceUrl = Entered("licenceUrl", was.LicenceUrl),
            Contact = Entered("contact", was.Contact),
            Comment = Entered("comment", was.Comment),
            Accessibility = Entered("accessibility", was.Accessibility),
            Privacy = Entered("privacy", was.Privacy),
            Statuses = Entered("statuses", was.Statuses),
            Language = this["language"] switch { "en" => PlanLanguage.En, "cy" => PlanLanguage.Cy, _ => null },
            HoldFrom = EnteredDay("holdFrom", was.HoldFrom),
            HoldUntil = EnteredDay("holdUntil", was.HoldUntil),
        };
        var calendar = plan.Calendar with
        {
            Board = this[Board] == stored[Board] ? plan.Calendar.Board : Days(errors),
            MunicipalYear = this[Municipal] == stored[Municipal] ? plan.Calendar.MunicipalYear : Meetings(errors),
        };
        var changed = plan with
        {
            Published = this["published"] switch { "yes" => true, "no" => false, _ => null },
            Publication = publication == new PlanPublication() ? null : publication,
            Calendar = calendar,
        };
        return (changed, errors);
    }

    /// <summary>From a pointer into the plan to the input; null for what the form does not have.</summary>
    public static FieldError? OfField(FieldError error) => error.Pointer.Split('/') switch
    {
        ["", "publication", var name] => error with { Pointer = name },
        ["", "calendar", "board", ..] => error with { Pointer = Board },
        ["", "calendar", "municipalYear", ..] => error with { Pointer = Municipal },
        _ => null,
    };

    private string? Changed(IFormCollection sent, string name)
    {
        var text = sent.ContainsKey(name) ? Lines(sent[name].ToString()) : null;
        var seen = sent.ContainsKey(SeenOf(name)) ? Lines(sent[SeenOf(name)].ToString()) : this[name];
        return text == seen ? null : text;
    }

    private List<DateOnly> Days(List<FieldError> errors) =>
        [.. Entries(Board).Select(line => Date(Board, line, errors)).OfType<DateOnly>().Distinct().Order()];

    /// <summary>"2022-05-25", or "2022: 2022-05-25" where the meeting of a year is on a day of another.</summary>
    private SortedDictionary<string, DateOnly> Meetings(List<FieldError> errors)
    {
        var meetings = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var line in Entries(Municipal))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (Date(Municipal, parts[^1], errors) is not { } day)
                continue;
            var year = parts.Length == 2 ? parts[0] : day.Year.ToString("0000", CultureInfo.InvariantCulture);
            if (!meetings.TryAdd(year, day))
                errors.Add(new(Municipal, "twice", $"There are two annual meetings in {year}: leave one of them out"));
        }

        return meetings;
    }

    private IEnumerable<string> Entries(string name) =>
        this[name].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DateOnly? Date(string name, string text, List<FieldError> errors)
    {
        if (text.Length == 0)
            return null;
        if (TypedDay.TryRead(text, out var day))
            return day;
        if (errors.All(e => e.Pointer != name))
            errors.Add(new(name, "not-a-date", "Give each date with day, month and year, such as 22 June 2022"));
        return null;
    }

    private static string Meeting(KeyValuePair<string, DateOnly> meeting) =>
        meeting.Key == meeting.Value.Year.ToString("0000", CultureInfo.InvariantCulture) ? Text(meeting.Value)
            : $"{meeting.Key}: {Text(meeting.Value)}";

    private static string Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture) ?? "";

    private static string Text(string? words) => Lines(words ?? "");

    /// <summary>As a browser sends it back.</summary>
    private static string Lines(string text) => text.ReplaceLineEndings("\n").Trim();
}
