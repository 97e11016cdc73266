namespace HubFunctions.Timescales;

/// <summary>Years of the plan: Year 1 · Years 1 to 3 · Y2 · first year of the plan · 1 (Year to Action).</summary>
internal static class PlanYearGrammar
{
    private const int MostYears = 10;

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
        if (c.Sign() != Sign.Unit || Units.Singular(c[0].Value) != Units.Year)
        {
            return false;
        }

        c.At++;
        c.Take(Sign.Dash);
        if (!IsSmall(c[0]) || IsSchoolYear(ref c))
        {
            return false;
        }

        period.Number = period.Day = c[0].Value;
        period.Weak = true;
        c.At++;
        var ahead = c.Sign(1) == Sign.Unit ? 2 : 1;
        var joins = c.Sign() is Sign.Dash or Sign.To or Sign.And or Sign.Slash or Sign.Ampersand or Sign.Until or Sign.Or;
        if (joins && IsSmall(c[ahead]) && c.Sign(ahead + 1) is not Sign.Month && c[ahead].Value > period.Number)
        {
            period.Day = c[ahead].Value;
            period.Spelled = c.Sign() is Sign.Slash or Sign.Or;
            c.At += ahead + 1;
        }

        return true;
    }

    private static bool Ordinal(ref Cursor c, ref Period period)
    {
        var isYear = c[0].IsOrdinal && c.Sign(1) == Sign.Unit && c[1].Value == Units.Year;
        var ahead = c.Sign(3) is Sign.The or Sign.This ? 4 : 3;
        if (!isYear || c.Sign(2) != Sign.Of || (c.Sign(ahead) is not Sign.Plan && c.Sign(ahead + 1) is not Sign.Plan) || c[0].Value > MostYears)
        {
            return false;
        }

        period.Number = period.Day = c[0].Value;
        return c.Skip(c.Sign(ahead) == Sign.Plan ? ahead + 1 : ahead + 2);
    }

    /// <summary>A number whose column heading, in brackets behind it, says that it counts years.</summary>
    private static bool InYearColumn(ref Cursor c, ref Period period)
    {
        if (c.At != 0 || !IsSmall(c[0]) || c.Sign(1) != Sign.Open || c.Sign(2) != Sign.Unit || Units.Singular(c[2].Value) != Units.Year)
        {
            return false;
        }

        period.Number = period.Day = c[0].Value;
        c.At += 3;
        while (c.Sign() is not (Sign.Close or Sign.End) && c.At < 8)
        {
            c.At++;
        }

        return c.Take(Sign.Close);
    }

    private static bool IsSmall(Token token) => token is { Sign: Sign.Number, IsOrdinal: false, Value: >= 1 and <= MostYears } && token.Digits <= 2;

    private static bool IsSchoolYear(ref Cursor c)
    {
        for (var ahead = 1; ahead <= 6; ahead++)
        {
            if (c.Sign(ahead) == Sign.Audience)
            {
                return true;
            }
        }

        return false;
    }
}
