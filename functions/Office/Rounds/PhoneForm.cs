using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>An answer that was taken by telephone, as it is entered. Pure.</summary>
/// <param name="Values">By the names of the inputs.</param>
public sealed record PhoneForm(IReadOnlyDictionary<string, string> Values)
{
    public const string Version = "version";

    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<(string Value, string Label, ReplyKind Kind)> Choices =
    [
        ("on-track", "On track", ReplyKind.OnTrack), ("needs-help", "At risk: needs help", ReplyKind.NeedsHelp),
        ("late", "Off track: it will be late", ReplyKind.Late), ("done", "Complete", ReplyKind.AllDone),
        ("not-started", "Not started", ReplyKind.NotStarted), ("stopped", "Stopped: it will not come", ReplyKind.Stopped),
    ];

    private static readonly string[] Names = ["status", "on", "said-by", "summary", "forecast", "note"];

    public string this[string name] => Values.GetValueOrDefault(name, "");

    public static PhoneForm Empty(DateOnly today) => new(new Dictionary<string, string> { ["on"] = Round.IdOf(today) });

    public static PhoneForm Of(IFormCollection sent) =>
        new(Names.ToDictionary(name => name, name => OneLine.Of(sent[name].ToString()), StringComparer.Ordinal));

    /// <param name="takenBy">The editor, as they call themselves.</param>
    public (PhoneAnswer? Answer, IReadOnlyList<FieldError> Errors) Read(DateOnly today, string takenBy)
    {
        var errors = new List<FieldError>();
        var kind = Choices.Where(c => c.Value == this["status"]).Select(c => (ReplyKind?)c.Kind).FirstOrDefault();
        if (kind is null)
            errors.Add(new("status", "missing", "Choose what was said"));
        if (!TypedDay.TryRead(this["on"], out var on))
            errors.Add(new("on", "not-a-date", "Give the day of the call with day, month and year, such as 24 May 2022"));
        else if (on > today || !EnteredDates.Hold(on))
            errors.Add(new("on", "not-yet", "Give the day of the call, today or before"));
        if (this["said-by"].Length == 0)
            errors.Add(new("said-by", "missing", "Say who gave the answer"));
        Bound("said-by", PlanLimits.Name, errors);
        Bound("summary", ReplyForm.MaxText, errors);
        Bound("note", ReplyForm.MaxText, errors);
        Bound("forecast", ReplyForm.MaxWords, errors);
        if (errors.Count > 0)
            return (null, errors);
        var reply = new Reply(kind!.Value) { Summary = Text("summary"), Note = Text("note"), Forecast = Text("forecast") };
        return (new PhoneAnswer(reply, on, this["said-by"], OneLine.Start(OneLine.Of(takenBy), PlanLimits.Name)), []);
    }

    private string? Text(string name) => this[name] is { Length: > 0 } text ? text : null;

    private void Bound(string name, int most, List<FieldError> errors)
    {
        if (this[name].Length > most)
            errors.Add(new(name, "too-long", $"Use {most} characters or fewer"));
    }
}
