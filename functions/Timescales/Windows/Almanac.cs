using System.Globalization;

namespace HubFunctions.Timescales;

/// <summary>What one text is read against: the reference date, the plan's own calendar, and the notes made on the way.</summary>
internal sealed class Almanac
{
    private static readonly DateOnly _first = new(1950, 1, 1);
    private static readonly DateOnly _last = new(2150, 12, 31);
    private readonly PlanCalendar _calendar;

    /// <summary>Dates outside 1950 to 2150, the reference and the plan's own alike, are taken as the nearer end, so that no
    /// sum of dates can run off the calendar.</summary>
    public Almanac(DateOnly reference, PlanCalendar? calendar)
    {
        Reference = Within(reference);
        _calendar = calendar ?? PlanCalendar.Empty;
    }

    public DateOnly Reference { get; }

    /// <summary>Where assumptions are noted: those of the expression at hand.</summary>
    public Notes Notes { get; set; } = new();

    public QuarterBasis? Quarters => _calendar.Quarters;

    public DateOnly PlanStart => _calendar.PlanStart is { } start ? Within(start) : Reference;

    public bool HasPlanStart => _calendar.PlanStart is not null;

    public bool HasLegend => _calendar.Legend.Count > 0;

    /// <summary>The annual council meeting of a calendar year; 31 May until the plan holds its date (conventions, rule
    /// 9).</summary>
    public DateOnly AnnualCouncil(int year, bool noted = true)
    {
        if (_calendar.MunicipalYear.TryGetValue(year.ToString(CultureInfo.InvariantCulture), out var configured))
        {
            return Within(configured);
        }

        var fallback = new DateOnly(year, 5, 31);
        if (noted)
        {
            Notes.Add(Confidence.Low, $"The date of the annual council meeting in {year} is not entered yet, so "
                + $"{WindowText.Day(fallback)} is used.");
        }

        return fallback;
    }

    /// <summary>The last day of a term that the plan's calendar holds.</summary>
    public DateOnly? TermEnd(int season, int year)
    {
        var name = SeasonName(season);
        foreach (var (key, date) in _calendar.Terms)
        {
            if (key.Contains(name, StringComparison.OrdinalIgnoreCase)
                && (key.Contains(Text(year), StringComparison.Ordinal) || date.Year == year)
                && !key.Contains("half", StringComparison.OrdinalIgnoreCase))
            {
                return Within(date);
            }
        }

        return null;
    }

    public static string SeasonName(int season) => season switch { 0 => "spring", 1 => "summer", 2 => "autumn", _ => "winter" };

    /// <summary>The first and last meeting of the Board in a window.</summary>
    public (DateOnly First, DateOnly Last)? BoardMeetings(DateOnly from, DateOnly until)
    {
        (DateOnly First, DateOnly Last)? found = null;
        foreach (var meeting in _calendar.Board)
        {
            var date = Within(meeting);
            if (date >= from && date <= until)
            {
                found = found is var (first, last) ? (date < first ? date : first, date > last ? date : last) : (date, date);
            }
        }

        return found;
    }

    public DateOnly? NextBoardMeeting() => BoardMeetings(Reference.AddDays(1), DateOnly.MaxValue)?.First;

    /// <summary>The plan's own date for an event or a term of its legend whose words all stand in the text; the longest name
    /// wins.</summary>
    public DateOnly? Event(ReadOnlySpan<char> folded) => Named(_calendar.Events, folded);

    public DateOnly? Legend(ReadOnlySpan<char> folded) => Named(_calendar.Legend, folded);

    private static DateOnly? Named(IReadOnlyDictionary<string, DateOnly> dates, ReadOnlySpan<char> folded)
    {
        var (length, found) = (0, (DateOnly?)null);
        foreach (var (name, date) in dates)
        {
            if (name.Length > length && HasEveryWord(folded, name))
            {
                (length, found) = (name.Length, Within(date));
            }
        }

        return found;
    }

    private static bool HasEveryWord(ReadOnlySpan<char> folded, string name)
    {
        foreach (var range in name.AsSpan().SplitAny(' ', '-', '_'))
        {
            var word = name.AsSpan()[range];
            if (word.Length > 0 && !HasWord(folded, word))
            {
                return false;
            }
        }

        return name.AsSpan().Trim().Length > 0;
    }

    private static bool HasWord(ReadOnlySpan<char> folded, ReadOnlySpan<char> word)
    {
        for (var from = 0; from <= folded.Length - word.Length; from++)
        {
            var at = folded[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            from += at;
            var (before, after) = (from - 1, from + word.Length);
            if ((before < 0 || !char.IsLetterOrDigit(folded[before]))
                && (after >= folded.Length || !char.IsLetterOrDigit(folded[after])))
            {
                return true;
            }
        }

        return false;
    }

    private static DateOnly Within(DateOnly date) => date < _first ? _first : date > _last ? _last : date;

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
