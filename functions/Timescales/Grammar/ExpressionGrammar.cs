namespace HubFunctions.Timescales;

/// <summary>One timescale expression: the words that bound it, the period or length, and what follows ("onwards", "at the
/// latest").</summary>
internal static class ExpressionGrammar
{
    public static bool TryRead(ref Cursor c, out Expression expression)
    {
        var start = c.At;
        var bound = BoundGrammar.Take(ref c);
        if (Dated(ref c, bound, start, out expression) || RelativeGrammar.TryRead(ref c, bound, start, out expression)
            || EventGrammar.TryRead(ref c, bound, start, out expression))
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
        if (bound == Bound.In && c.Kind() == TokenKind.The && c.Kind(1) == TokenKind.Next && c.Kind(2) == TokenKind.Unit)
        {
            return false;
        }

        if (!RangeGrammar.TryRead(ref c, bound, start, out expression))
        {
            c.At = at;
            return false;
        }

        if (NameGrammar.Owns(ref c, start, bound, expression))
        {
            expression.Shape = Shape.Name;
            return true;
        }

        if (!Edges.Accepts(ref c, start, bound, expression.First))
        {
            c.At = at;
            return false;
        }

        if (bound == Bound.To && NamesMeeting(ref c, start, expression))
        {
            expression.Bound = Bound.In;
        }

        expression.Timed = HasClock(ref c, start) || (at - start > 1 && IsClock(ref c, start - c.At + 1));
        expression.Vague = c[start - c.At].Kind == TokenKind.About || c[at - c.At - 1].Kind == TokenKind.About;
        After(ref c, ref expression);
        expression.Recurs = expression.First.Turn == Turn.Each
            || (expression.First.Form == Form.Quarter && expression.First.Day > expression.First.Number + 1
            && !expression.First.Year.IsGiven);
        expression.Shape = expression.First.Turn == Turn.Last || bound == Bound.Since ? Shape.Past : expression.Shape;
        return true;
    }

    /// <summary>"to October Cabinet", "to Cabinet in July", where "to" goes with the meeting.</summary>
    private static bool NamesMeeting(ref Cursor c, int start, Expression expression) =>
        expression is { Shape: Shape.Period, First.Attributive: true } or { Shape: Shape.Pair, Last.Attributive: true }
        || (expression.Shape == Shape.Period && c.Kind() is TokenKind.Body or TokenKind.Board or TokenKind.Meeting
        && c.At > start);

    private static bool IsClock(ref Cursor c, int ahead) => c.Kind(ahead) == TokenKind.Clock && !c.Is(ahead, "midnight");

    /// <summary>A time of day directly before or after a day; midnight only marks the day's end.</summary>
    private static bool HasClock(ref Cursor c, int start)
    {
        var back = start - c.At - 1;
        back -= c.Kind(back) is TokenKind.Comma or TokenKind.Weekday ? 1 : 0;
        back -= c.Kind(back) is TokenKind.Comma ? 1 : 0;
        var ahead = c.Kind() is TokenKind.Comma ? 1 : 0;
        ahead += c.Is(ahead, "at") || c.Is(ahead, "t") || c.Kind(ahead) == TokenKind.By ? 1 : 0;
        return IsClock(ref c, back) || IsClock(ref c, ahead);
    }

    private static void After(ref Cursor c, ref Expression expression)
    {
        if (c.Kind() == TokenKind.Ampersand && !c[0].Is(Trait.Spaced)
            && c.Kind(1) is TokenKind.End or TokenKind.Close or TokenKind.Stop or TokenKind.Comma)
        {
            c.At++;
            expression.Bound = Bound.Onwards;
            return;
        }

        if (c.Kind() == TokenKind.Onwards || (c.Kind() == TokenKind.And && c.Kind(1) is TokenKind.Onwards or TokenKind.After)
            || c.Is(0, "forward") || c.Is(0, "forwards"))
        {
            c.At += c.Kind() == TokenKind.And ? 2 : 1;
            expression.Bound = Bound.Onwards;
            return;
        }

        if (c.Is(0, "for") && c.Kind(1) == TokenKind.Number && !c[1].IsOrdinal && c[1].Value is >= 1 and <= 60
            && c.Kind(2) == TokenKind.Unit)
        {
            (expression.Count, expression.Unit) = (c[1].Value, c[2].Value);
            c.At += 3;
            return;
        }

        var latest = c.Is(2, "latest");
        if (c.Is(0, "at") && c.Kind(1) == TokenKind.The && (latest || c.Is(2, "earliest")))
        {
            c.At += 3;
            expression.Bound = latest ? Bound.By : Bound.NotBefore;
        }
        else if (c.Kind() == TokenKind.Or
            && (c.Is(1, "sooner") || c.Kind(1) is TokenKind.Early or TokenKind.Before or TokenKind.Late or TokenKind.After))
        {
            expression.Bound = c.Kind(1) is TokenKind.Late or TokenKind.After ? Bound.NotBefore : Bound.By;
            c.At += 2;
        }
    }
}
