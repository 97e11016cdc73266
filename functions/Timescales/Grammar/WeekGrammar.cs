namespace HubFunctions.Timescales;

/// <summary>Weeks and weekdays: w/c 4 March 2024 · the week of 30 October · week ending 8 March · last Friday of June
/// 2025.</summary>
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
        else if (IsWeek(ref c) && (form == Form.WeekEnding
            || c.Kind(1) is TokenKind.Begin or TokenKind.Start or TokenKind.Of or TokenKind.From))
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

    /// <summary>ISO 8601 weeks: 2025-W10 · 2025-W10-3 · W10 2025 · week 10 of 2025.</summary>
    public static bool Iso(ref Cursor c, out Period period)
    {
        period = new(Form.IsoWeek);
        var start = c.At;
        var year = 0;
        if (YearGrammar.IsYear(c[0]))
        {
            year = c[0].Value;
            c.At++;
            _ = c.Take(TokenKind.Dash, TokenKind.Slash);
        }

        var isLetter = c.Kind() == TokenKind.IsoWeek;
        var isWord = IsWeek(ref c) && year == 0;
        if ((isLetter || isWord) && c[1] is { Digits: 1 or 2, IsOrdinal: false, Value: >= 1 and <= 53 }
            && (isWord || !c[1].Is(Trait.Spaced)))
        {
            period.Number = c[1].Value;
            c.At += 2;
            if (year == 0)
            {
                _ = c.Take(TokenKind.Of, TokenKind.In) || c.Take(TokenKind.Comma, TokenKind.Slash) || c.Take(TokenKind.Dash);
                year = YearGrammar.IsYear(c[0]) ? c[0].Value : 0;
                c.At += year > 0 ? 1 : 0;
            }
            else if (c.Kind() == TokenKind.Dash && c.IsJoined(0) && c[1] is { Digits: 1, Value: >= 1 and <= 7 })
            {
                period.Day = c[1].Value;
                c.At += 2;
            }

            period.Year = new(YearStyle.Plain, year, year);
        }

        c.At = period.Number > 0 && year > 0 ? c.At : start;
        return c.At > start;
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

        var read = new Period(Form.Weekday)
        {
            Day = last ? 5 : c[0].Value,
            Weekday = c[ahead - 1].Value,
            Number = c[ahead + 1].Value,
        };
        c.At += ahead + 2;
        read.Year = YearGrammar.Tail(ref c, ref read);
        period = read;
        return read.Day <= 5;
    }

    private static bool IsWeek(ref Cursor c) => c.Kind() == TokenKind.Unit && c[0].Value == Units.Week;
}
