using System.Collections.Frozen;

namespace HubFunctions.Timescales;

/// <summary>Which of several expressions count: a revised date beats the former one, a specific date in brackets beats vague
/// text, "i.e." wins
/// (conventions, rule 11).</summary>
internal static class Choice
{
    /// <summary>Marks expressions that stand in brackets, after "i.e.", or are told of as former or revised dates.</summary>
    public static Expression Marked(ref Cursor c, Expression expression)
    {
        c.At = expression.Start;
        var back = -1;
        while (IsFiller(ref c, back))
        {
            back--;
        }

        var opener = c.Kind(back) is TokenKind.Open ? back : -1;
        expression.InBrackets = c.Kind(opener) == TokenKind.Open || (c.Kind(back - 1) == TokenKind.Open);
        expression.Wins |= c.Kind(back) == TokenKind.Meaning || c.Kind(back - 1) == TokenKind.Meaning;
        var isFrom = expression.Bound == Bound.From || c.Kind(-1) == TokenKind.From;
        var isMoved = c.Kind(back) == TokenKind.Revised
            && (c[back].Value == 0 || isFrom || expression.Bound is Bound.To or Bound.Until);
        if (isMoved && expression.Shape == Shape.Range && isFrom)
        {
            return Moved(expression);
        }

        expression.Former = c.Kind(back) == TokenKind.Former || (isMoved && isFrom)
            || (expression.First.Form is Form.FinancialYear or Form.AcademicYear or Form.Span or Form.Year or Form.MunicipalYear
            && c.Is(0, "for") && !IsPlanned(ref c, -1))
            || (c.Kind(back) is TokenKind.Plan && expression.First.Form is Form.FinancialYear or Form.Span or Form.Year);
        expression.Revised = (isMoved && !isFrom) || c.Is(back, "now");
        if (isMoved && !isFrom && expression.Bound is Bound.To or Bound.Until && !c.Is(back, "extended"))
        {
            expression.Bound = Bound.In;
        }

        return expression;
    }

    private static bool IsFiller(ref Cursor c, int back) =>
        c.Kind(back) is TokenKind.Colon or TokenKind.Comma or TokenKind.Dash or TokenKind.Caveat or TokenKind.Lead
        || _fillers.Contains(c.Text(back))
        || (back > -3 && c.Kind(back) is TokenKind.In or TokenKind.To or TokenKind.From or TokenKind.By);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _fillers =
        new[] { "planned", "set", "currently", "back", "forward", "out", "forwards" }
        .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>"slipped from Q2 to Q3" means the new date; the old one is only shown (conventions, rule 15).</summary>
    private static Expression Moved(Expression range)
    {
        var (former, now) = Spans.Filled(range.First, range.Last);
        return range with { Shape = Shape.Period, First = now, Last = now, MovedFrom = former, Bound = Bound.In, Revised = true };
    }

