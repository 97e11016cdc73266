namespace HubFunctions.Timescales;

/// <summary>Years: 2024 · 2024/25 · 2024-25 · 24/25 · FY25 · ’24 · 2022-2025 (conventions, rule 4).</summary>
internal static class YearGrammar
{
    /// <summary>Spreadsheets write 9999 for "no end": later years are refused.</summary>
    public const int LastYear = 2199;

    private const int YearsAhead = 5;

    public static bool IsYear(Token token) =>
        token is { Kind: TokenKind.Number, Digits: 4, Value: >= 1900 and <= LastYear, IsOrdinal: false };

    /// <summary>A year that stands by itself, or a span of years.</summary>
    public static bool TryRead(ref Cursor c, out YearMark year)
    {
        year = default;
        if (c.Kind() != TokenKind.Number || c[0].IsOrdinal)
        {
            return false;
        }

        return IsYear(c[0]) ? Long(ref c, out year) : Short(ref c, out year);
    }

    /// <summary>The year after a month, season, quarter or day.</summary>
    public static YearMark Tail(ref Cursor c, ref Period period)
    {
        var start = c.At;
        if (c.Kind() == TokenKind.Open && Bracketed(ref c, ref period, out var bracketed))
        {
            return bracketed;
        }

        c.Take(TokenKind.Comma);
        c.Take(TokenKind.Of, TokenKind.In);
        c.Take(TokenKind.The);
        var named = Financial(ref c);
        if (c.Kind() is TokenKind.Dash or TokenKind.Slash or TokenKind.Stop && c.IsJoined(0) && c[1].Digits is 2 or 4)
        {
            c.At++;
        }

        if (c[0] is { Kind: TokenKind.Number, Digits: 4, Value: > LastYear } && period.Form is Form.Day or Form.Month)
        {
            c.At++;
            return new(YearStyle.Invalid, 0, 0);
        }

        if (IsYear(c[0]))
        {
            Consecutive(ref c, out var year);
            return Named(ref c, named, year);
        }

        if (IsTwoDigit(c[0]) && TwoDigits(ref c, named, ref period, out var two))
        {
            return two;
        }

        c.At = start;
        return default;
    }

    /// <summary>"of the financial year 2024 to 2025", "of the 2024 to 2025 financial year".</summary>
    private static YearMark Named(ref Cursor c, bool financial, YearMark year)
    {
        if (year.Style == YearStyle.Plain && c.Kind() == TokenKind.To && IsYear(c[1]) && c[1].Value == year.First + 1
            && (financial || (c.Kind(2) == TokenKind.Financial && c.Kind(3) == TokenKind.Unit)))
        {
            year = new(YearStyle.Slash, year.First, year.First + 1);
            c.At += 2;
        }

        financial |= c.Kind() == TokenKind.Financial && c.Kind(1) == TokenKind.Unit && c.Skip(2);
        return financial ? Financially(year) : year;
    }

    /// <summary>"Q3 (2023/24)", "Autumn (2023)".</summary>
    private static bool Bracketed(ref Cursor c, ref Period period, out YearMark year)
    {
        var start = c.At;
        c.At++;
        year = c.Kind() is TokenKind.Number or TokenKind.Financial ? Tail(ref c, ref period) : default;
        if (year.IsGiven && c.Take(TokenKind.Close))
        {
            return true;
        }

        c.At = start;
        return false;
    }

    /// <summary>"financial year", "FY", before or after the figures.</summary>
    public static bool Financial(ref Cursor c)
    {
        if (c.Kind() != TokenKind.Financial)
        {
            return false;
        }

        return c.Kind(1) == TokenKind.Unit ? c.Skip(2) : c[0].Value == 1 && c.Skip(1);
    }

    public static YearMark Financially(YearMark year) => year.Style == YearStyle.Plain
        ? year with { Style = YearStyle.FinancialPlain } : year;

