using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Judges the time that an update speaks of.</summary>
/// <param name="Now">UTC, the hub's calendar.</param>
/// <param name="Real">UTC, the real clock. The same, unless the run's calendar starts elsewhere (<c>Hub__Now</c>, Development
/// only).</param>
public sealed record ReportClock(DateTimeOffset Now, DateTimeOffset Real)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Senders take the time from the real clock. Where the hub's calendar runs behind it, as in the sample run, that is
    /// the
    /// calendar's now and not a date years ahead.</summary>
    /// <returns>Null when the time is not from the real clock.</returns>
    public DateTimeOffset? OnCalendar(DateTimeOffset at, bool isDate)
    {
        if (Real - Now <= UpdateLimits.Ahead || (at - Real).Duration() > UpdateLimits.Ahead)
            return null;
        if (!isDate)
            return at - (Real - Now);
        var day = LondonTime.DateOf(Now).AddDays(LondonTime.DateOf(at).DayNumber - LondonTime.DateOf(Real).DayNumber);
        return LondonTime.At(day, TimeOnly.MinValue);
    }

    public FieldError? Refusal(DateTimeOffset at)
    {
        if (at < UpdateLimits.Earliest)
            return new("/asAt", "too-old", "The hub keeps reports from the year 2000 on: check the year.");
        if (at <= Now + UpdateLimits.Ahead)
            return null;
        return new(
            "/asAt",
            "in-the-future",
            string.Create(
                CultureInfo.InvariantCulture,
                $"This update speaks of {at.UtcDateTime.ToString(Format)} and the hub's clock says "
                    + $"{Now.UtcDateTime.ToString(Format)}; at most {UpdateLimits.Ahead.TotalHours} hours ahead are taken: "
                    + $"check the sender's clock, the year and the time zone."));
    }

    public static FieldError Note(DateTimeOffset at) =>
        new(
            "/asAt",
            "other-calendar",
            FormattableString.Invariant(
                $"this run has a calendar of its own, so your clock's time is kept as {at.UtcDateTime.ToString(Format)}"));
}
