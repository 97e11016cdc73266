namespace HubFunctions.Timescales;

/// <summary>Quarters and halves: Q3 2023/24 · Quarter 1 of 2022/23 · Q III · third quarter of 2025 · Q2/Q3 · H1 2024 · second half of 2024.</summary>
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
            TokenKind.Late or TokenKind.Number => Ordinal(ref c, out period),
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

        if (word.Value == plural && c.Kind() is TokenKind.And or TokenKind.Ampersand or TokenKind.Dash or TokenKind.To && c.Kind(1) == TokenKind.Number && c[1].Value is >= 1 and <= 4)
        {
            period.Day = c[1].Value;
            c.At += 2;
        }

        return true;
    }

    private static int Count(ref Cursor c, bool close)
    {
        if (c.Kind() == TokenKind.Number && !c[0].IsOrdinal && c[0].Length <= (c[0].Is(Trait.Spelled) ? 5 : 1) && (!close || !c[0].Is(Trait.Spelled)))
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
        var isShort = c[0].Value == 1 && c[1].Digits == 1 && !c[1].Is(Trait.Spaced) && (c[2].Is(Trait.Spaced) || c.Kind(2) is not TokenKind.Plain);
        var isWord = c[0].Value == 0 && c.Kind(1) == TokenKind.Unit && c[1].Value == Units.Year && c[2].Digits == 1;
        period.Number = isShort ? c[1].Value : isWord ? c[2].Value : 0;
        return period.Number is 1 or 2 && c.Skip(isShort ? 2 : 3);
    }

    /// <summary>"fourth quarter", "3rd quarter", "second half", "latter half".</summary>
    private static bool Ordinal(ref Cursor c, out Period period)
    {
        period = default;
        var number = c.Kind() == TokenKind.Late ? 2 : c[0].IsOrdinal ? c[0].Value : 0;
        var ahead = c.Kind(1) == TokenKind.Dash ? 2 : 1;
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
