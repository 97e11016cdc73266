namespace HubFunctions.Timescales;

/// <summary>Early, mid, late, start and end of a window (conventions, rule 5).</summary>
internal static class Parts
{
    /// <summary>Fewer days than this are too few to have a part: "late in the week", "the end of half term".</summary>
    private const int ShortestParted = 20;

    public static Window Of(Window whole, Period period, Almanac almanac)
    {
        if (whole.Due!.Value.DayNumber - whole.Earliest!.Value.DayNumber < ShortestParted)
        {
            return whole;
        }

        var window = whole.RemindBy is { } sooner && sooner < whole.Due ? OfEither(whole, sooner, period.Part)
            : Of(whole, period.Part);
        if (window.Kind == TimescaleKind.Approx)
        {
            var word = period.Part switch { Part.Early => "Early", Part.Mid => "Mid", _ => "Late" };
            almanac.Notes.Add(Confidence.Medium,
                $"“{word}” is taken as {WindowText.Range(window.Earliest!.Value, window.Due!.Value)}.");
        }

        return window;
    }

    /// <summary>An ambiguous window is two of the same length: its part runs from that of the first to that of the
    /// second.</summary>
    private static Window OfEither(Window whole, DateOnly sooner, Part part)
    {
        var months = Months(whole.Earliest!.Value, sooner);
        var first = Of(whole with { Due = sooner, RemindBy = null }, part);
        var second = Of(whole with
        {
            Earliest = Max(whole.Due!.Value.AddDays(1).AddMonths(-months), whole.Earliest.Value),
            RemindBy = null,
        }, part);
        return second with
        {
            Kind = first.Kind == TimescaleKind.Approx ? TimescaleKind.Approx : whole.Kind,
            Earliest = first.Earliest,
            RemindBy = first.Due,
        };
    }

    private static Window Of(Window whole, Part part)
    {
        var (first, last) = (whole.Earliest!.Value, whole.Due!.Value);
        var months = Months(first, last);
        var isMonth = months == 1;
        return part switch
        {
            Part.Early or Part.Mid or Part.Late when isMonth => Tens(first, last, part),
            Part.Early or Part.Mid or Part.Late => Thirds(first, last, months, part),
            Part.Start => new(whole.Kind, first, isMonth ? Min(first.AddDays(6), last)
                : Min(first.AddMonths(1).AddDays(-1), last)),
            _ when isMonth => new(whole.Kind == TimescaleKind.Month ? TimescaleKind.MonthEnd
                : whole.Kind, Max(last.AddDays(-6), first), last),
            _ => new(whole.Kind, Max(new(last.Year, last.Month, 1), first), last),
        };
    }

    private static int Months(DateOnly first, DateOnly last) => ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;

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
            Part.Mid => new(TimescaleKind.Approx, Min(start.AddMonths(third), last),
                Min(start.AddMonths(Math.Min(2 * third, months)).AddDays(-1), last)),
            _ => new(TimescaleKind.Approx, Min(start.AddMonths(Math.Min(2 * third, months - 1)), last), last),
        };
    }

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;
}
