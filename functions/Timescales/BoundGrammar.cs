namespace HubFunctions.Timescales;

/// <summary>The words before a period: by, until, before, from, not before, no later than, in time for … (conventions, rule 1).</summary>
internal static class BoundGrammar
{
    /// <summary>Takes the words that bound a period, and the vague ones after them ("by around").</summary>
    public static Bound Take(ref Cursor c)
    {
        var (bound, length) = Read(ref c);
        c.At += length;
        while (c.Sign() is Sign.About || (bound != Bound.None && c.Sign() is Sign.Colon or Sign.Caveat)
            || (bound is Bound.Until or Bound.To or Bound.By or Bound.From && c.Is(0, "at") && c.Is(1, "least")) || (c.Is(0, "least") && bound != Bound.None))
        {
            c.At++;
        }

        return bound;
    }

    private static (Bound Bound, int Length) Read(ref Cursor c) => c.Sign() switch
    {
        Sign.By when IsNoLater(ref c, 1) => (Bound.By, 4),
        Sign.By when c.Sign(1) == Sign.In => (Bound.By, 2),
        Sign.By => (Bound.By, 1),
        Sign.No or Sign.Not when IsNoLater(ref c, 0) => (Bound.By, 3),
        Sign.No or Sign.Not when (c.Sign(1) == Sign.Early || c.Is(1, "sooner")) && c.Is(2, "than") => (Bound.NotBefore, 3),
        Sign.Not when c.Sign(1) is Sign.Before or Sign.Until => (Bound.NotBefore, 2),
        Sign.In when c.Sign(1) == Sign.Or && c.Sign(2) == Sign.Before => (Bound.By, 3),
        Sign.In when c.Sign(1) == Sign.Or && c.Sign(2) == Sign.After => (Bound.NotBefore, 3),
        Sign.In when c.Is(1, "time") && c.Is(2, "for") => (Bound.Before, 3),
        Sign.In when c.Is(1, "readiness") && c.Is(2, "for") => (Bound.Before, 3),
        Sign.In when c.Is(1, "advance") && c.Sign(2) == Sign.Of => (Bound.Before, 3),
        Sign.In when c.Is(0, "through") && c.Sign(1) is Sign.To or Sign.Until => (Bound.Until, 2),
        Sign.In or Sign.Within => (Bound.In, 1),
        Sign.Before when c.Sign(1) == Sign.Or && c.Sign(2) == Sign.By => (Bound.By, 3),
        Sign.Before => (Bound.Before, c.Sign(1) == Sign.Dash && c.IsJoined(1) ? 2 : 1),
        Sign.Soon or Sign.This when c.Sign(1) is Sign.Dash or Sign.Arrow or Sign.To or Sign.Until => (Bound.Until, 2),
        Sign.Until => (Bound.Until, 1),
        Sign.To => (Bound.To, 1),
        Sign.From => (Bound.From, c.Sign(1) == Sign.From ? 2 : 1),
        Sign.Begin when c[0].Value == 1 && c.Sign(1) is not (Sign.In or Sign.By or Sign.From) => (Bound.From, 1),
        Sign.After => (Bound.After, c.Sign(1) == Sign.Dash && c.IsJoined(1) ? 2 : 1),
        Sign.Between => (Bound.Between, 1),
        Sign.Since => (Bound.Since, 1),
        Sign.Plain => Plain(ref c),
        Sign.Late when c.Is(1, "than") => (Bound.After, 2),
        _ => (Bound.None, 0),
    };

    private static (Bound Bound, int Length) Plain(ref Cursor c)
    {
        if (c.Is(0, "up") && c.Sign(1) is Sign.To or Sign.Until)
        {
            return (Bound.Until, 2);
        }

        if ((c.Is(0, "prior") && c.Sign(1) == Sign.To) || (c.Is(0, "ahead") && c.Sign(1) == Sign.Of))
        {
            return (Bound.Before, 2);
        }

        return c.Is(0, "as") && (c.Sign(1) is Sign.Of or Sign.From || c.Is(1, "at")) ? (c.Is(1, "at") ? Bound.In : Bound.From, 2) : (Bound.None, 0);
    }

    private static bool IsNoLater(ref Cursor c, int ahead) =>
        c.Sign(ahead) is Sign.No or Sign.Not && c.Sign(ahead + 1) == Sign.Late && c.Is(ahead + 2, "than");
}
