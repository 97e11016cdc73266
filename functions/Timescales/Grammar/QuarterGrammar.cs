namespace HubFunctions.Timescales;

/// <summary>Quarters and halves: Q3 2023/24 · Quarter 1 of 2022/23 · Q III · third quarter of 2025 · Q2/Q3 · H1 2024 · second
/// half of 2024.</summary>
internal static class QuarterGrammar
{
    public static bool TryRead(ref Cursor c, out Period period)
    {
        period = default;
        var start = c.At;
        var read = c.Kind() switch
        {
            TokenKind.Quarter => Numbered(ref c, out period),
            TokenKind.Half => Half(ref c, out period),
            TokenKind.Late or TokenKind.Number or TokenKind.Last or TokenKind.Lead => Short(ref c, out period)
                || Ordinal(ref c, out period),
            _ => false,
        };
        if (!read)
        {
            c.At = start;
            return false;
        }

        period.Year = YearGrammar.Tail(ref c, ref period);
        period.Weak = (period.Form == Form.Half || period.Spelled) && !period.Year.IsGiven;
        if (!period.Year.IsGiven && c.Kind() is TokenKind.Of or TokenKind.In)
        {
            YearKindGrammar.Turned(ref c, ref period);
        }

        return true;
    }

    /// <summary>"Q3", "Quarter three", "Q III", "quarters two and four".</summary>
    private static bool Numbered(ref Cursor c, out Period period)
    {
        period = new(Form.Quarter);
        var plural = Units.Quarter | Units.Plural;
        var word = c[0];
        if (word.Value > 100)
        {
            period.Number = word.Value - 100;
            return c.Skip(1);
        }

        c.At++;
        c.Take(TokenKind.Dash);
        period.Number = Count(ref c, word.Value == 0);
        if (period.Number is 0 or > 4)
        {
            period.Form = Form.Invalid;
            return period.Number > 4 && word.Value == 0 && !c[-1].Is(Trait.Spaced);
        }

        if (word.Value == plural && c.Kind() is TokenKind.And or TokenKind.Ampersand or TokenKind.Dash or TokenKind.To
            && c.Kind(1) == TokenKind.Number && c[1].Value is >= 1 and <= 4)
        {
            period.Day = c[1].Value;
            c.At += 2;
        }

        return true;
    }

    private static int Count(ref Cursor c, bool close)
    {
        if (c.Kind() == TokenKind.Number && !c[0].IsOrdinal && c[0].Length <= (c[0].Is(Trait.Spelled) ? 5 : 1)
            && (!close || !c[0].Is(Trait.Spelled)))
        {
            c.At++;
            return c[-1].Value;
        }

        var roman = c.Is(0, "i") ? 1 : c.Is(0, "ii") ? 2 : c.Is(0, "iii") ? 3 : c.Is(0, "iv") ? 4 : 0;
        c.At += roman > 0 ? 1 : 0;
        return roman;
    }

    private static bool Half(ref Cursor c, out Period period)
    {
        period = new(Form.Half);
        var isShort = c[0].Value == 1 && c[1].Digits == 1 && !c[1].Is(Trait.Spaced)
            && (c[2].Is(Trait.Spaced) || c.Kind(2) is not TokenKind.Plain);
        var isWord = c[0].Value == 0 && c.Kind(1) == TokenKind.Unit && c[1].Value == Units.Year && c[2].Digits == 1;
        period.Number = isShort ? c[1].Value : isWord ? c[2].Value : 0;
        return period.Number is 1 or 2 && c.Skip(isShort ? 2 : 3);
    }

    /// <summary>"the last quarter of 2024", "the final half of the year"; "last quarter" by itself is over.</summary>
    public static bool IsLastPart(ref Cursor c) =>
        c.Kind(1) is TokenKind.Quarter or TokenKind.Half
        && (c.Is(0, "final") || (c.Kind() == TokenKind.Last && c.Kind(2) is TokenKind.Of or TokenKind.In));

    /// <summary>"1Q2025", "2H25".</summary>
    private static bool Short(ref Cursor c, out Period period)
    {
        var form = c.Kind(1) == TokenKind.Quarter && c[1].Value == 0 ? Form.Quarter : c.Kind(1) == TokenKind.Half
            && c[1].Value == 1 ? Form.Half : Form.None;
        period = new(form) { Number = c[0].Value };
        var joined = c[0].Digits == 1 && !c[1].Is(Trait.Spaced) && c[2].Digits is 2 or 4 && !c[2].Is(Trait.Spaced);
        return form != Form.None && joined && c[0].Value >= 1 && c[0].Value <= (form == Form.Half ? 2 : 4) && c.Skip(2);
    }

    /// <summary>"fourth quarter", "3rd quarter", "second half", "latter half".</summary>
    private static bool Ordinal(ref Cursor c, out Period period)
    {
        period = default;
        var isLast = IsLastPart(ref c);
        var ahead = c.Kind(1) == TokenKind.Dash ? 2 : 1;
        var number = isLast && c.Kind(ahead) == TokenKind.Quarter ? 4 : isLast
            || c.Kind() == TokenKind.Late ? 2 : c[0].IsOrdinal ? c[0].Value : 0;
        if (c.Kind(1) is TokenKind.And or TokenKind.To && c[2].IsOrdinal && c[2].Value > number && c[2].Value <= 4
            && c.Kind(3) == TokenKind.Quarter)
        {
            period = new(Form.Quarter) { Number = number, Day = c[2].Value, Spelled = true };
            return number > 0 && c.Skip(4);
        }

        var form = c.Kind(ahead) switch
        {
            TokenKind.Quarter when number is >= 1 and <= 4 => Form.Quarter,
            TokenKind.Half when number is 1 or 2 && c.Kind(ahead + 1) is not TokenKind.Term => Form.Half,
            _ => Form.None,
        };
        period = new(form) { Number = number, Spelled = true };
        return form != Form.None && c.Skip(ahead + 1);
    }
}
