namespace HubFunctions.Timescales;

/// <summary>Expressions → findings: windows, the step that each stands for, and what to call it.</summary>
internal static class Resolver
{
    public static List<Finding> Resolve(ref Cursor c, List<Expression> expressions, Cues cues, Almanac almanac)
    {
        Merge(ref c, expressions);
        QuarterMonths.Unite(ref c, expressions);
        var findings = new List<Finding>(expressions.Count);
        foreach (var expression in expressions)
        {
            almanac.Notes = new();
            Add(Choice.Marked(ref c, expression), findings, cues, almanac, c.Folded);
        }

        Unite(findings);
        Choice.Drop(ref c, findings, almanac);
        return findings;
    }

    /// <summary>"2023/24 Q3", "2024: Spring": a year written before its part belongs to it.</summary>
    private static void Merge(ref Cursor c, List<Expression> expressions)
    {
        for (var i = expressions.Count - 1; i > 0; i--)
        {
            var (year, part) = (expressions[i - 1], expressions[i]);
            c.At = year.Stop;
            var near = part.Start - year.Stop <= 1 && !c.EndsSentence(0);
            if (near
                && year is { Shape: Shape.Period, First.Form: Form.FinancialYear or Form.Year, First.Part: Part.Whole }
                && year.First.Year.IsGiven
                && part
                    is { Shape: Shape.Period or Shape.Range, Last.Form: Form.Quarter or Form.Half or Form.Season or Form.Month }
                && part.First.IsElided
                && part.Last.IsElided)
            {
                var (first, last) = (part.First, part.Last);
                first.Year = last.Year = year.First.Year;
                expressions[i - 1] = part with
                {
                    Start = year.Start,
                    First = first,
                    Last = last,
                    Bound = year.Bound == Bound.None ? part.Bound : year.Bound,
                };
                expressions.RemoveAt(i);
            }
            else if (part.Start - year.Stop == 1
                && c.Kind() is TokenKind.Comma or TokenKind.Slash or TokenKind.And or TokenKind.Ampersand)
            {
                expressions[i - 1] = Listed(year, part);
            }
        }
    }

    /// <summary>"July, August and September 2023": each takes the year of the next.</summary>
    private static Expression Listed(Expression item, Expression next)
    {
        var year = next.First.Year.IsGiven ? next.First.Year : next.Last.Year;
        if (item.Shape is not (Shape.Period or Shape.Range) || !item.First.IsElided || !item.Last.IsElided
            || item.Last.Form != next.First.Form
            || item.Last.Form is not (Form.Month or Form.Season or Form.Quarter or Form.Day))
        {
            return item with { Listed = item.Last.Form == next.First.Form && item.Shape is Shape.Period or Shape.Range };
        }

        var (first, last) = (item.First, item.Last);
        first.Year = last.Year = year;
        return item with { First = first, Last = last, Listed = true };
    }

    /// <summary>Items of a list that follow on from each other are one stretch.</summary>
    private static void Unite(List<Finding> findings)
    {
        for (var i = findings.Count - 2; i >= 0; i--)
        {
            var (item, next) = (findings[i], findings[i + 1]);
            var joins = item.Expression.Listed && next.Expression.Bound == Bound.None
                && item.Window is { Earliest: not null, Due: { } end } && next.Window.Earliest == Days.Plus(end, 1)
                && item.Expression.Last.Form is Form.Month or Form.Season or Form.Quarter or Form.FinancialYear;
            if (joins)
            {
                var window = new Window(TimescaleKind.Range, item.Window.Earliest, next.Window.Due, item.Expression.Either
                    ? item.Window.RemindBy : next.Window.RemindBy);
                item.Notes.Add(next.Notes);
                findings[i] = item with
                {
                    Window = window,
                    Expression = item.Expression with { Shape = Shape.Range, Stop = next.Expression.Stop },
                };
                findings.RemoveAt(i + 1);
            }
        }
    }

