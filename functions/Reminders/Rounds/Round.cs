using System.Globalization;

namespace HubFunctions.Reminders;

/// <summary>A round of answers for one meeting of the Board. All dates are days in London, each included.</summary>
/// <param name="Board">The day of the meeting; with the plan it names the round.</param>
/// <param name="Opens">Reports from this day on are answers.</param>
/// <param name="Closes">Until when owners are asked to answer.</param>
/// <param name="Papers">When the Board's papers go out.</param>
public sealed record Round(string Plan, DateOnly Board, DateOnly Opens, DateOnly Closes, DateOnly Papers)
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>When the office closed it; null while it is open.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Null before it is stored.</summary>
    public string? ETag { get; init; }

    /// <summary>Within its plan.</summary>
    public string Id => IdOf(Board);

    public bool IsClosed => ClosedOn is not null;

    /// <summary>Whether a report that came in on a day is an answer to it.</summary>
    public bool Holds(DateOnly day) => day >= Opens && !(day > ClosedOn);

    public static string IdOf(DateOnly board) => board.ToString(Form, CultureInfo.InvariantCulture);

    /// <returns>Null for what is no id of a round.</returns>
    public static DateOnly? BoardOf(string id) =>
        DateOnly.TryParseExact(id, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