    /// <summary>"planned for 2027" is a date, "the budget for 2027" is not.</summary>
    private static bool IsPlanned(ref Cursor c, int back)
    {
        back -= c.Is(back, "in") || c.Is(back, "completion") || c.Is(back, "delivery") ? 1 : 0;
        return c.Kind(back) == TokenKind.Caveat || _planned.Contains(c.Text(back));
    }

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _planned = new[]
    {
        "planned", "scheduled", "programmed", "set", "due", "targeted", "target", "earmarked", "slated", "timetabled", "aimed",
            "intended", "pencilled", "forecast", "aiming",
        "projected", "slotted", "lined",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Drops the expressions that another one outranks. Lengths and events count only where there is no date.</summary>
    public static void Drop(ref Cursor c, List<Finding> findings, Almanac almanac)
    {
        var dated = findings.Exists(static f =>
            f.Expression is { Shape: Shape.Period or Shape.Range or Shape.Pair, Former: false } && f.IsDated);
        if (dated)
        {
            Consultation(ref c, findings);
            findings.RemoveAll(static f => f.Expression.Former
                || f.Expression.Shape is not (Shape.Period or Shape.Range or Shape.Pair));
        }

        var revised = findings.FindLastIndex(static f => f.Expression.Revised);
        if (revised > 0)
        {
            var kept = findings[revised];
            var bound = kept.Expression.Bound is Bound.To or Bound.Until or Bound.By ? Bound.In : kept.Expression.Bound;
            kept.Expression = kept.Expression with { Start = findings[0].Expression.Start, Bound = bound };
            findings[revised] = kept.Expression.Shape == Shape.Period
                ? kept with { Window = Windows.Of(kept.Expression.First, Bound.In, almanac) } : kept;
            findings.RemoveRange(0, revised);
        }

        for (var i = findings.Count - 1; i > 0; i--)
        {
            Settle(findings, i, almanac);
        }
    }

    private static void Settle(List<Finding> findings, int i, Almanac almanac)
    {
        var (main, other) = (findings[i - 1], findings[i]);
        if (!main.IsDated || !other.IsDated || (main.Expression.Shape is not (Shape.Period or Shape.Range)))
        {
            return;
        }

        var overlaps = Overlaps(main.Window, other.Window);
        var sooner = Rank(other) < Rank(main);
        if (other.Expression.Wins && other.Expression.Shape is Shape.Period or Shape.Range
            || (other.Expression.InBrackets && sooner && (overlaps || Rank(other) == 0)))
        {
            var bound = other.Expression.Bound is Bound.None or Bound.In ? main.Expression.Bound : other.Expression.Bound;
            almanac.Notes = other.Notes;
            var window = other.Expression.Bound is Bound.None or Bound.In
                ? Bounds.Apply(other.Window, bound, other.Expression.Last, almanac) : other.Window;
            findings[i - 1] = other with
            {
                Window = window,
                Expression = other.Expression with { Bound = bound, Start = main.Expression.Start },
            };
            findings.RemoveAt(i);
        }
        else if ((other.Expression.InBrackets && overlaps)
            || (main.Window == other.Window && main.Expression.First.IsElided == other.Expression.First.IsElided))
        {
            findings.RemoveAt(i);
        }
    }

    /// <summary>A consultation whose length and first or last day are given runs that long from it or up to it (conventions,
    /// rule 12).</summary>
    private static void Consultation(ref Cursor c, List<Finding> findings)
    {
        var length = findings.Find(static f => f.Expression.Closes).Expression;
        for (var i = 0; i < findings.Count && length.Count > 0; i++)
        {
            var finding = findings[i];
            if (finding.Expression is not { Shape: Shape.Period, First.Form: Form.Day, Former: false }
                || finding.Window.Due is not { } day)
            {
                continue;
            }

            c.At = finding.Expression.Start;
            var word = c.Kind(-1) is TokenKind.In or TokenKind.From ? -2 : -1;
            var isEnd = finding.Expression.Bound is Bound.Until or Bound.By || c.Kind() == TokenKind.Finish
                || c.Kind(word) == TokenKind.Finish || c.Kind(word) == TokenKind.Complete;
            var isStart = finding.Expression.Bound is Bound.From or Bound.Onwards
                || c.Kind(word) is TokenKind.Begin or TokenKind.Start || c.Is(word, "opens") || c.Is(word, "opening")
                || c.Is(word, "open");
            if (isEnd)
            {
                findings[i] = finding with { Window = new(TimescaleKind.Duration, Lengths.Opening(length, day), day) };
                return;
            }

            if (isStart)
            {
                var first = finding.Window.Earliest ?? day;
                var expression = finding.Expression with { Bound = Bound.In };
                findings[i] = finding with
                {
                    Expression = expression,
                    Window = new(TimescaleKind.Duration, first, Lengths.End(first, length.Count, length.Unit, inclusive: true)),
                };
                return;
            }
        }
    }

    private static bool Overlaps(Window a, Window b) =>
        (a.Earliest ?? DateOnly.MinValue) <= (b.Due ?? DateOnly.MaxValue)
            && (b.Earliest ?? DateOnly.MinValue) <= (a.Due ?? DateOnly.MaxValue);

    /// <summary>How exact the words are: the fewer days the better, a day best of all.</summary>
    private static int Rank(Finding finding) => finding.Expression switch
    {
        { Shape: Shape.Range } => 3,
        { First.Form: Form.Day or Form.Weekday } => 0,
        { First.Form: Form.Week or Form.WeekEnding } => 1,
        { First.Form: Form.Month or Form.Festival } => 2,
        { First.Form: Form.Season or Form.Quarter or Form.Term, First.Part: not Part.Whole } => 3,
        { First.Form: Form.Season or Form.Quarter or Form.Term or Form.HalfTerm } => 4,
        { First.Form: Form.Half } => 5,
        { First.Form: Form.PlanYear } => 7,
        { First.Part: not Part.Whole } => 4,
        _ => 6,
    };
}
