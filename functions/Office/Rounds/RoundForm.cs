using HubFunctions.Http;
using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>The dates of a round as they are entered. Pure.</summary>
/// <param name="Values">By the names of the inputs.</param>
public sealed record RoundForm(IReadOnlyDictionary<string, string> Values)
{
    public const string Version = "version";

    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<(string Name, string Label, string Hint)> Dates =
    [
        ("opens", "Opens", "Reports from this day on are answers."),
        ("closes", "Closes", "Owners are asked to answer by this day."),
        ("papers", "Papers go", "The Board’s papers are sent on this day."),
    ];

    public string this[string name] => Values.GetValueOrDefault(name, "");

    public static RoundForm Of(Round? round) => new(round is null
        ? new Dictionary<string, string>()
        : new Dictionary<string, string>
        {
            ["board"] = Round.IdOf(round.Board),
            ["opens"] = Round.IdOf(round.Opens),
            ["closes"] = Round.IdOf(round.Closes),
            ["papers"] = Round.IdOf(round.Papers),
        });

    public static RoundForm Of(IFormCollection sent) =>
        new(new[] { "board", "opens", "closes", "papers" }
            .ToDictionary(name => name, name => sent[name].ToString().Trim(), StringComparer.Ordinal));

    /// <summary>With what is proposed for its Board in the dates that are left empty; as it is where its Board cannot be
    /// read.</summary>
    public RoundForm Proposing(Func<DateOnly, Round> propose)
    {
        if (TypedDay.Read(this["board"]) is not { } board)
            return this;
        var proposed = Of(propose(board));
        return new(Values.ToDictionary(v => v.Key, v => v.Value.Length == 0 ? proposed[v.Key] : v.Value, StringComparer.Ordinal));
    }

    /// <param name="board">Of a round that is there; null where it is entered too.</param>
    public (Round? Round, IReadOnlyList<FieldError> Errors) Read(string plan, DateOnly? board = null)
    {
        var errors = new List<FieldError>();
        var day = board ?? Day("board", errors);
        var (opens, closes, papers) = (Day("opens", errors), Day("closes", errors), Day("papers", errors));
        if (day is null || opens is null || closes is null || papers is null)
            return (null, errors);
        var round = new Round(plan, day.Value, opens.Value, closes.Value, papers.Value);
        return RoundDates.Faults(round) is { Count: > 0 } faults ? (null, faults) : (round, []);
    }

    private DateOnly? Day(string name, List<FieldError> errors)
    {
        if (TypedDay.TryRead(this[name], out var day))
            return day;
        errors.Add(new(name, "not-a-date", "Give the date with day, month and year, such as 22 June 2022"));
        return null;
    }
}
