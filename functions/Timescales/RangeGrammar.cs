namespace HubFunctions.Timescales;

/// <summary>One period, or two joined: X to Y · X – Y · X/Y · X and Y · 3–5 March · mid to late 2025.</summary>
internal static class RangeGrammar
{
    public static bool TryRead(ref Cursor c, Bound bound, int start, out Expression expression)
    {
        expression = new(Shape.Period, start) { Bound = bound };
        if (Headless(ref c, ref expression))
        {
            return Settle(ref expression);
        }

        if (!PeriodGrammar.TryRead(ref c, out var first))
        {
            return false;
        }

        expression.First = first;
        expression.Last = first;
        Join(ref c, first, ref expression);
        return Settle(ref expression);
    }

    /// <summary>"between X and Y" is one stretch.</summary>
    private static bool Settle(ref Expression expression)
    {
        if (expression.Bound == Bound.Between)
        {
            expression.Bound = Bound.In;
            expression.Shape = expression.Shape == Shape.Pair ? Shape.Range : expression.Shape;
        }

        return true;
    }

    private static void Join(ref Cursor c, Period first, ref Expression expression)
    {
        var at = c.At;
        var joint = c.Sign();
        if (!IsJoint(ref c, out var length))
        {
            return;
        }

        c.At += length;
        c.Take(Sign.About);
        if (first.Form == Form.Quarter && c.Sign() == Sign.Number && c[0].Digits == 1 && c[0].Value is >= 1 and <= 4 && c.Sign(1) is not Sign.Month)
        {
            var second = first with { Number = c[0].Value };
            c.At++;
            second.Year = YearGrammar.Tail(ref c, ref second);
            Set(ref expression, first, second, joint);
            return;
        }

        if (PeriodGrammar.TryRead(ref c, out var last) && Fits(first, last))
        {
            Set(ref expression, first, last, joint);
            return;
        }

        c.At = at;
    }

    private static void Set(ref Expression expression, Period first, Period last, Sign joint)
    {
        expression.Shape = joint is Sign.And or Sign.Ampersand ? Shape.Pair : Shape.Range;
        expression.Either = joint is Sign.Slash or Sign.Or;
        expression.First = first with { Weak = first.Weak && last.Weak };
        expression.Last = last;
    }

    private static bool IsJoint(ref Cursor c, out int length)
    {
        length = 1;
        switch (c.Sign())
        {
            case Sign.Dash or Sign.Arrow:
                return !c[0].Is(Trait.LineBreak);
            case Sign.To or Sign.Until or Sign.Slash or Sign.And or Sign.Or or Sign.Ampersand:
                return true;
            case Sign.Plain when c.Is(0, "up") && c.Sign(1) is Sign.To or Sign.Until:
            case Sign.In when c.Is(0, "through") && c.Sign(1) == Sign.To:
                length = 2;
                return true;
            case Sign.In:
                return c.Is(0, "through");
            default:
                return false;
        }
    }

    /// <summary>Only like goes with like where a year is missing; a bare year joins only a bare year.</summary>
    private static bool Fits(Period first, Period last) =>
        last.Form is not Form.Invalid and not Form.PlanYear
        && !(last.Form is Form.Year or Form.Span && last.Weak && first.Form is not (Form.Year or Form.Month or Form.Season or Form.Day));

    /// <summary>A first part that borrows its month or year: "3 to 5 March", "mid to late 2025".</summary>
    private static bool Headless(ref Cursor c, ref Expression expression)
    {
        var isDay = c[0] is { Sign: Sign.Number, Value: >= 1 and <= 31, Digits: >= 1 and <= 2 } && c.Sign(-1) is not Sign.Counter;
        var isPart = c.Sign() is Sign.Early or Sign.Mid;
        var ahead = isDay && c.Sign(1) == Sign.Ordinal ? 2 : 1;
        if ((!isDay && !isPart) || c.Sign(ahead) is not (Sign.To or Sign.Dash or Sign.And or Sign.Ampersand or Sign.Slash or Sign.Or or Sign.Until))
        {
            return false;
        }

        var (start, number, joint) = (c.At, c[0].Value, c.Sign(ahead));
        var part = c.Sign() == Sign.Early ? Part.Early : Part.Mid;
        c.At += ahead + 1;
        if (isPart && joint == Sign.Dash && c.Take(Sign.To))
        {
            joint = Sign.To;
            c.Take(Sign.Dash);
        }

        var second = c.Sign();
        if (PeriodGrammar.TryRead(ref c, out var last)
            && (isDay ? last.Form == Form.Day && last.Day > number && second == Sign.Number : last.Part is Part.Mid or Part.Late))
        {
            Set(ref expression, isDay ? last with { Day = number, Weekday = 0 } : last with { Part = part }, last, joint);
            return true;
        }

        c.At = start;
        return false;
    }
}
