namespace HubFunctions.Timescales;

/// <summary>Early, mid, late, start and end of a window (conventions, rule 5).</summary>
internal static class Parts
{
    public static Window Of(Window whole, Period period, Almanac almanac)
    {
        var (first, last) = (whole.Earliest!.Value, whole.Due!.Value);
        var months = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        if (period.Part == Part.Week)
        {
            return WeekOrDay(whole, period.Weekday);
        }

        var isMonth = months == 1;
        var window = period.Part switch
        {
            Part.Early or Part.Mid or Part.Late when isMonth => Tens(first, last, period.Part),
            Part.Early or Part.Mid or Part.Late => Thirds(first, last, months, period.Part),
            Part.Start => new(whole.Kind, first, isMonth ? Min(first.AddDays(6), last) : Min(first.AddMonths(1).AddDays(-1), last)),
            _ => new Window(isMonth ? TimescaleKind.MonthEnd : whole.Kind, isMonth ? Max(last.AddDays(-6), first) : Max(new(last.Year, last.Month, 1), first), last),
        };
        if (window.Kind == TimescaleKind.Approx)
        {
            var word = period.Part switch { Part.Early => "Early", Part.Mid => "Mid", _ => "Late" };
            almanac.Notes.Add(Confidence.Medium, $"“{word}” is taken as {WindowText.Range(window.Earliest!.Value, window.Due!.Value)}.");
        }

        return window with { RemindBy = period.Part == Part.End && whole.RemindBy != whole.Due ? whole.RemindBy : null };
    }

    private static Window Tens(DateOnly first, DateOnly last, Part part) => part switch
    {
        Part.Early => new(TimescaleKind.Approx, first, first.AddDays(9)),
        Part.Mid => new(TimescaleKind.Approx, first.AddDays(10), first.AddDays(19)),
        _ => new(TimescaleKind.Approx, first.AddDays(20), last),
    };

    private static Window Thirds(DateOnly first, DateOnly last, int months, Part part)
    {
        var third = Math.Max(1, months / 3);
        var start = new DateOnly(first.Year, first.Month, 1);
        return part switch
        {
            Part.Early => new(TimescaleKind.Approx, first, Min(start.AddMonths(third).AddDays(-1), last)),
            Part.Mid => new(TimescaleKind.Approx, Min(start.AddMonths(third), last), Min(start.AddMonths(Math.Min(2 * third, months)).AddDays(-1), last)),
            _ => new(TimescaleKind.Approx, Min(start.AddMonths(Math.Min(2 * third, months - 1)), last), last),
        };
    }

    private static Window WeekOrDay(Window whole, int nth)
    {
        var (first, last) = (whole.Earliest!.Value, whole.Due!.Value);
        return nth switch
        {
            PeriodGrammar.LastWorkingDay => Window.Day(TimescaleKind.Date, new WorkingDays().OnOrBefore(last)),
            15 => Window.Day(TimescaleKind.Date, last),
            > 10 => Window.Day(TimescaleKind.Date, Min(first.AddDays(nth - 11), last)),
            5 => new(TimescaleKind.Week, Max(last.AddDays(-6), first), last),
            _ => new(TimescaleKind.Week, Min(first.AddDays((nth - 1) * 7), last), Min(first.AddDays((nth * 7) - 1), last)),
        };
    }

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;
}
