namespace HubFunctions.Timescales;

/// <summary>Weeks and weekdays: w/c 4 March 2024 · the week of 30 October · week ending 8 March · last Friday of June 2025.</summary>
internal static class WeekGrammar
{
    public static bool TryRead(ref Cursor c, out Period period)
    {
        period = default;
        var start = c.At;
        var form = c.Kind() == TokenKind.WeekEnding || (IsWeek(ref c) && c.Is(1, "ending")) ? Form.WeekEnding : Form.Week;
        if (c.Kind() is TokenKind.WeekOf or TokenKind.WeekEnding)
        {
            c.At++;
        }
        else if (IsWeek(ref c) && (form == Form.WeekEnding || c.Kind(1) is TokenKind.Begin or TokenKind.Start or TokenKind.Of or TokenKind.From))
        {
            c.At += 2;
        }
        else
        {
            return false;
        }

        _ = c.Take(TokenKind.Of) || c.Take(TokenKind.Colon) || c.Take(TokenKind.Stop) || c.Take(TokenKind.Dash);
        c.Take(TokenKind.The);
        if (DayGrammar.TryRead(ref c, out period) && period.Form == Form.Day)
        {
            period.Form = form;
            return true;
        }

        c.At = start;
        return false;
    }

    public static bool NthWeekday(ref Cursor c, out Period period)
    {
        period = default;
        var last = c.Kind() == TokenKind.Weekday && c.Kind(-1) == TokenKind.Last;
        var ordinal = c[0].IsOrdinal && c.Kind(1) == TokenKind.Weekday;
        var ahead = last ? 1 : 2;
        if ((!last && !ordinal) || c.Kind(ahead) is not (TokenKind.Of or TokenKind.In) || c.Kind(ahead + 1) != TokenKind.Month)
        {
            return false;
        }

        var read = new Period(Form.Weekday) { Day = last ? 5 : c[0].Value, Weekday = c[ahead - 1].Value, Number = c[ahead + 1].Value };
        c.At += ahead + 2;
        read.Year = YearGrammar.Tail(ref c, ref read);
        period = read;
        return read.Day <= 5;
    }

    private static bool IsWeek(ref Cursor c) => c.Kind() == TokenKind.Unit && c[0].Value == Units.Week;
}
