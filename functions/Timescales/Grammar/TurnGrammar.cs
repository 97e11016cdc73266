namespace HubFunctions.Timescales;

/// <summary>Periods told from the reference date: this month · next quarter · the end of the week · month end (conventions,
/// rule 16).</summary>
internal static class TurnGrammar
{
    public static bool TryRead(ref Cursor c, Turn turn, Part part, out Period period)
    {
        period = default;
        var form = FormOf(c[0]);
        if (form == Form.None || turn is Turn.Each or Turn.Last)
        {
            return false;
        }

        var end = IsEnd(ref c, out var length);
        if (!end && turn == Turn.None && part == Part.Whole)
        {
            return false;
        }

        if (c.Kind(length) is TokenKind.Number or TokenKind.After or TokenKind.Quantity || c.Kind(length) == TokenKind.Of
            || c.Is(length, "that"))
        {
            return false;
        }

        c.At += length;
        period = new(form) { Turn = turn == Turn.None ? Turn.This : turn, Part = end ? Part.End : Part.Whole };
        return true;
    }

    private static Form FormOf(Token token) => (token.Kind, token.Value) switch
    {
        (TokenKind.Unit, Units.Month) => Form.Month,
        (TokenKind.Unit, Units.Week) => Form.Week,
        (TokenKind.Quarter, Units.Quarter) => Form.Quarter,
        _ => Form.None,
    };

    /// <summary>"month end", "quarter-end".</summary>
    private static bool IsEnd(ref Cursor c, out int length)
    {
        length = c.Kind(1) == TokenKind.Finish ? 2 : c.Kind(1) == TokenKind.Dash && c.Kind(2) == TokenKind.Finish ? 3 : 1;
        if (length > 1 && c[0].Value != Units.Week && c.Kind(length) != TokenKind.Of)
        {
            return true;
        }

        length = 1;
        return false;
    }
}
