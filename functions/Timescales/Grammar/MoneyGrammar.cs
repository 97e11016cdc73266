namespace HubFunctions.Timescales;

/// <summary>Years that money belongs to: "£50k in 2020/21", "2024/25: £120k" (conventions, rule 12).</summary>
internal static class MoneyGrammar
{
    private const int Reach = 6;

    private static readonly TokenKinds _between = new(
        TokenKind.Plain, TokenKind.Of, TokenKind.Each, TokenKind.Unit, TokenKind.A, TokenKind.The, TokenKind.Open,
        TokenKind.Document, TokenKind.Recurring, TokenKind.RecurringNoun, TokenKind.Quantity, TokenKind.In,
        TokenKind.Case, TokenKind.Dash);

    /// <summary>Whether an amount stands right before the years, whose first token is behind <paramref name="back"/>, or right
    /// after them.</summary>
    public static bool Owns(ref Cursor c, int back, Bound bound) =>
        bound switch
        {
            Bound.None or Bound.In or Bound.From => Before(ref c, back) || After(ref c),
            Bound.To or Bound.Onwards => Before(ref c, back),
            _ => false,
        };

    private static bool Before(ref Cursor c, int back)
    {
        for (var i = 0; i < Reach; i++)
        {
            if (IsMoney(ref c, back - i))
            {
                return true;
            }

            if (!_between.Contains(c.Kind(back - i)) || c.At + back - i <= 0)
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
        c.At + at > 0 && c.Kind(at) == TokenKind.Quantity && c.Kind(at - 1) == TokenKind.Mark
            && c[at - 1].Value is '£' or '€' or '$';
}
