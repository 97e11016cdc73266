namespace HubFunctions.Timescales;

/// <summary>Days: 3 March 2020 · Tuesday 3rd of March · March 3, 2020 · 03/04/2024 · 2024-04-03 · 30-Dec-2021 (conventions,
/// rule 11: day first).</summary>
internal static class DayGrammar
{
    public static bool TryRead(ref Cursor c, out Period day)
    {
        day = default;
        var start = c.At;
        var weekday = Weekday(ref c);
        if (c.Kind() == TokenKind.Number && (Numeric(ref c, out day) || YearMonth(ref c, out day) || DayMonth(ref c, out day)))
        {
            day.Weekday = weekday;
            return true;
        }

        if (c.Kind() == TokenKind.Month && MonthDay(ref c, out day))
        {
            day.Weekday = weekday;
            return true;
        }

        c.At = start;
        return false;
    }

    public static Period Of(int day, int month, YearMark year) => new(Form.Day) { Day = day, Number = month, Year = year };

    private static int Weekday(ref Cursor c)
    {
        if (c.Kind() != TokenKind.Weekday)
        {
            return 0;
        }

        var ahead = c.Kind(1) is TokenKind.Comma ? 2 : 1;
        ahead += c.Kind(ahead) == TokenKind.The ? 1 : 0;
        var weekday = c[0].Value;
        c.At += c.Kind(ahead) is TokenKind.Number or TokenKind.Month ? ahead : 0;
        return weekday;
    }

    private static bool DayMonth(ref Cursor c, out Period day)
    {
        day = default;
        var number = c[0];
        if (number.Value is < 1 or > 31 || number.Length > 2 && !number.Is(Trait.Spelled) || c.Kind(-1) is TokenKind.Counter)
        {
            return false;
        }

        var ahead = 1;
        ahead += c.Kind(ahead) == TokenKind.Ordinal ? 1 : 0;
        var joint = c.Kind(ahead) is TokenKind.Dash or TokenKind.Slash or TokenKind.Stop or TokenKind.Comma
            && !c[ahead].Is(Trait.Spaced) && !c[ahead + 1].Is(Trait.Spaced);
        ahead += c.Kind(ahead) == TokenKind.Of || joint ? 1 : 0;
        ahead += c.Kind(ahead) == TokenKind.The ? 1 : 0;
        if (c.Kind(ahead) != TokenKind.Month || (number.Is(Trait.Spelled) && !number.IsOrdinal))
        {
            return false;
        }

        var month = c[ahead];
        c.At += ahead + 1;
        var period = Of(number.Value, month.Value, default);
        period.Misspelt = month.Is(Trait.Misspelt);
        period.Year = YearGrammar.Tail(ref c, ref period);
        period.ShortYear = false;
        day = period;
        return true;
    }

    /// <summary>"2025-Mar-31", "2025/March", "2025 March".</summary>
    private static bool YearMonth(ref Cursor c, out Period period)
    {
        period = new(Form.Month);
        var joined = c.Kind(1) is TokenKind.Dash or TokenKind.Slash or TokenKind.Stop && c.IsJoined(1);
        var month = c[joined ? 2 : 1];
        if (!YearGrammar.IsYear(c[0]) || month.Kind != TokenKind.Month || !(joined || month.Is(Trait.Spaced)))
        {
            return false;
        }

        var ahead = joined ? 3 : 2;
        var isDay = joined && c.Kind(3) == c.Kind(1) && c[4] is { Digits: 1 or 2, Value: >= 1 and <= 31 } && c.IsJoined(3);
        if (!isDay && (c[ahead].Digits > 0 && c[ahead].Is(Trait.Spaced)))
        {
            return false;
        }

        period = new(isDay ? Form.Day : Form.Month)
        {
            Number = month.Value,
            Day = isDay ? c[4].Value : 0,
            Misspelt = month.Is(Trait.Misspelt),
        };
        period.Year = new(YearStyle.Plain, c[0].Value, c[0].Value);
        return joined && c.Skip(isDay ? 5 : 3);
    }

    /// <summary>"August 8, 2023", "March 3rd": month first only where nothing else fits.</summary>
    private static bool MonthDay(ref Cursor c, out Period day)
    {
        day = default;
        var ahead = c.Kind(1) == TokenKind.The ? 2 : 1;
        var number = c[ahead];
        if (number.Kind != TokenKind.Number || number.Value is < 1 or > 31 || number.Length > 2 || number.Is(Trait.Spelled)
            || number.Is(Trait.Apostrophe))
        {
            return false;
        }

        var comma = c.Kind(ahead + 1) == TokenKind.Comma ? 1 : 0;
        var year = YearGrammar.IsYear(c[ahead + 1 + comma]) && c.Kind(ahead) != TokenKind.Dash ? c[ahead + 1 + comma].Value : 0;
        var isEnd = number.Value is 30 or 31 && !number.Is(Trait.Apostrophe) && number.Is(Trait.Spaced)
            && number.Value <= DateTime.DaysInMonth(2024, c[0].Value);
        if (year == 0 && !number.IsOrdinal
            && ((number.Length == 2 && !isEnd) || c.Kind(ahead + 1) is TokenKind.Month or TokenKind.Slash or TokenKind.Dash))
        {
            return false;
        }

        day = Of(number.Value, c[0].Value, year == 0 ? default : new(YearStyle.Plain, year, year));
        day.Misspelt = c[0].Is(Trait.Misspelt);
        day.Weak = year == 0 && !number.IsOrdinal && !isEnd;
        return c.Skip(year == 0 ? ahead + 1 : ahead + comma + 2);
    }

