namespace HubFunctions.Timescales;

/// <summary>Lengths of time → windows (conventions, rule 10). Years of a plan end on the day before the anniversary;
/// other months on the corresponding day, as in "within six months".</summary>
internal static class Lengths
{
    public static Window Of(Expression expression, Almanac almanac, ReadOnlySpan<char> folded) => expression.Shape switch
    {
        Shape.Relative => Ahead(TimescaleKind.Relative, expression, almanac),
        Shape.Duration => Duration(expression, almanac),
        Shape.LookBack => LookBack(expression, almanac),
        _ => Anchored(expression, almanac, folded),
    };

    private static Window Ahead(TimescaleKind kind, Expression expression, Almanac almanac)
    {
        var start = almanac.Reference;
        var due = End(start, expression.Count, expression.Unit, inclusive: kind == TimescaleKind.Duration);
        var sooner = expression.Least > 0 && expression.Least < expression.Count
            ? End(start, expression.Least, expression.Unit, inclusive: kind == TimescaleKind.Duration) : (DateOnly?)null;
        if (expression.Closes)
        {
            (start, sooner) = (expression.Least > 0 ? End(start, expression.Least, expression.Unit, inclusive: true).AddDays(1)
                : start, null);
        }

        almanac.Notes.Add(Confidence.Low,
            $"Counted from {WindowText.Day(almanac.Reference)}, the date of the plan: to {WindowText.Day(due)}.");
        return new(kind, start, due, sooner);
    }

    private static Window Duration(Expression expression, Almanac almanac)
    {
        if (expression is { Legend: true, Open: true })
        {
            var first = End(almanac.Reference, expression.Count, expression.Unit, inclusive: true).AddDays(1);
            almanac.Notes.Add(Confidence.Low, $"Counted from {WindowText.Day(almanac.Reference)}, the date of the plan: from "
                + $"{WindowText.Day(first)}, without an end.");
            return new(TimescaleKind.PlanRelative, first, null);
        }

        if (expression.Wins)
        {
            return Ahead(TimescaleKind.Duration, expression, almanac);
        }

        almanac.Notes.Add(Confidence.None, expression.Closes
            ? "The length of a consultation: please enter when it opens or closes."
            : "A length without a start: no date follows.");
        return new(TimescaleKind.Duration, null, null);
    }

    /// <summary>The first day of a length that ends on a given day.</summary>
    public static DateOnly Opening(Expression length, DateOnly close)
    {
        var days = length.Count * Units.Days(length.Unit);
        return days > 0 ? close.AddDays(1 - days) : close.AddMonths(-length.Count * Units.Months(length.Unit)).AddDays(1);
    }

    /// <summary>"Its first 12 months" reports on a year that is over: from the plan's start, else up to the last full
    /// quarter.</summary>
    private static Window LookBack(Expression expression, Almanac almanac)
    {
        var months = expression.Count * Units.Months(expression.Unit);
        if (months is 0 or > 120)
        {
            return new(TimescaleKind.Relative, null, null);
        }

        var reference = almanac.Reference;
        var quarter = new DateOnly(reference.Year, ((reference.Month - 1) / 3 * 3) + 1, 1);
        var start = almanac.HasPlanStart ? almanac.PlanStart : quarter.AddMonths(-months);
        var end = start.AddMonths(months).AddDays(-1);
        almanac.Notes.Add(Confidence.Low, $"The start is not stated: taken as {WindowText.Range(start, end)}, up to the last "
            + $"full quarter; a report, not a deadline.");
        return new(TimescaleKind.Relative, start, end);
    }

    private static Window Anchored(Expression expression, Almanac almanac, ReadOnlySpan<char> folded)
    {
        var unresolved = new Window(TimescaleKind.Relative, null, null);
        if (expression.Timed && Units.Singular(expression.Unit) == Units.Day)
        {
            almanac.Notes.Add(Confidence.None, "A standard counted in days for each case, not a date.");
            return unresolved;
        }

        if (expression.First.Form is not (Form.None or Form.Day) && expression.Either
            && Windows.Of(expression.First, Bound.In, almanac).Earliest is { } first)
        {
            return new(TimescaleKind.Relative, first, End(first, expression.Count, expression.Unit, inclusive: true));
        }

        var anchor = expression.First.Form != Form.None ? Windows.Of(expression.First, Bound.In, almanac).Due
            : almanac.Event(folded);
        if (anchor is not { } from || from.Year > 9000)
        {
            almanac.Notes.Add(Confidence.None, "Counted from an event whose date is not entered yet.");
            return unresolved;
        }

        var due = End(from, expression.Count, expression.Unit, inclusive: false);
        almanac.Notes.Add(Confidence.Medium, $"Counted from {WindowText.Day(from)}: to {WindowText.Day(due)}.");
        return new(TimescaleKind.Relative, from, due);
    }

    /// <summary>The last day of a length from a day: that day counted in, or the corresponding day after it.</summary>
    public static DateOnly End(DateOnly start, int count, int unit, bool inclusive)
    {
        var months = Math.Min(count * Units.Months(unit), 2400);
        var end = months > 0 ? start.AddMonths(months) : start.AddDays(count * Units.Days(unit));
        return inclusive || (months > 0 && months % 12 == 0) ? end.AddDays(-1) : end;
    }
}
