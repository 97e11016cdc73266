namespace HubFunctions.Timescales;

/// <summary>What "by", "before", "from" and "after" make of a window (conventions, rule 1).</summary>
internal static class Bounds
{
    public static Window Apply(Window window, Bound bound, Period last, Almanac almanac)
    {
        if (window is not { Earliest: { } first, Due: { } end })
        {
            return window;
        }

        if (last.Form is Form.Holiday or Form.Recess && bound is Bound.By or Bound.Until or Bound.To or Bound.Before)
        {
            return window with { Earliest = last.Form == Form.Recess ? null : Earliest(first, end, almanac) };
        }

        switch (bound)
        {
            case Bound.By or Bound.Until or Bound.To:
                return By(window, IsAtStart(last), last.Part == Part.Whole, almanac);
            case Bound.Before when last.Part == Part.End:
                return By(window, atStart: false, whole: false, almanac);
            case Bound.Before:
                return Before(window, first, end, almanac);
            case Bound.NotBefore:
                return window with { Due = null, RemindBy = null };
            case Bound.After:
                return new(window.Kind, Days.Plus(end, 1), null);
            default:
                return window;
        }
    }

    private static Window By(Window window, bool atStart, bool whole, Almanac almanac)
    {
        var due = atStart ? window.Earliest!.Value : window.Due!.Value;
        if (whole && window.Kind is TimescaleKind.Month or TimescaleKind.Year && !atStart)
        {
            var stricter = window.Earliest!.Value.AddDays(-1);
            almanac.Notes.Add(
                Confidence.High,
                $"“By” includes the whole {(window.Kind == TimescaleKind.Month ? "month" : "year")}: due {WindowText.Day(due)} "
                    + $"(read strictly it would be {WindowText.Day(stricter)}).");
        }

        return new(window.Kind, Earliest(window.Earliest!.Value, due, almanac), due, atStart ? null : window.RemindBy);
    }

    private static Window Before(Window window, DateOnly first, DateOnly end, Almanac almanac)
    {
        var earlier = Days.Plus(first, -1);
        var due = window.Kind == TimescaleKind.QuarterAmbiguous ? end.AddDays(1).AddMonths(-3).AddDays(-1) : earlier;
        return new(window.Kind, Earliest(due, due, almanac), due, due == earlier ? null : earlier);
    }

    /// <summary>The reference date, or the window's own first day where the reference is already past.</summary>
    private static DateOnly Earliest(DateOnly first, DateOnly due, Almanac almanac) => almanac.Reference <= due
        ? almanac.Reference : first;

    private static bool IsAtStart(Period period) =>
        period.Part == Part.Start || (period.Turn == Turn.New
            && period.Form is Form.FinancialYear or Form.AcademicYear or Form.Term);
}

internal static class Days
{
    /// <summary>Adds days without running off the calendar.</summary>
    public static DateOnly Plus(DateOnly date, int days) =>
        days > 0 ? date > DateOnly.MaxValue.AddDays(-days) ? DateOnly.MaxValue : date.AddDays(days)
        : date < DateOnly.MinValue.AddDays(-days) ? DateOnly.MinValue : date.AddDays(days);
}
