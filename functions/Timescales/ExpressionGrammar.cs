namespace HubFunctions.Timescales;

/// <summary>One timescale expression: the words that bound it, the period or length, and what follows ("onwards", "at the latest").</summary>
internal static class ExpressionGrammar
{
    public static bool TryRead(ref Cursor c, out Expression expression)
    {
        var start = c.At;
        var bound = BoundGrammar.Take(ref c);
        if (Dated(ref c, bound, start, out expression) || RelativeGrammar.TryRead(ref c, bound, start, out expression) || EventGrammar.TryRead(ref c, bound, start, out expression))
        {
            expression.Stop = c.At;
            return true;
        }

        c.At = start;
        return false;
    }

    private static bool Dated(ref Cursor c, Bound bound, int start, out Expression expression)
    {
        var at = c.At;
        expression = default;
        if (bound == Bound.In && c.Sign() == Sign.The && c.Sign(1) == Sign.Next && c.Sign(2) == Sign.Unit)
        {
            return false;
        }

        if (!RangeGrammar.TryRead(ref c, bound, start, out expression) || !Edges.Accepts(ref c, start, bound, expression.First))
        {
            c.At = at;
            return false;
        }

        expression.Timed = HasClock(ref c, start);
        expression.Vague = c[start - c.At].Sign == Sign.About || c[at - c.At - 1].Sign == Sign.About;
        After(ref c, ref expression);
        expression.Recurs = expression.First.Turn == Turn.Each || (expression.First.Form == Form.Quarter && expression.First.Day > expression.First.Number + 1
            && !expression.First.Year.IsGiven);
        expression.Shape = expression.First.Turn == Turn.Last || bound == Bound.Since ? Shape.Past : expression.Shape;
        return true;
    }

    /// <summary>A time of day directly before or after a day; midnight only marks the day's end.</summary>
    private static bool HasClock(ref Cursor c, int start)
    {
        var back = start - c.At - 1;
        back -= c.Sign(back) is Sign.Comma or Sign.Weekday ? 1 : 0;
        back -= c.Sign(back) is Sign.Comma ? 1 : 0;
        var ahead = c.Sign() is Sign.Comma ? 1 : 0;
        ahead += c.Is(ahead, "at") || c.Is(ahead, "t") || c.Sign(ahead) == Sign.By ? 1 : 0;
        return (c.Sign(back) == Sign.Clock && !c.Is(back, "midnight")) || (c.Sign(ahead) == Sign.Clock && !c.Is(ahead, "midnight"));
    }

    private static void After(ref Cursor c, ref Expression expression)
    {
        if (c.Sign() == Sign.Ampersand && !c[0].Is(Trait.Spaced) && c.Sign(1) is Sign.End or Sign.Close or Sign.Stop or Sign.Comma)
        {
            c.At++;
            expression.Bound = Bound.Onwards;
            return;
        }

        if (c.Sign() == Sign.Onwards || (c.Sign() == Sign.And && c.Sign(1) is Sign.Onwards or Sign.After) || c.Is(0, "forward") || c.Is(0, "forwards"))
        {
            c.At += c.Sign() == Sign.And ? 2 : 1;
            expression.Bound = Bound.Onwards;
            return;
        }

        if (c.Is(0, "for") && c.Sign(1) == Sign.Number && !c[1].IsOrdinal && c[1].Value is >= 1 and <= 60 && c.Sign(2) == Sign.Unit)
        {
            (expression.Count, expression.Unit) = (c[1].Value, c[2].Value);
            c.At += 3;
            return;
        }

        var latest = c.Is(2, "latest");
        if (c.Is(0, "at") && c.Sign(1) == Sign.The && (latest || c.Is(2, "earliest")))
        {
            c.At += 3;
            expression.Bound = latest ? Bound.By : Bound.NotBefore;
        }
        else if (c.Sign() == Sign.Or && (c.Is(1, "sooner") || c.Sign(1) is Sign.Early or Sign.Before or Sign.Late or Sign.After))
        {
            expression.Bound = c.Sign(1) is Sign.Late or Sign.After ? Bound.NotBefore : Bound.By;
            c.At += 2;
        }
    }
}
