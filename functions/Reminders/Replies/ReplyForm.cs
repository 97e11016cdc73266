using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace HubFunctions.Reminders;

/// <summary>The fields of the page, read and checked. Field names end in the item's place on the page, and those of a question
/// that follows an answer also in that answer. What follows an answer that was not chosen is left out.</summary>
/// <param name="Values">By name without the answer.</param>
public sealed record ReplyForm(
    IReadOnlyDictionary<int, Reply> Answers,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<FormError> Errors)
{
    public const int MaxText = 1_000;
    public const int MaxWords = 200;
    public static readonly IReadOnlyList<int> SnoozeDays = [7, 14, 28];
    public static readonly ReplyForm Empty = new(new Dictionary<int, Reply>(), new Dictionary<string, string>(), []);

    private static readonly string[] Fields = ["summary", "note", "forecast", "meaning", "snooze"];

    public string Value(string field, int place) => Values.GetValueOrDefault(Name(field, place), "");

    public static string Name(string field, int place) => string.Create(CultureInfo.InvariantCulture, $"{field}-{place}");

    /// <summary>Of a question that follows an answer. Under the first one, and where there is only one such question, it has the
    /// plain name, which pages from before have for all.</summary>
    public static string Name(string field, int place, string answer) =>
        answer == "on-track" || field is "meaning" or "snooze" ? Name(field, place) : $"{Name(field, place)}-{answer}";

    public static ReplyForm Read(Func<string, StringValues> field, IReadOnlyList<ResponseView> views)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var answers = new Dictionary<int, Reply>();
        var errors = new List<FormError>();
        foreach (var view in views)
        {
            var place = view.Place;
            void Keep(string name, string? text)
            {
                if (Clean(text) is { Length: > 0 } value)
                    values[Name(name, place)] = value;
            }

            Keep("answer", field(Name("answer", place)));
            Keep("seen", field(Name("seen", place)));
            var chosen = values.GetValueOrDefault(Name("answer", place), "on-track");
            foreach (var name in Fields)
            {
                var own = field(Name(name, place, chosen));
                Keep(name, own.Count > 0 ? own : field(Name(name, place)));
            }

            if (One(values, view, place, errors) is { } reply)
                answers[place] = reply;
        }

        if (answers.Count == 0 && errors.Count == 0)
            errors.Add(
                new FormError(
                    Name("answer", views[0].Place),
                    views.Count == 1 ? "Choose an answer" : "Choose an answer for at least one of them"));
        return new ReplyForm(answers, values, errors);
    }

    private static Reply? One(Dictionary<string, string> values, ResponseView view, int place, List<FormError> errors)
    {
        if (!values.TryGetValue(Name("answer", place), out var chosen))
            return null;
        string? Text(string field, int longest, string what)
        {
            if (!values.TryGetValue(Name(field, place), out var text) || text.Length <= longest)
                return text;
            errors.Add(new FormError(Name(field, place, chosen), $"{what} must be {longest} characters or fewer"));
            return null;
        }

        if (!Kinds.TryGetValue(chosen, out var kind) || (kind == ReplyKind.Deputy && view.Deputy is null))
        {
            errors.Add(new FormError(Name("answer", place), "Choose one of the answers"));
            return null;
        }

        var reply = new Reply(kind)
        {
            Seen = long.TryParse(
                values.GetValueOrDefault(Name("seen", place)),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var seen)
                ? seen
                : 0,
        };
        switch (kind)
        {
            case ReplyKind.Date:
                reply = reply with { Meaning = Text("meaning", MaxWords, "What the date means") };
                if (reply.Meaning is null && errors.Count == 0)
                    errors.Add(
                        new FormError(Name("meaning", place), "Say what the date means, for example “end of September 2022”"));
                return reply;
            case ReplyKind.Snooze:
                var days = int.TryParse(
                    values.GetValueOrDefault(Name("snooze", place)),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var chosenDays)
                    ? chosenDays
                    : SnoozeDays[0];
                if (!SnoozeDays.Contains(days))
                    errors.Add(new FormError(Name("snooze", place), "Choose how long to wait"));
                return reply with { SnoozeDays = days };
            case ReplyKind.Deputy:
                return reply;
            default:
                return reply with
                {
                    Summary = Text("summary", MaxText, "Your sentence"),
                    Note = Text("note", MaxText, "Your note"),
                    Forecast = Text("forecast", MaxWords, "When you expect it"),
                };
        }
    }

    public static readonly IReadOnlyDictionary<string, ReplyKind> Kinds = new Dictionary<string, ReplyKind>(
        StringComparer.Ordinal)
    {
        ["on-track"] = ReplyKind.OnTrack,
        ["needs-help"] = ReplyKind.NeedsHelp,
        ["late"] = ReplyKind.Late,
        ["not-started"] = ReplyKind.NotStarted,
        ["stopped"] = ReplyKind.Stopped,
        ["done"] = ReplyKind.Done,
        ["all-done"] = ReplyKind.AllDone,
        ["date"] = ReplyKind.Date,
        ["snooze"] = ReplyKind.Snooze,
        ["deputy"] = ReplyKind.Deputy,
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
            else if (Rune.GetUnicodeCategory(rune)
                is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate))
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }
}

/// <param name="Field">Name of the field, and id of its input.</param>
public sealed record FormError(string Field, string Message);
