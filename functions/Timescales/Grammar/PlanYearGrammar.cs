namespace HubFunctions.Timescales;

/// <summary>Years of the plan: Year 1 · Years 1 to 3 · Y2 · first year of the plan · 1 (Year to Action).</summary>
internal static class PlanYearGrammar
{
    private const int MostYears = 13;
    private const int LongestPlan = 5;

    public static bool TryRead(ref Cursor c, out Period period)
    {
        period = new(Form.PlanYear);
        var start = c.At;
        if (Labelled(ref c, ref period) || Ordinal(ref c, ref period) || InYearColumn(ref c, ref period))
        {
            return true;
        }

        c.At = start;
        return false;
    }

    private static bool Labelled(ref Cursor c, ref Period period)
    {
        if (c.Kind() != TokenKind.Unit || Units.Singular(c[0].Value) != Units.Year)
        {
            return false;
        }

        c.At++;
        c.Take(TokenKind.Dash);
        if (!IsSmall(c[0]))
        {
            return false;
        }

        var start = c.At;

        period.Number = period.Day = c[0].Value;
        period.Weak = true;
        c.At++;
        var ahead = c.Kind(1) == TokenKind.Unit ? 2 : 1;
        var joins = c.Kind() is TokenKind.Dash or TokenKind.To or TokenKind.And or TokenKind.Slash or TokenKind.Ampersand
            or TokenKind.Until or TokenKind.Or;
        if (joins && IsSmall(c[ahead]) && c.Kind(ahead + 1) is not TokenKind.Month && c[ahead].Value > period.Number)
        {
            period.Day = c[ahead].Value;
            period.Spelled = c.Kind() is TokenKind.Slash or TokenKind.Or;
            c.At += ahead + 1;
        }

        if (IsSchoolYear(ref c, start - c.At, period.Day))
        {
            return false;
        }

        var plan = c.Kind(1) is TokenKind.The or TokenKind.This || c.Is(1, "our") || c.Is(1, "its") ? 2 : 1;
        plan += c.Kind(plan) == TokenKind.Plan ? 0 : 1;
        if (c.Kind() == TokenKind.Of && c.Kind(plan) == TokenKind.Plan)
        {
            period.Weak = false;
            c.At += plan + 1;
        }

        return true;
    }

    private static bool Ordinal(ref Cursor c, ref Period period)
    {
        var isYear = c[0].IsOrdinal && c.Kind(1) == TokenKind.Unit && c[1].Value == Units.Year;
        var ahead = c.Kind(3) is TokenKind.The or TokenKind.This ? 4 : 3;
        if (!isYear || c.Kind(2) != TokenKind.Of
            || (c.Kind(ahead) is not TokenKind.Plan && c.Kind(ahead + 1) is not TokenKind.Plan) || c[0].Value > 10)
        {
            return false;
        }

        period.Number = period.Day = c[0].Value;
        return c.Skip(c.Kind(ahead) == TokenKind.Plan ? ahead + 1 : ahead + 2);
    }

    /// <summary>A number whose column heading, in brackets behind it, says that it counts years.</summary>
    private static bool InYearColumn(ref Cursor c, ref Period period)
    {
        if (c.At != 0 || !IsSmall(c[0]) || c.Kind(1) != TokenKind.Open || c.Kind(2) != TokenKind.Unit
            || Units.Singular(c[2].Value) != Units.Year)
        {
            return false;
        }

        period.Number = period.Day = c[0].Value;
        c.At += 3;
        while (c.Kind() is not (TokenKind.Close or TokenKind.End) && c.At < 8)
        {
            c.At++;
        }

        return c.Take(TokenKind.Close);
    }

    private static bool IsSmall(Token token) =>
        token is { Kind: TokenKind.Number, IsOrdinal: false, Value: >= 1 and <= MostYears } && token.Digits <= 2;

    /// <summary>Year groups of pupils (conventions, rule 12): those above <see cref="LongestPlan"/>, and any beside words of
    /// school.</summary>
    private static bool IsSchoolYear(ref Cursor c, int start, int last)
    {
        if (last > LongestPlan)
        {
            return true;
        }

        for (var ahead = 0; ahead <= 6 && !IsBreak(c.Kind(ahead)); ahead++)
        {
            if (c.Kind(ahead) == TokenKind.Audience)
            {
                return true;
            }
        }

        for (var back = start - 2; back >= start - 7 && !IsBreak(c.Kind(back)); back--)
        {
            if (c.Kind(back) == TokenKind.Audience)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBreak(TokenKind kind) =>
        kind is TokenKind.End or TokenKind.Stop or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Dash or TokenKind.Bullet
            or TokenKind.Open;
}
