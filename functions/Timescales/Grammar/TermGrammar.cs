namespace HubFunctions.Timescales;

/// <summary>Seasons, school terms, half terms and feasts: Winter 2023/24 · Spring term 2025 · October half term · Easter
/// 2024.</summary>
internal static class TermGrammar
{
    public static bool SeasonOrTerm(ref Cursor c, out Period period)
    {
        var season = c[0];
        c.At++;
        var read = new Period(Form.Season) { Number = season.Value, Misspelt = season.Is(Trait.Misspelt) };
        if (c.Kind() == TokenKind.Term || (c.Kind() == TokenKind.Academic && c.Kind(1) == TokenKind.Term))
        {
            c.At += c.Kind() == TokenKind.Term ? 1 : 2;
            read.Form = Form.Term;
            Sixth(ref c, ref read);
        }
        else if (IsHalfTerm(ref c, out var length))
        {
            c.At += length;
            read.Form = Form.HalfTerm;
            read.Number = season.Value switch { 0 => 2, 1 => 5, _ => 10 };
        }
        else if (HolidayForm(ref c) is not Form.None and var holiday && season.Value < 3)
        {
            c.At++;
            read.Form = holiday;
        }
        else if (c.Is(0, "months") || c.Is(0, "period"))
        {
            c.At++;
        }
        else if (season.Value < 3)
        {
            Sixth(ref c, ref read);
        }

        read.Year = YearGrammar.Tail(ref c, ref read);
        read.Weak = !read.Year.IsGiven && read.Form == Form.Season;
        if (read.Form == Form.Season && c.Take(TokenKind.Term))
        {
            read.Form = Form.Term;
        }

        period = read;
        return true;
    }

    /// <summary>Years of six terms: "Autumn 1 2024", "Spring term 2".</summary>
    private static void Sixth(ref Cursor c, ref Period period)
    {
        var isYear = YearGrammar.IsYear(c[1]) || c[1].Is(Trait.Apostrophe)
            || (c[1].Digits == 2 && c.Kind(2) is TokenKind.Slash or TokenKind.Dash);
        if (c[0] is { Digits: 1, Value: 1 or 2, IsOrdinal: false } && c[0].Is(Trait.Spaced)
            && (isYear || Edges.ClosesAfter(ref c, 1)))
        {
            period.TermHalf = c[0].Value;
            period.Form = Form.Term;
            c.At++;
        }
    }

    public static Form HolidayForm(ref Cursor c) =>
        c.Is(0, "recess") ? Form.Recess
        : c.Is(0, "holidays") || c.Is(0, "holiday") || c.Is(0, "break") || c.Is(0, "vacation") ? Form.Holiday
        : Form.None;

    /// <summary>"school summer holidays", "schools break up for summer".</summary>
    public static bool SchoolHoliday(ref Cursor c, out Period period)
    {
        var start = c.At;
        period = default;
        c.At++;
        var breaksUp = (c.Is(0, "break") || c.Is(0, "breaks")) && c.Is(1, "up");
        c.At += breaksUp ? 2 : 0;
        if (breaksUp && c.Take(TokenKind.In))
        {
            c.Take(TokenKind.The);
        }

        if (c.Kind() is TokenKind.Season or TokenKind.Festival && Holiday(ref c, breaksUp, out period))
        {
            return true;
        }

        c.At = start;
        return false;
    }

    private static bool Holiday(ref Cursor c, bool alone, out Period period)
    {
        var season = c.Kind() == TokenKind.Season ? c[0].Value : c[0].Value == 1 ? 0 : 2;
        c.At++;
        var form = HolidayForm(ref c);
        period = new(form == Form.None ? Form.Holiday : form) { Number = season };
        c.At += form == Form.None ? 0 : 1;
        var read = period;
        read.Year = YearGrammar.Tail(ref c, ref read);
        period = read;
        return form != Form.None || alone;
    }

