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
        var joint = c.Kind();
        if (!IsJoint(ref c, out var length))
        {
            return;
        }

        c.At += length;
        c.Take(TokenKind.About);
        if (first.Form == Form.Quarter && c.Kind() == TokenKind.Number && c[0].Digits == 1 && c[0].Value is >= 1 and <= 4
            && c.Kind(1) is not TokenKind.Month)
        {
            var second = first with { Number = c[0].Value };
            c.At++;
            second.Year = YearGrammar.Tail(ref c, ref second);
            Set(ref expression, first, second, joint);
            return;
        }

        if (PeriodGrammar.TryRead(ref c, out var last) && Fits(first, last))
        {
            Set(ref expression, first, OfQuarter(ref c, last), joint);
            return;
        }

        c.At = at;
    }

    /// <summary>"October to December quarter 2024".</summary>
    private static Period OfQuarter(ref Cursor c, Period last)
    {
        if (last is { Form: Form.Month, IsElided: true } && c.Kind() == TokenKind.Quarter && c[0].Value == Units.Quarter)
        {
            c.At++;
            last.Year = YearGrammar.Tail(ref c, ref last);
        }

        return last;
    }

    private static void Set(ref Expression expression, Period first, Period last, TokenKind joint)
    {
        expression.Shape = joint is TokenKind.And or TokenKind.Ampersand ? Shape.Pair : Shape.Range;
        expression.Either = joint is TokenKind.Slash or TokenKind.Or;
        expression.First = first with { Weak = first.Weak && last.Weak };
        expression.Last = last;
    }

    private static bool IsJoint(ref Cursor c, out int length)
    {
        length = 1;
        switch (c.Kind())
        {
            case TokenKind.Dash or TokenKind.Arrow:
                return !c[0].Is(Trait.LineBreak);
            case TokenKind.To or TokenKind.Until or TokenKind.Slash or TokenKind.And or TokenKind.Or or TokenKind.Ampersand:
                return true;
            case TokenKind.Plain when c.Is(0, "up") && c.Kind(1) is TokenKind.To or TokenKind.Until:
            case TokenKind.In when c.Is(0, "through") && c.Kind(1) == TokenKind.To:
                length = 2;
                return true;
            case TokenKind.In:
                return c.Is(0, "through");
            default:
                return false;
        }
    }

    /// <summary>Only like goes with like where a year is missing; a bare year joins only a bare year.</summary>
    private static bool Fits(Period first, Period last) =>
        last.Form is not Form.Invalid and not Form.PlanYear
        && !(first.Form == Form.Quarter && last.Form is Form.Month or Form.Day)
        && !(last.Form is Form.Year or Form.Span && last.Weak
        && first.Form is not (Form.Year or Form.Month or Form.Season or Form.Day));

    /// <summary>A first part that borrows its month or year: "3 to 5 March", "mid to late 2025".</summary>
    private static bool Headless(ref Cursor c, ref Expression expression)
    {
        var isDay = c[0] is { Kind: TokenKind.Number, Value: >= 1 and <= 31, Digits: >= 1 and <= 2 }
            && c.Kind(-1) is not TokenKind.Counter;
        var isPart = c.Kind() is TokenKind.Early or TokenKind.Mid;
        var ahead = isDay && c.Kind(1) == TokenKind.Ordinal ? 2 : 1;
        if ((!isDay && !isPart) || c.Kind(ahead) is not (TokenKind.To or TokenKind.Dash or TokenKind.And or TokenKind.Ampersand
            or TokenKind.Slash or TokenKind.Or or TokenKind.Until))
        {
            return false;
        }

        var (start, number, joint) = (c.At, c[0].Value, c.Kind(ahead));
        var part = c.Kind() == TokenKind.Early ? Part.Early : Part.Mid;
        c.At += ahead + 1;
        if (isPart && joint == TokenKind.Dash && c.Take(TokenKind.To))
        {
            joint = TokenKind.To;
            c.Take(TokenKind.Dash);
        }

        var second = c.Kind();
        if (PeriodGrammar.TryRead(ref c, out var last)
            && (isDay ? last.Form == Form.Day && last.Day > number && second == TokenKind.Number
            : last.Part is Part.Mid or Part.Late))
        {
            Set(ref expression, isDay ? last with { Day = number, Weekday = 0 } : last with { Part = part }, last, joint);
            return true;
        }

        c.At = start;
        return false;
    }
}
