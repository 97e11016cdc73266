namespace HubFunctions.Timescales;

/// <summary>The words before a period: by, until, before, from, not before, no later than, in time for … (conventions, rule
/// 1).</summary>
internal static class BoundGrammar
{
    /// <summary>Takes the words that bound a period, and the vague ones after them ("by around").</summary>
    public static Bound Take(ref Cursor c)
    {
        var (bound, length) = Read(ref c);
        c.At += length;
        while (bound is Bound.By or Bound.Before or Bound.Until && TimeOfDay(ref c) is > 0 and var clock)
        {
            c.At += c.Kind(clock) == TokenKind.In || c.Kind(clock) == TokenKind.Comma ? clock + 1 : clock;
        }

        while (c.Kind() is TokenKind.About || (bound != Bound.None && c.Kind() is TokenKind.Colon or TokenKind.Caveat)
            || (bound is Bound.Until or Bound.To or Bound.By or Bound.From && c.Is(0, "at") && c.Is(1, "least"))
            || (c.Is(0, "least") && bound != Bound.None))
        {
            c.At++;
        }

        return bound;
    }

    /// <summary>"noon", "5pm", "close of play": how many tokens it takes.</summary>
    private static int TimeOfDay(ref Cursor c) =>
        c.Kind() == TokenKind.Clock ? 1 : c.Kind() == TokenKind.Finish && c.Kind(1) == TokenKind.Of
            && (c.Is(2, "play") || c.Is(2, "business")) ? 3 : 0;

    private static (Bound Bound, int Length) Read(ref Cursor c) => c.Kind() switch
    {
        TokenKind.By when IsNoLater(ref c, 1) => (Bound.By, 4),
        TokenKind.By when c.Kind(1) == TokenKind.In => (Bound.By, 2),
        TokenKind.By => (Bound.By, 1),
        TokenKind.No or TokenKind.Not when IsNoLater(ref c, 0) => (Bound.By, 3),
        TokenKind.No or TokenKind.Not when (c.Kind(1) == TokenKind.Early || c.Is(1, "sooner"))
            && c.Is(2, "than") => (Bound.NotBefore, 3),
        TokenKind.Not when c.Kind(1) is TokenKind.Before or TokenKind.Until => (Bound.NotBefore, 2),
        TokenKind.In when c.Kind(1) == TokenKind.The && c.Is(2, "course") && c.Kind(3) == TokenKind.Of => (Bound.In, 4),
        TokenKind.Between when c.Kind(1) is TokenKind.Soon or TokenKind.This && c.Kind(2) == TokenKind.And => (Bound.Until, 3),
        TokenKind.In when c.Kind(1) == TokenKind.Or && c.Kind(2) == TokenKind.Before => (Bound.By, 3),
        TokenKind.In when c.Kind(1) == TokenKind.Or && c.Kind(2) == TokenKind.After => (Bound.NotBefore, 3),
        TokenKind.In when c.Is(1, "time") && c.Is(2, "for") => (Bound.Before, 3),
        TokenKind.In when c.Is(1, "readiness") && c.Is(2, "for") => (Bound.Before, 3),
        TokenKind.In when c.Is(1, "advance") && c.Kind(2) == TokenKind.Of => (Bound.Before, 3),
        TokenKind.In when c.Is(0, "through") && c.Kind(1) is TokenKind.To or TokenKind.Until => (Bound.Until, 2),
        TokenKind.In or TokenKind.Within => (Bound.In, 1),
        TokenKind.Before when c.Kind(1) == TokenKind.Or && c.Kind(2) == TokenKind.By => (Bound.By, 3),
        TokenKind.Before => (Bound.Before, c.Kind(1) == TokenKind.Dash && c.IsJoined(1) ? 2 : 1),
        TokenKind.Soon or TokenKind.This when c.Kind(1) is TokenKind.Dash or TokenKind.Arrow or TokenKind.To
            or TokenKind.Until => (Bound.Until, 2),
        TokenKind.Until => (Bound.Until, 1),
        TokenKind.To => (Bound.To, 1),
        TokenKind.From => (Bound.From, c.Kind(1) == TokenKind.From ? 2 : 1),
        TokenKind.Begin when c[0].Value == 1
            && c.Kind(1) is not (TokenKind.In or TokenKind.By or TokenKind.From) => (Bound.From, 1),
        TokenKind.After => (Bound.After, c.Kind(1) == TokenKind.Dash && c.IsJoined(1) ? 2 : 1),
        TokenKind.Between => (Bound.Between, 1),
        TokenKind.Since => (Bound.Since, 1),
        TokenKind.Plain => Plain(ref c),
        TokenKind.Late when c.Is(1, "than") => (Bound.After, 2),
        _ => (Bound.None, 0),
    };

    private static (Bound Bound, int Length) Plain(ref Cursor c)
    {
        if (c.Is(0, "up") && c.Kind(1) is TokenKind.To or TokenKind.Until)
        {
            return (Bound.Until, 2);
        }

        if ((c.Is(0, "prior") && c.Kind(1) == TokenKind.To) || (c.Is(0, "ahead") && c.Kind(1) == TokenKind.Of))
        {
            return (Bound.Before, 2);
        }

        return c.Is(0, "as") && (c.Kind(1) is TokenKind.Of or TokenKind.From || c.Is(1, "at"))
            ? (c.Is(1, "at") ? Bound.In : Bound.From, 2) : (Bound.None, 0);
    }

    private static bool IsNoLater(ref Cursor c, int ahead) =>
        c.Kind(ahead) is TokenKind.No or TokenKind.Not && c.Kind(ahead + 1) == TokenKind.Late && c.Is(ahead + 2, "than");
}
