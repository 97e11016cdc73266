using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace HubFunctions.Reminders;

/// <summary>The fields of the page, read and checked. Field names end in the item's place on the page.</summary>
public sealed record AnswerForm(IReadOnlyDictionary<int, Answer> Answers, IReadOnlyDictionary<string, string> Values, IReadOnlyList<FormError> Errors)
{
    public const int MaxText = 1_000;
    public const int MaxWords = 200;
    public static readonly IReadOnlyList<int> SnoozeDays = [7, 14, 28];
    public static readonly AnswerForm Empty = new(new Dictionary<int, Answer>(), new Dictionary<string, string>(), []);

    private static readonly string[] Fields = ["answer", "summary", "note", "forecast", "meaning", "snooze", "seen"];

    public string Value(string field, int place) => Values.GetValueOrDefault(Name(field, place), "");

    public static string Name(string field, int place) => string.Create(CultureInfo.InvariantCulture, $"{field}-{place}");

    public static AnswerForm Read(Func<string, StringValues> field, IReadOnlyList<ResponseView> views)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var answers = new Dictionary<int, Answer>();
        var errors = new List<FormError>();
        for (var place = 0; place < views.Count; place++)
        {
            foreach (var name in Fields)
            {
                if (Clean(field(Name(name, place))) is { Length: > 0 } value)
                    values[Name(name, place)] = value;
            }

            if (One(values, views[place], place, errors) is { } answer)
                answers[place] = answer;
        }

        if (answers.Count == 0 && errors.Count == 0)
            errors.Add(new FormError(Name("answer", 0), views.Count == 1 ? "Choose an answer" : "Choose an answer for at least one of them"));
        return new AnswerForm(answers, values, errors);
    }

    private static Answer? One(Dictionary<string, string> values, ResponseView view, int place, List<FormError> errors)
    {
        string? Text(string field, int longest, string what)
        {
            if (!values.TryGetValue(Name(field, place), out var text) || text.Length <= longest)
                return text;
            errors.Add(new FormError(Name(field, place), $"{what} must be {longest} characters or fewer"));
            return null;
        }

        if (!values.TryGetValue(Name("answer", place), out var chosen))
            return null;
        if (!Kinds.TryGetValue(chosen, out var kind) || (kind == AnswerKind.Deputy && view.Deputy is null))
        {
            errors.Add(new FormError(Name("answer", place), "Choose one of the answers"));
            return null;
        }

        var answer = new Answer(kind) { Seen = long.TryParse(values.GetValueOrDefault(Name("seen", place)), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0 };
        switch (kind)
        {
            case AnswerKind.Date:
                answer = answer with { Meaning = Text("meaning", MaxWords, "What the date means") };
                if (answer.Meaning is null && errors.Count == 0)
                    errors.Add(new FormError(Name("meaning", place), "Say what the date means, for example “end of September 2022”"));
                return answer;
            case AnswerKind.Snooze:
                var days = int.TryParse(values.GetValueOrDefault(Name("snooze", place)), NumberStyles.None, CultureInfo.InvariantCulture, out var chosenDays) ? chosenDays : SnoozeDays[0];
                if (!SnoozeDays.Contains(days))
                    errors.Add(new FormError(Name("snooze", place), "Choose how long to wait"));
                return answer with { SnoozeDays = days };
            case AnswerKind.Deputy:
                return answer;
            default:
                return answer with
                {
                    Summary = Text("summary", MaxText, "Your sentence"),
                    Note = Text("note", MaxText, "Your note"),
                    Forecast = Text("forecast", MaxWords, "When you expect it"),
                };
        }
    }

    public static readonly IReadOnlyDictionary<string, AnswerKind> Kinds = new Dictionary<string, AnswerKind>(StringComparer.Ordinal)
    {
        ["on-track"] = AnswerKind.OnTrack,
        ["needs-help"] = AnswerKind.NeedsHelp,
        ["done"] = AnswerKind.Done,
        ["all-done"] = AnswerKind.AllDone,
        ["date"] = AnswerKind.Date,
        ["snooze"] = AnswerKind.Snooze,
        ["deputy"] = AnswerKind.Deputy,
    };

    /// <summary>One line, without characters that print nothing.</summary>
    private static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                clean.Append(clean.Length > 0 && clean[^1] != ' ' ? " " : "");
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate))
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }
}

/// <param name="Field">Name of the field, and id of its input.</param>
public sealed record FormError(string Field, string Message);
