namespace HubFunctions.Timescales;

/// <summary>Quarters and halves (conventions, rules 3 and 6): financial with a slash year, calendar when spelled out with a
/// plain year,
/// otherwise what the plan says, and ambiguous when it says nothing.</summary>
internal static class QuarterWindows
{
    public static Window Of(Period period, Bound bound, Almanac almanac)
    {
        var last = period.Day > 0 ? period.Day : period.Number;
        if (last < period.Number)
        {
            return Window.Invalid;
        }

        var (length, kind) = period.Form == Form.Half ? (6, TimescaleKind.HalfYear) : (3, TimescaleKind.QuarterFinancial);
        var (month, count) = ((period.Number - 1) * length, (last - period.Number + 1) * length);
        kind = count > length ? TimescaleKind.Range : kind;
        if (!period.Year.IsGiven)
        {
            return Elided(period, bound, almanac, kind, month, count);
        }

        var year = period.Year.First;
        var financial = Window.Months(kind, year, 4 + month, count);
        var calendar = Window.Months(kind == TimescaleKind.QuarterFinancial ? TimescaleKind.QuarterCalendar
            : kind, year, 1 + month, count);
        if (period.Basis is { } own)
        {
            var isFinancial = own == QuarterBasis.Financial;
            return Note(isFinancial ? financial : calendar, isFinancial ? "financial" : "calendar", almanac, Confidence.High);
        }

        if (period.Year.Style is YearStyle.Slash || almanac.Quarters == QuarterBasis.Financial || period.Year.IsFinancial)
        {
            return Note(financial, "financial", almanac, period.Year.Style is YearStyle.Slash ? Confidence.High
                : Confidence.Medium);
        }

        if (almanac.Quarters == QuarterBasis.Calendar || period.Spelled || period.Form == Form.Half)
        {
            var other = $"; by the financial year it would be {Months.Span(financial.Earliest!.Value, financial.Due!.Value)}";
            return Note(calendar, "calendar", almanac, Confidence.Medium, almanac.Quarters is null ? other : "");
        }

        almanac.Notes.Add(
            Confidence.Low,
            $"Could be the calendar quarter {Months.Span(calendar.Earliest!.Value, calendar.Due!.Value)} or the financial "
                + $"quarter "
            + $"{Months.Span(financial.Earliest!.Value, financial.Due!.Value)}: reminders use the earlier, overdue the later.");
        return new(TimescaleKind.QuarterAmbiguous, calendar.Earliest, financial.Due, calendar.Due);
    }

    private static Window Elided(Period period, Bound bound, Almanac almanac, TimescaleKind kind, int month, int count)
    {
        var calendar = period.Basis == QuarterBasis.Calendar
            || (period.Basis is null && almanac.Quarters == QuarterBasis.Calendar)
            || (period.Form == Form.Half && period.Basis is null && almanac.Quarters is null);
        var (first, named) = calendar ? (1, kind == TimescaleKind.QuarterFinancial ? TimescaleKind.QuarterCalendar : kind)
            : (4, kind);
        var shift = period.Turn == Turn.Next ? 1 : 0;
        var bare = period with { Turn = Turn.None };
        if (period.Turn is Turn.This or Turn.Next)
        {
            var year = almanac.Reference.Year + shift - (!calendar && almanac.Reference.Month < 4 ? 1 : 0);
            return Note(Window.Months(named, year, first + month, count), calendar ? "calendar"
                : "financial", almanac, Confidence.Medium);
        }

        var window = Elision.Nearest(bare, bound, almanac, year => Window.Months(named, year, first + month, count));
        return window is { } found ? Note(found, calendar ? "calendar" : "financial", almanac, Confidence.Medium)
            : Window.Invalid;
    }

    private static Window Note(Window window, string basis, Almanac almanac, Confidence confidence, string rest = "")
    {
        var part = window.Kind == TimescaleKind.HalfYear ? "half-year" : window.Kind == TimescaleKind.Range ? "quarters"
            : "quarter";
        almanac.Notes.Add(confidence, $"Taken as the {basis} {part} "
            + $"{Months.Span(window.Earliest!.Value, window.Due!.Value)}{rest}.");
        return window;
    }
}