    private static bool Numeric(ref Cursor c, out Period day)
    {
        day = default;
        if (Spaced(ref c, out day))
        {
            return true;
        }

        var mark = c.Kind(1);
        if (mark is not (TokenKind.Slash or TokenKind.Dash or TokenKind.Stop or TokenKind.Comma) || c[0].Digits == 0
            || c[2].Digits == 0 || c[0].IsOrdinal)
        {
            return false;
        }

        var spaced = mark is TokenKind.Slash or TokenKind.Comma && c.Kind(3) == mark && YearGrammar.IsYear(c[4])
            && (mark == TokenKind.Slash || c[2].Digits == 2);
        if (!spaced && !c.IsJoined(1))
        {
            return false;
        }

        return c.Kind(3) == mark && c[4].Digits > 0 && (spaced || c.IsJoined(3)) ? Three(ref c, mark, out day)
            : Two(ref c, mark, out day);
    }

    /// <summary>"31 03 2025".</summary>
    private static bool Spaced(ref Cursor c, out Period day)
    {
        day = Of(c[0].Value, c[1].Value, new(YearStyle.Plain, c[2].Value, c[2].Value));
        var fits = c[0] is { Digits: 2, Value: >= 1 and <= 31 } && c[1] is { Digits: 2, Value: >= 1 and <= 12 }
            && YearGrammar.IsYear(c[2]);
        return fits && c[1].Traits == Trait.Spaced && c[2].Traits == Trait.Spaced && c.Kind(3) != TokenKind.Number
            && c.Kind(-1) != TokenKind.Counter && c.Skip(3);
    }

    private static bool IsTooLate(Token token) => token is { Kind: TokenKind.Number, Digits: 4, Value: > YearGrammar.LastYear };

    private static bool Three(ref Cursor c, TokenKind mark, out Period day)
    {
        var (a, b, d) = (c[0], c[2], c[4]);
        day = default;
        var isUnset = a.Value == 1 && b.Value == 1 && d.Value == 1900;
        if (isUnset || (IsTooLate(a) || IsTooLate(d)) && b.Digits <= 2 && (a.Digits <= 2 || d.Digits <= 2))
        {
            day = new(Form.Invalid);
        }
        else if (mark == TokenKind.Comma && !YearGrammar.IsYear(d))
        {
            return false;
        }
        else if (YearGrammar.IsYear(a) && b.Digits <= 2 && d.Digits <= 2)
        {
            day = Of(d.Value, b.Value, new(YearStyle.Plain, a.Value, a.Value));
        }
        else if (a.Digits <= 2 && b.Digits <= 2 && YearGrammar.IsYear(d))
        {
            day = Of(a.Value, b.Value, new(YearStyle.Plain, d.Value, d.Value));
        }
        else if (a.Digits <= 2 && b.Digits <= 2 && d.Digits == 2 && (mark == TokenKind.Slash || (a.Digits == 2 && b.Digits == 2)
            || (c.Kind(-1) is TokenKind.From or TokenKind.By or TokenKind.Until or TokenKind.To or TokenKind.Before
            or TokenKind.After) || (c.At == 0 && c.Count == 5)))
        {
            day = Of(a.Value, b.Value, new(YearStyle.Plain, 2000 + d.Value, 2000 + d.Value));
        }
        else
        {
            return false;
        }

        if (mark == TokenKind.Stop && c.Kind(5) == TokenKind.Stop && c[6].Digits > 0 && !c[6].Is(Trait.Spaced))
        {
            return false;
        }

        return c.Skip(5);
    }

    /// <summary>06/25, 06/2025 and 2025-06 are months; 25/06 without a year is too doubtful to read.</summary>
    private static bool Two(ref Cursor c, TokenKind mark, out Period month)
    {
        var (a, b) = (c[0], c[2]);
        month = new(Form.Month);
        if (mark == TokenKind.Comma)
        {
            return false;
        }

        if (a.Digits <= 2 && a.Value is >= 1 and <= 12 && YearGrammar.IsYear(b))
        {
            month.Number = a.Value;
            month.Year = new(YearStyle.Plain, b.Value, b.Value);
        }
        else if (mark == TokenKind.Dash && YearGrammar.IsYear(a) && b.Digits == 2 && b.Value is >= 1 and <= 12
            && b.Value != (a.Value + 1) % 100
            && (a.Value / 100 * 100) + b.Value <= a.Value)
        {
            month.Number = b.Value;
            month.Year = new(YearStyle.Plain, a.Value, a.Value);
        }
        else if (mark == TokenKind.Slash && a.Digits == 2 && b.Digits == 2 && a.Value is >= 1 and <= 12
            && 2000 + b.Value - c.ReferenceYear is >= -5 and <= 15)
        {
            month.Number = a.Value;
            month.Year = new(YearStyle.Plain, 2000 + b.Value, 2000 + b.Value);
            month.Weak = true;
        }
        else
        {
            return false;
        }

        return c.Skip(3);
    }
}
