namespace HubFunctions.Timescales;

/// <summary>Lengths of time: in the next 6 months · within three months of approval · 8-week consultation · 18 month action
/// plan (conventions, rule 10).</summary>
internal static class RelativeGrammar
{
    private const int MostMonthsAlone = 60;
    private const int Clause = 16;

    public static bool TryRead(ref Cursor c, Bound bound, int start, out Expression expression)
    {
        expression = new(Shape.Relative, start) { Bound = bound };
        var at = c.At;
        var within = c.Kind(-1) == TokenKind.Within && bound == Bound.In;
        var article = c.Take(TokenKind.The);
        expression.Open = IsOver(ref c, bound);
        var own = false;
        if (c.Kind() == TokenKind.Plain && (c.Is(0, "its") || c.Is(0, "their") || c.Is(0, "our")) && c[1].IsOrdinal)
        {
            own = true;
            c.At++;
        }

        var first = c[0].IsOrdinal && c[0].Value == 1 && c.Kind(1) == TokenKind.Number && c.Take(TokenKind.Number);
        var next = c.Take(TokenKind.Next);
        if (!Length(ref c, article && next && bound == Bound.In, within, ref expression))
        {
            c.At = at;
            return false;
        }

        var read = first ? LookBack(ref c, own, ref expression) : next
            || within ? Ahead(ref c, within, ref expression) : Bare(ref c, bound, ref expression);
        if (!read)
        {
            c.At = at;
        }

        return read;
    }

    /// <summary>"over five years", "more than 5 years": true where the words leave the end open, and past them either
    /// way.</summary>
    private static bool IsOver(ref Cursor c, Bound bound)
    {
        var start = c.At;
        c.At += c.Is(0, "greater") || c.Is(0, "more") || c.Is(0, "less") || c.Is(0, "under") || c.Is(0, "fewer")
            || c.Is(0, "longer") ? 1 : 0;
        c.At += c.At > start && c.Is(0, "than") ? 1 : 0;
        return c.At > start ? !c.Is(start - c.At, "less") && !c.Is(start - c.At, "under") && !c.Is(start - c.At, "fewer")
            : bound == Bound.After || (bound == Bound.In && c.Is(-1, "over")) || c.Is(-1, ">");
    }

    /// <summary>"6 months", "6-12 months", "three (3) months", "a year", "10 working days", "8-week".</summary>
    private static bool Length(ref Cursor c, bool one, bool within, ref Expression expression)
    {
        if (c.Kind() == TokenKind.Number && !c[0].IsOrdinal && c[0].Value <= 600)
        {
            expression.Least = expression.Count = c[0].Value;
            c.At++;
            if (c.Kind() is TokenKind.Dash or TokenKind.To or TokenKind.Slash or TokenKind.Or && c.Kind(1) == TokenKind.Number
                && c[1].Value > expression.Count && c[1].Value <= 600)
            {
                expression.Count = c[1].Value;
                c.At += 2;
            }
            else if (c.Kind() == TokenKind.Open && c.Kind(1) == TokenKind.Number && c.Kind(2) == TokenKind.Close)
            {
                c.At += 3;
            }
        }
        else if ((one && c.Kind() is TokenKind.Unit or TokenKind.Quarter && (c[0].Value & Units.Plural) == 0)
            || (within && c.Take(TokenKind.A)))
        {
            expression.Least = expression.Count = 1;
        }
        else
        {
            return false;
        }

        expression.Open |= c.Kind() == TokenKind.Ampersand && c.Take(TokenKind.Ampersand);
        _ = c.Take(TokenKind.Dash) || c.Take(TokenKind.Of);
        expression.Timed = c.Is(0, "working") || c.Is(0, "calendar");
        c.At += expression.Timed ? 1 : 0;
        expression.Unit = c.Kind() is TokenKind.Unit or TokenKind.Quarter or TokenKind.Term
            ? Math.Max(c[0].Value, c.Kind() == TokenKind.Term ? Units.Term : 0) : 0;
        return Units.Singular(expression.Unit) > 0 && expression.Count > 0 && c.Skip(1);
    }

    private static bool LookBack(ref Cursor c, bool own, ref Expression expression)
    {
        expression.Shape = own && expression.Start == 0 && c.Kind() is TokenKind.End or TokenKind.Stop ? Shape.LookBack
            : Shape.Anchored;
        return true;
    }

    private static bool Ahead(ref Cursor c, bool within, ref Expression expression)
    {
        if (within && HasAnchor(ref c, ref expression))
        {
            return true;
        }

        if (expression.Timed)
        {
            expression.Shape = Shape.Anchored;
            return true;
        }

        return !within || (Edges.ClosesAfter(ref c, 0) && IsDeadline(ref c, expression.Start));
    }

