namespace HubFunctions.Timescales;

/// <summary>Two periods joined → one window. A year missing from either is taken from the other.</summary>
internal static class Spans
{
    public static Window Of(Expression expression, Almanac almanac)
    {
        var (first, last) = Filled(expression.First, expression.Last);
        var bound = expression.Bound;
        var end = Windows.Of(last, bound is Bound.From or Bound.Onwards ? Bound.In : bound, almanac);
        if (end is not { Earliest: { } from, Due: { } due })
        {
            return Window.Invalid;
        }

        var begin = first.IsElided ? Before(first, due, almanac) : Windows.Of(first, bound, almanac);
        if (begin is not { Earliest: { } earliest, Due: { } firstDue })
        {
            return Window.Invalid;
        }

        if (earliest > due)
        {
            var elided = !expression.First.Year.IsGiven || !expression.Last.Year.IsGiven;
            (begin, end) = !elided ? (begin, end)
                : expression.Last.Year.IsGiven ? (Windows.Of(Shifted(first, -1), Bound.In, almanac), end)
                : (begin, Windows.Of(Shifted(last, 1), Bound.In, almanac));
            (earliest, firstDue, due) = (begin.Earliest ?? due, begin.Due ?? due, end.Due ?? due);
        }

        if (earliest > due)
        {
            return Window.Invalid;
        }

        if (from >= earliest && due <= firstDue && earliest != from && !expression.Either)
        {
            return end;
        }

        var remind = expression.Either && firstDue < due ? begin.RemindBy ?? firstDue : end.RemindBy;
        var isApprox = first.Part != Part.Whole && first with { Part = last.Part, Weekday = last.Weekday } == last;
        return new(isApprox ? TimescaleKind.Approx : TimescaleKind.Range, earliest, due, remind);
    }

    /// <summary>Gives each period the other's year where it has none.</summary>
    public static (Period First, Period Last) Filled(Period first, Period last)
    {
        if (first.IsElided && last.Year.IsGiven && last.Form is not Form.Span)
        {
            first.Year = last.Year;
        }
        else if (last.IsElided && first.Year.IsGiven && first.Form is not Form.Span)
        {
            last.Year = first.Year;
        }

        return (first, last);
    }

    private static Window Before(Period first, DateOnly due, Almanac almanac)
    {
        var window = Window.Invalid;
        for (var year = due.Year; year >= due.Year - 1 && (window.Earliest is null || window.Earliest > due); year--)
        {
            window = Windows.Of(first with
            {
                Year = new(first.Form is Form.Quarter ? YearStyle.Slash : YearStyle.Plain, year, year + 1),
            }, Bound.In, almanac);
        }

        return window;
    }

    private static Period Shifted(Period period, int years) =>
        period with { Year = period.Year with { First = period.Year.First + years, Last = period.Year.Last + years } };
}