    private static void Add(Expression expression, List<Finding> findings, Cues cues, Almanac almanac, ReadOnlySpan<char> folded)
    {
        switch (expression.Shape)
        {
            case Shape.Period when expression.First.Form == Form.Quarter && expression.Recurs && expression.First.Day > 0:
                foreach (var number in (ReadOnlySpan<int>)[expression.First.Number, expression.First.Day])
                {
                    var quarter = expression.First with { Number = number, Day = 0 };
                    var window = Windows.Of(quarter, Bound.In, almanac);
                    findings.Add(new(expression, quarter.Part == Part.End
                        ? Window.Day(window.Kind, window.Due ?? almanac.Reference) : window, almanac.Notes));
                }

                break;
            case Shape.Period:
                findings.Add(new(expression, Period(expression, almanac), almanac.Notes));
                break;
            case Shape.Pair:
                Pair(expression, findings, cues, almanac);
                break;
            case Shape.Range:
                findings.Add(new(expression, Range(expression, almanac), almanac.Notes));
                break;
            case Shape.Event or Shape.Meeting:
                findings.Add(new(expression, Events.Of(expression, almanac, folded), almanac.Notes));
                break;
            case Shape.Past or Shape.Name:
                findings.Add(new(expression, new(TimescaleKind.NotADate, null, null), almanac.Notes));
                break;
            default:
                findings.Add(new(expression, Lengths.Of(expression, almanac, folded), almanac.Notes));
                break;
        }
    }

    private static Window Period(Expression expression, Almanac almanac)
    {
        if (expression.Vague)
        {
            almanac.Notes.Add(Confidence.Medium, "The plan's words make this date approximate.");
        }

        if (expression.MovedFrom is { } former
            && Windows.Of(former, Bound.In, new Almanac(almanac.Reference, null)) is { Earliest: { } from, Due: { } to })
        {
            almanac.Notes.Add(Confidence.High, $"Moved from {WindowText.Range(from, to)}: the earlier date no longer counts.");
        }

        if (expression.Count > 0 && Windows.Of(expression.First, Bound.In, almanac).Earliest is { } start)
        {
            return new(TimescaleKind.Range, start, Lengths.End(start, expression.Count, expression.Unit, inclusive: true));
        }

        var window = Bounds.Apply(Windows.Of(expression.First, expression.Bound, almanac), expression.Bound, expression.First,
            almanac);
        return expression.Recurs && expression.Bound == Bound.Before && window.Due is { } due ? Window.Day(window.Kind, due)
            : window;
    }

    private static Window Range(Expression expression, Almanac almanac)
    {
        var bound = expression.Bound is Bound.From or Bound.Onwards ? Bound.In : expression.Bound;
        return Bounds.Apply(Spans.Of(expression with { Bound = bound }, almanac), bound, expression.Last, almanac);
    }

    /// <summary>"X and Y": one stretch where they meet, two steps where they do not or where the words say
    /// "respectively".</summary>
    private static void Pair(Expression expression, List<Finding> findings, Cues cues, Almanac almanac)
    {
        var joined = Range(expression, almanac);
        var (first, last) = Spans.Filled(expression.First, expression.Last);
        var (a, b) = (Windows.Of(first, Bound.In, almanac), Windows.Of(last, Bound.In, almanac));
        if (!cues.Respectively && (a.Due is null || b.Earliest is null || b.Earliest <= a.Due.Value.AddDays(1)))
        {
            findings.Add(new(expression with { Shape = Shape.Range }, joined, almanac.Notes));
            return;
        }

        findings.Add(new(expression with { Shape = Shape.Period, First = first, Last = first },
            Bounds.Apply(a, expression.Bound, first, almanac), almanac.Notes));
        findings.Add(new(expression with { Shape = Shape.Period, First = last, Last = last },
            Bounds.Apply(b, expression.Bound, last, almanac), almanac.Notes));
    }
}
