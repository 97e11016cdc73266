namespace HubFunctions.Timescales;

/// <summary>Years that money belongs to: "£50k in 2020/21", "2024/25: £120k" (conventions, rule 12).</summary>
internal static class MoneyGrammar
{
    private const int Reach = 6;

    /// <summary>Whether an amount stands right before the years, whose first token is behind <paramref name="back"/>, or right after them.</summary>
    public static bool Owns(ref Cursor c, int back, Bound bound) =>
        (bound is Bound.None or Bound.In or Bound.From or Bound.To or Bound.Onwards && Before(ref c, back)) || (bound is Bound.None or Bound.In or Bound.From && After(ref c));

    private static bool Before(ref Cursor c, int back)
    {
        for (var i = 0; i < Reach; i++)
        {
            if (IsMoney(ref c, back - i))
            {
                return true;
            }

            var passes = c.Kind(back - i) is TokenKind.Plain or TokenKind.Of or TokenKind.Each or TokenKind.Unit or TokenKind.A or TokenKind.The or TokenKind.Open
                or TokenKind.Document or TokenKind.Recurring or TokenKind.RecurringNoun or TokenKind.Quantity or TokenKind.In or TokenKind.Case or TokenKind.Dash;
            if (!passes || c.At + back - i <= 0 || i >= Reach - (c.Kind(back) == TokenKind.Plain ? 2 : 0))
            {
                return false;
            }
        }

        return false;
    }

    private static bool After(ref Cursor c)
    {
        var ahead = c.Kind() is TokenKind.Colon or TokenKind.Dash or TokenKind.Open or TokenKind.Close ? 1 : 0;
        return c.Kind(ahead) == TokenKind.Mark && IsMoney(ref c, ahead + 1);
    }

    private static bool IsMoney(ref Cursor c, int at) =>
        c.At + at > 0 && c.Kind(at) == TokenKind.Quantity && c.Kind(at - 1) == TokenKind.Mark && c[at - 1].Value is '£' or '€' or '$';
}