    public static bool Named(ref Cursor c, Turn turn, Part part, out Period period)
    {
        period = default;
        var start = c.At;
        if (c.Kind() == TokenKind.HalfTerm)
        {
            return HalfTerm(ref c, out period);
        }

        if (c.Kind() == TokenKind.Festival && Holiday(ref c, alone: false, out period))
        {
            return true;
        }

        c.At = start;
        if (c.Kind() == TokenKind.Term && Numbered(ref c, part, out period))
        {
            return true;
        }

        var isFestival = c.Kind() == TokenKind.Festival;
        var read = new Period(isFestival ? Form.Festival : Form.Term) { Number = isFestival ? c[0].Value : -1, Weak = true };
        if (!isFestival && (turn == Turn.Each || (turn == Turn.None && part == Part.Whole)
            || c.Kind(-1) is TokenKind.Horizon or TokenKind.Mid or TokenKind.Dash))
        {
            return false;
        }

        c.At++;
        c.At += isFestival && c.Is(0, "day") ? 1 : 0;
        if (!isFestival && c.Kind() is TokenKind.In or TokenKind.Of && c.Kind(1) == TokenKind.Month)
        {
            read.Number = c[1].Value switch { <= 3 => 0, <= 7 => 1, _ => 2 };
            c.At += 2;
        }

        read.Year = YearGrammar.Tail(ref c, ref read);
        read.Weak = !read.Year.IsGiven && read.Number < 0 | isFestival;
        period = read;
        return true;
    }

    /// <summary>"Term 3 2024/25" of six.</summary>
    private static bool Numbered(ref Cursor c, Part part, out Period period)
    {
        period = default;
        if (c[1] is not { Digits: 1, Value: >= 1 and <= 6, IsOrdinal: false })
        {
            return false;
        }

        var start = c.At;
        var number = c[1].Value;
        c.At += 2;
        var read = new Period(Form.Term) { Number = (((number - 1) / 2) + 2) % 3, TermHalf = ((number - 1) % 2) + 1 };
        read.Year = YearGrammar.Tail(ref c, ref read);
        read.Weak = !read.Year.IsGiven && part == Part.Whole;
        period = read;
        c.At = !read.Weak || Edges.ClosesAfter(ref c, 0) ? c.At : start;
        return c.At > start;
    }

    /// <summary>"first term of 2024/25", "second term of the academic year 2024/25": autumn, spring, summer.</summary>
    public static bool NthTerm(ref Cursor c, out Period period)
    {
        period = default;
        if (!c[0].IsOrdinal || c[0].Value is < 1 or > 3 || c.Kind(1) != TokenKind.Term
            || c.Kind(2) is not (TokenKind.Of or TokenKind.In))
        {
            return false;
        }

        var start = c.At;
        var read = new Period(Form.Term) { Number = (c[0].Value + 1) % 3 };
        c.At += 3;
        c.Take(TokenKind.The);
        c.At += c.Kind() == TokenKind.Academic && c.Kind(1) == TokenKind.Unit ? 2 : 0;
        read.Year = YearGrammar.Tail(ref c, ref read);
        period = read;
        c.At = read.Year.IsGiven ? c.At : start;
        return read.Year.IsGiven;
    }

    public static bool HalfTerm(ref Cursor c, out Period period)
    {
        period = new(Form.HalfTerm);
        if (!IsHalfTerm(ref c, out var length))
        {
            return false;
        }

        var month = c.Kind(-1) == TokenKind.Month ? c[-1].Value : 0;
        c.At += length;
        var read = new Period(Form.HalfTerm) { Number = month };
        read.Year = YearGrammar.Tail(ref c, ref read);
        period = read;
        return true;
    }

    private static bool IsHalfTerm(ref Cursor c, out int length)
    {
        length = c.Kind() == TokenKind.HalfTerm ? 1 : c.Kind(1) == TokenKind.Term ? 2 : 3;
        return c.Kind() == TokenKind.HalfTerm
            || (c.Kind() == TokenKind.Half
            && (c.Kind(1) == TokenKind.Term || (c.Kind(1) == TokenKind.Dash && c.Kind(2) == TokenKind.Term)));
    }
}