    /// <summary>"close the backlog within six months" is a date, "respond to complaints within 30 days" a standard for each
    /// case.</summary>
    private static bool IsDeadline(ref Cursor c, int start)
    {
        for (var back = start - c.At - 1; back >= start - c.At - Clause; back--)
        {
            switch (c.Kind(back))
            {
                case TokenKind.End or TokenKind.Stop or TokenKind.Semicolon or TokenKind.Bullet or TokenKind.And:
                    return true;
                case TokenKind.Quantity or TokenKind.Each or TokenKind.Cohort or TokenKind.Counted or TokenKind.Case
                    or TokenKind.Audience:
                    return false;
            }
        }

        return true;
    }

    private static bool HasAnchor(ref Cursor c, ref Expression expression)
    {
        if (c.Kind() is not (TokenKind.Of or TokenKind.From or TokenKind.After))
        {
            return false;
        }

        expression.Either = c.Kind() == TokenKind.From;
        c.At++;
        expression.Shape = Shape.Anchored;
        if (PeriodGrammar.TryRead(ref c, out var anchor))
        {
            expression.First = anchor;
        }

        return true;
    }

    private static bool Bare(ref Cursor c, Bound bound, ref Expression expression)
    {
        if (c.Kind() is TokenKind.After or TokenKind.From && bound is Bound.None or Bound.In or Bound.By)
        {
            return HasAnchor(ref c, ref expression);
        }

        var isIn = bound == Bound.In && (c.Is(expression.Start - c.At, "in") || c.Is(0, "time"));
        if (isIn && (c.Is(0, "time") || Edges.ClosesAfter(ref c, 0)))
        {
            c.At += c.Is(0, "time") ? 1 : 0;
            return true;
        }

        expression.Shape = Shape.Duration;
        if (IsHorizon(ref c, expression.Start))
        {
            (expression.Wins, expression.Closes, expression.Legend) = (true, expression.Least < expression.Count, true);
            expression.Open |= c.Kind() == TokenKind.Ampersand || c.Is(0, "plus")
                || (c.Kind() == TokenKind.Or && (c.Is(1, "more") || c.Is(1, "longer") || c.Is(1, "over")));
            return true;
        }

        if (IsOfConsultation(ref c, expression.Start))
        {
            expression.Closes = true;
            return true;
        }

        var plural = (expression.Unit & Units.Plural) != 0;
        var alone = Edges.OpensBefore(ref c, expression.Start) && Edges.ClosesAfter(ref c, 0) && bound == Bound.None
            && !expression.Timed;
        alone = alone && c.Kind() != TokenKind.Ongoing && Units.Singular(expression.Unit) != Units.Quarter;
        var months = expression.Count * Math.Max(1, Units.Months(expression.Unit));
        if (alone && expression.Start == 0 && months <= MostMonthsAlone && Units.Singular(expression.Unit) != Units.Day
            && (expression.Least > 0 || Units.Singular(expression.Unit) == Units.Month))
        {
            expression.Wins = true;
            return true;
        }

        return !plural && (c[-2].Kind == TokenKind.Dash || bound is Bound.None) && Purpose(ref c, ref expression);
    }

    /// <summary>The plan's own legend: "Medium term (1-3 years)".</summary>
    private static bool IsHorizon(ref Cursor c, int start)
    {
        var at = c.At;
        c.At = start;
        var back = c.Kind(-1) is TokenKind.Open or TokenKind.Dash or TokenKind.Colon or TokenKind.Comma ? -2 : -1;
        var isHorizon = c.Kind(back) == TokenKind.Horizon
            || (c.Kind(back) == TokenKind.Term && c.Kind(back - 1) is TokenKind.Horizon or TokenKind.Dash);
        c.At = at;
        return isHorizon;
    }

    /// <summary>"consultation for six weeks", "consultation lasting 8 weeks", "consultation (8 weeks)".</summary>
    private static bool IsOfConsultation(ref Cursor c, int start)
    {
        for (var back = start - c.At - 1; back >= start - c.At - 4; back--)
        {
            if (c.Kind(back) == TokenKind.Consultation)
            {
                return true;
            }

            if (c.Kind(back) is not (TokenKind.Plain or TokenKind.Of or TokenKind.Open or TokenKind.In or TokenKind.A
                or TokenKind.Caveat))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>What the length belongs to: a consultation is counted back from its close, an action plan on from its
    /// approval, others not at all.</summary>
    private static bool Purpose(ref Cursor c, ref Expression expression)
    {
        if (c.Kind() is TokenKind.End or TokenKind.Stop or TokenKind.Comma || c.Is(0, "old") || c.Is(0, "olds"))
        {
            return false;
        }

        for (var ahead = 0; ahead < 4 && c.Kind(ahead) is TokenKind.Plain or TokenKind.ActionPlan
            or TokenKind.Consultation; ahead++)
        {
            if (c.Kind(ahead) == TokenKind.Consultation)
            {
                expression.Closes = true;
                return true;
            }

            if (c.Kind(ahead) == TokenKind.ActionPlan && c.Kind(ahead + 1) == TokenKind.Plan)
            {
                expression.Wins = true;
                return true;
            }
        }

        return true;
    }
}
