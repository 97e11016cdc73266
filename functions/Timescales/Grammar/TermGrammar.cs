namespace HubFunctions.Timescales;

/// <summary>Seasons, school terms, half terms and feasts: Winter 2023/24 · Spring term 2025 · October half term · Easter 2024.</summary>
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
            c.At += c[0] is { Digits: 1, Value: 1 or 2 } && YearGrammar.IsYear(c[1]) ? 1 : 0;
        }
        else if (IsHalfTerm(ref c, out var length))
        {
            c.At += length;
            read.Form = Form.HalfTerm;
            read.Number = season.Value switch { 0 => 2, 1 => 5, _ => 10 };
        }
        else if (c.Is(0, "holidays") || c.Is(0, "holiday") || c.Is(0, "break") || c.Is(0, "months") || c.Is(0, "period") || c.Is(0, "recess"))
        {
            c.At++;
        }

        read.Year = YearGrammar.Tail(ref c, ref read);
        read.Weak = !read.Year.IsGiven && read.Form == Form.Season;
        if (!read.Year.IsGiven && c.Kind() == TokenKind.Term)
        {
            c.At++;
            read.Form = Form.Term;
        }
        else if (read.Year.IsGiven && read.Form == Form.Season && c.Take(TokenKind.Term))
        {
            read.Form = Form.Term;
        }

        period = read;
        return true;
    }

    public static bool Named(ref Cursor c, Turn turn, Part part, out Period period)
    {
        period = default;
        if (c.Kind() == TokenKind.HalfTerm)
        {
            return HalfTerm(ref c, out period);
        }

        var read = new Period(c.Kind() == TokenKind.Term ? Form.Term : Form.Festival) { Number = c[0].Value, Weak = true };
        if (read.Form == Form.Term && (turn == Turn.Each || (turn == Turn.None && part == Part.Whole) || c.Kind(-1) == TokenKind.Horizon || (c.Kind(-1) is TokenKind.Mid or TokenKind.Dash)))
        {
            return false;
        }

        read.Number = read.Form == Form.Term ? -1 : read.Number;
        c.At++;
        if (read.Form == Form.Festival && (c.Is(0, "holidays") || c.Is(0, "holiday") || c.Is(0, "break") || c.Is(0, "recess") || c.Is(0, "day")))
        {
            c.At++;
        }

        read.Year = YearGrammar.Tail(ref c, ref read);
        read.Weak = !read.Year.IsGiven;
        period = read;
        return true;
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
        return c.Kind() == TokenKind.HalfTerm || (c.Kind() == TokenKind.Half && (c.Kind(1) == TokenKind.Term || (c.Kind(1) == TokenKind.Dash && c.Kind(2) == TokenKind.Term)));
    }
}
