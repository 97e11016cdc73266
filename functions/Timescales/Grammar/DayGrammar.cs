namespace HubFunctions.Timescales;

/// <summary>Days: 3 March 2020 · Tuesday 3rd of March · March 3, 2020 · 03/04/2024 · 2024-04-03 · 30-Dec-2021 (conventions, rule 11: day first).</summary>
internal static class DayGrammar
{
    public static bool TryRead(ref Cursor c, out Period day)
    {
        day = default;
        var start = c.At;
        var weekday = Weekday(ref c);
        if (c.Kind() == TokenKind.Number && (Numeric(ref c, out day) || DayMonth(ref c, out day)))
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
        ahead += c.Kind(ahead) == TokenKind.Of || (c.Kind(ahead) == TokenKind.Dash && !c[ahead].Is(Trait.Spaced)) ? 1 : 0;
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

    /// <summary>"August 8, 2023", "March 3rd": month first only where nothing else fits.</summary>
    private static bool MonthDay(ref Cursor c, out Period day)
    {
        day = default;
        var ahead = c.Kind(1) == TokenKind.The ? 2 : 1;
        var number = c[ahead];
        if (number.Kind != TokenKind.Number || number.Value is < 1 or > 31 || number.Length > 2 || number.Is(Trait.Spelled) || number.Is(Trait.Apostrophe))
        {
            return false;
        }

        var comma = c.Kind(ahead + 1) == TokenKind.Comma ? 1 : 0;
        var year = YearGrammar.IsYear(c[ahead + 1 + comma]) && c.Kind(ahead) != TokenKind.Dash ? c[ahead + 1 + comma].Value : 0;
        if (year == 0 && !number.IsOrdinal && (number.Length == 2 || c.Kind(ahead + 1) is TokenKind.Month or TokenKind.Slash or TokenKind.Dash))
        {
            return false;
        }

        day = Of(number.Value, c[0].Value, year == 0 ? default : new(YearStyle.Plain, year, year));
        day.Misspelt = c[0].Is(Trait.Misspelt);
        day.Weak = year == 0 && !number.IsOrdinal;
        return c.Skip(year == 0 ? ahead + 1 : ahead + comma + 2);
    }

    private static bool Numeric(ref Cursor c, out Period day)
    {
        day = default;
        var mark = c.Kind(1);
        if (mark is not (TokenKind.Slash or TokenKind.Dash or TokenKind.Stop) || c[0].Digits == 0 || c[2].Digits == 0 || c[0].IsOrdinal)
        {
            return false;
        }

        var spaced = mark == TokenKind.Slash && c.Kind(3) == mark && YearGrammar.IsYear(c[4]);
        if (!spaced && !c.IsJoined(1))
        {
            return false;
        }

        return c.Kind(3) == mark && c[4].Digits > 0 && (spaced || c.IsJoined(3)) ? Three(ref c, mark, out day) : Two(ref c, mark, out day);
    }

    private static bool Three(ref Cursor c, TokenKind mark, out Period day)
    {
        var (a, b, d) = (c[0], c[2], c[4]);
        day = default;
        if (YearGrammar.IsYear(a) && b.Digits <= 2 && d.Digits <= 2)
        {
            day = Of(d.Value, b.Value, new(YearStyle.Plain, a.Value, a.Value));
        }
        else if (a.Digits <= 2 && b.Digits <= 2 && YearGrammar.IsYear(d))
        {
            day = Of(a.Value, b.Value, new(YearStyle.Plain, d.Value, d.Value));
        }
        else if (a.Digits <= 2 && b.Digits <= 2 && d.Digits == 2 && (mark == TokenKind.Slash || (a.Digits == 2 && b.Digits == 2)
            || (c.Kind(-1) is TokenKind.From or TokenKind.By or TokenKind.Until or TokenKind.To or TokenKind.Before or TokenKind.After) || (c.At == 0 && c.Count == 5)))
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
        if (a.Digits <= 2 && a.Value is >= 1 and <= 12 && YearGrammar.IsYear(b))
        {
            month.Number = a.Value;
            month.Year = new(YearStyle.Plain, b.Value, b.Value);
        }
        else if (mark == TokenKind.Dash && YearGrammar.IsYear(a) && b.Digits == 2 && b.Value is >= 1 and <= 12 && b.Value != (a.Value + 1) % 100
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