    private static bool TwoDigits(ref Cursor c, bool financial, ref Period period, out YearMark year)
    {
        year = default;
        if (IsPair(ref c))
        {
            year = new(YearStyle.Slash, Century(c[0].Value), Century(c[2].Value));
            return c.Skip(3);
        }

        var marked = financial || c[0].Is(Trait.Apostrophe) || !c[0].Is(Trait.Spaced);
        var value = Century(c[0].Value);
        var isDay = period.Form == Form.Month && c[0].Value is 30 or 31;
        var isFar = value < c.ReferenceYear - 1 || value > c.ReferenceYear + (isDay ? 0 : YearsAhead);
        if (!marked && (isFar || c.Kind(1) is TokenKind.Month or TokenKind.Of))
        {
            return false;
        }

        period.ShortYear = !marked && c[0].Value <= 31;
        year = new(financial ? YearStyle.FinancialPlain : YearStyle.Plain, value, value);
        return c.Skip(1);
    }

    private static bool Long(ref Cursor c, out YearMark year)
    {
        if (Consecutive(ref c, out year))
        {
            return true;
        }

        if (c.Kind() is not (TokenKind.Slash or TokenKind.Dash) || c[1].IsOrdinal || c[1].Digits is not (2 or 4))
        {
            return true;
        }

        var first = year.First;
        if (IsYear(c[1]) && c.Kind(2) is not TokenKind.Month)
        {
            var style = c[1].Value > first ? YearStyle.Span : YearStyle.Invalid;
            year = new(style, first, c[1].Value);
            c.At += 2;
        }
        else if (c[1].Digits == 2 && c.IsJoined(0) && c.Kind(2) is not TokenKind.Month)
        {
            var last = (first / 100 * 100) + c[1].Value;
            year = new(last > first && last - first <= 50 ? YearStyle.FinancialSpan : YearStyle.Invalid, first, last);
            c.At += 2;
        }

        return true;
    }

    /// <summary>Takes a year, and the next one when it is written against it: "2024/25", "2024-2025".</summary>
    private static bool Consecutive(ref Cursor c, out YearMark year)
    {
        var first = c[0].Value;
        year = new(YearStyle.Plain, first, first);
        c.At++;
        var wide = IsYear(c[1]) && c[1].Value == first + 1;
        var narrow = (c[1].Digits == 2 && c[1].Value == (first + 1) % 100 && !c[1].Is(Trait.Apostrophe))
            || (c[1].Digits == 1 && c[1].Value == (first + 1) % 10 && c.IsJoined(0)
            && c.Kind(2) is not (TokenKind.Slash or TokenKind.Dash));
        if (c.Kind() is not (TokenKind.Slash or TokenKind.Dash) || c[1].IsOrdinal || (!wide && !narrow)
            || (narrow && c.Kind(2) == TokenKind.Month))
        {
            return false;
        }

        year = new(YearStyle.Slash, first, first + 1);
        return c.Skip(2);
    }

    private static bool Short(ref Cursor c, out YearMark year)
    {
        year = default;
        if (IsTwoDigit(c[0]) && IsPair(ref c) && Century(c[0].Value) - c.ReferenceYear is >= -5 and <= 15)
        {
            year = new(YearStyle.Slash, Century(c[0].Value), Century(c[2].Value));
            return c.Skip(3);
        }

        return false;
    }

    private static bool IsTwoDigit(Token token) => token is { Kind: TokenKind.Number, Digits: 2, IsOrdinal: false };

    private static bool IsPair(ref Cursor c) =>
        c.Kind(1) is TokenKind.Slash or TokenKind.Dash && IsTwoDigit(c[2]) && c[2].Value == (c[0].Value + 1) % 100
            && c.Kind(3) is not (TokenKind.Slash or TokenKind.Month)
        && (c.IsJoined(1) || c.Kind(1) == TokenKind.Slash);

    private static int Century(int two) => two < 80 ? 2000 + two : 1900 + two;
}
