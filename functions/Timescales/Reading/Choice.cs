namespace HubFunctions.Timescales;

/// <summary>Which of several expressions count: a revised date beats the former one, a specific date in brackets beats vague text, "i.e." wins
/// (conventions, rule 11).</summary>
internal static class Choice
{
    /// <summary>Marks expressions that stand in brackets, after "i.e.", or are told of as former or revised dates.</summary>
    public static Expression Marked(ref Cursor c, Expression expression)
    {
        c.At = expression.Start;
        var back = -1;
        while (c.Kind(back) is TokenKind.Colon or TokenKind.Comma or TokenKind.Dash or TokenKind.Caveat or TokenKind.Lead || c.Is(back, "planned") || c.Is(back, "set") || c.Is(back, "currently")
            || (c.Kind(back) is TokenKind.In or TokenKind.To or TokenKind.From or TokenKind.By && back > -3))
        {
            back--;
        }

        var opener = c.Kind(back) is TokenKind.Open ? back : -1;
        expression.InBrackets = c.Kind(opener) == TokenKind.Open || (c.Kind(back - 1) == TokenKind.Open);
        expression.Wins |= c.Kind(back) == TokenKind.Meaning || c.Kind(back - 1) == TokenKind.Meaning;
        var isFrom = expression.Bound == Bound.From || c.Kind(-1) == TokenKind.From;
        expression.Former = c.Kind(back) == TokenKind.Former || (c.Kind(back) == TokenKind.Revised && isFrom)
            || (expression.First.Form is Form.FinancialYear or Form.AcademicYear or Form.Span or Form.Year or Form.MunicipalYear && c.Is(0, "for"))
            || (c.Kind(back) is TokenKind.Plan && expression.First.Form is Form.FinancialYear or Form.Span or Form.Year);
        expression.Revised = (c.Kind(back) == TokenKind.Revised && !isFrom) || c.Is(back, "now");
        return expression;
    }

    /// <summary>Drops the expressions that another one outranks. Lengths and events count only where there is no date.</summary>
    public static void Drop(List<Finding> findings, Almanac almanac)
    {
        var dated = findings.Exists(static f => f.Expression is { Shape: Shape.Period or Shape.Range or Shape.Pair, Former: false } && f.IsDated);
        if (dated)
        {
            OpenConsultation(findings);
            findings.RemoveAll(static f => f.Expression.Former || f.Expression.Shape is not (Shape.Period or Shape.Range or Shape.Pair));
        }

        var revised = findings.FindLastIndex(static f => f.Expression.Revised);
        if (revised > 0)
        {
            var kept = findings[revised];
            var bound = kept.Expression.Bound is Bound.To or Bound.Until or Bound.By ? Bound.In : kept.Expression.Bound;
            kept.Expression = kept.Expression with { Start = findings[0].Expression.Start, Bound = bound };
            findings[revised] = kept.Expression.Shape == Shape.Period ? kept with { Window = Windows.Of(kept.Expression.First, Bound.In, almanac) } : kept;
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
        if (other.Expression.Wins && other.Expression.Shape is Shape.Period or Shape.Range || (other.Expression.InBrackets && sooner && (overlaps || Rank(other) == 0)))
        {
            var bound = other.Expression.Bound is Bound.None or Bound.In ? main.Expression.Bound : other.Expression.Bound;
            almanac.Notes = other.Notes;
            var window = other.Expression.Bound is Bound.None or Bound.In ? Bounds.Apply(other.Window, bound, other.Expression.Last, almanac) : other.Window;
            findings[i - 1] = other with { Window = window, Expression = other.Expression with { Bound = bound, Start = main.Expression.Start } };
            findings.RemoveAt(i);
        }
        else if ((other.Expression.InBrackets && overlaps) || (main.Window == other.Window && main.Expression.First.IsElided == other.Expression.First.IsElided))
        {
            findings.RemoveAt(i);
        }
    }

    /// <summary>A consultation whose length and last day are both given opened that long before.</summary>
    private static void OpenConsultation(List<Finding> findings)
    {
        var length = findings.Find(static f => f.Expression.Closes).Expression;
        var at = findings.FindIndex(static f => f.Expression is { Shape: Shape.Period, Bound: Bound.Until or Bound.By, First.Form: Form.Day } && f.Window.Due is not null);
        if (length.Count > 0 && at >= 0)
        {
            findings[at] = findings[at] with { Window = findings[at].Window with { Earliest = Lengths.Opening(length, findings[at].Window.Due!.Value) } };
        }
    }

    private static bool Overlaps(Window a, Window b) =>
        (a.Earliest ?? DateOnly.MinValue) <= (b.Due ?? DateOnly.MaxValue) && (b.Earliest ?? DateOnly.MinValue) <= (a.Due ?? DateOnly.MaxValue);

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
