using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What an editor decides on the check: which dates mean something else, and whether what the file lacks is closed.
/// Pure.</summary>
public sealed record CheckForm(IReadOnlyDictionary<string, string> Meanings, bool Remove, string Confirmed)
{
    public const string Version = "version";

    public const string Written = "referenceDate";

    private const string Meaning = "meaning-";
    private const string Day = "yyyy-MM-dd";

    /// <summary>From which a new plan's words are read; empty until somebody says so.</summary>
    public string ReferenceDate { get; init; } = "";

    public static CheckForm Of(ImportDraft draft) =>
        new(draft.Meanings, draft.Remove, draft.ConfirmRemove?.ToString(CultureInfo.InvariantCulture) ?? "")
        {
            ReferenceDate = draft.ReferenceDate is { } day ? Text(day) : "",
        };

    public static string Text(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public static string InputOf(string item) => Meaning + item;

    /// <summary>What was said before, with what is sent over it: a page shows only some of the dates.</summary>
    public CheckForm With(IFormCollection form)
    {
        var meanings = new Dictionary<string, string>(Meanings, StringComparer.Ordinal);
        foreach (var input in form.Where(f => f.Key.StartsWith(Meaning, StringComparison.Ordinal)))
            Put(meanings, input.Key[Meaning.Length..], input.Value.ToString());
        if (form["pick"].ToString().Split('|', 2) is [var item, var words])
            Put(meanings, item, words);
        return new(meanings, form.ContainsKey("remove"), form["confirmRemove"].ToString().Trim())
        {
            ReferenceDate = form.TryGetValue(Written, out var day) ? day.ToString().Trim() : ReferenceDate,
        };
    }

    public ImportDraft On(ImportDraft draft) => draft with
    {
        Meanings = Meanings,
        ReferenceDate = DayOf(),
        Remove = Remove,
        ConfirmRemove = int.TryParse(Confirmed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    public IReadOnlyList<FieldError> Check() => [.. Dated(), .. Meanings.Where(m => m.Value.Length > PlanLimits.Timescale)
        .Select(
            m =>
                new FieldError(
                    InputOf(m.Key), "too-long", $"{m.Key}: what the date means has at most {PlanLimits.Timescale} characters"))];

    private DateOnly? DayOf() => TypedDay.Read(ReferenceDate);

    private IEnumerable<FieldError> Dated() => ReferenceDate.Length == 0 || DayOf() is not null ? []
        : [new(Written, "not-a-date", "Give the day with day, month and year, such as 24 May 2022")];

    private static void Put(Dictionary<string, string> meanings, string item, string words)
    {
        var text = OneLine.Of(words);
        if (text.Length == 0)
            meanings.Remove(item);
        else if (Id.IsValid(item))
            meanings[item] = text;
    }
}
