namespace HubFunctions.Timescales;

/// <summary>A run of digits and what is written against it: a number that may be part of a date, a time of day, or a mere
/// quantity.</summary>
internal readonly record struct NumberToken(TokenKind Kind, int Value, int DigitsEnd, int End, Trait Traits)
{
    private static readonly string[] _measures =
        ["k", "m", "mn", "bn", "p", "pp", "b", "kg", "km", "g", "mg", "ml", "mph", "kw", "kwh", "mw", "gb", "mb", "x", "s", "ft",
            "cm", "mm", "ha", "sqm"];

    public static NumberToken At(ReadOnlySpan<char> text, int start, bool afterDot)
    {
        var (end, value) = Digits(text, start);
        var count = end - start;
        var signed = start > 0 && text[start - 1] is '£' or '$' or '€' or '+' or '#' or '<' or '>';
        if (char.IsAsciiDigit(Peek(text, end + 1)) && text[end] is ':' && count <= 2)
        {
            return new(TokenKind.Clock, value, end, Through(text, end + 1), Trait.None);
        }

        if (Peek(text, end) == ',' && IsThousand(text, end))
        {
            return new(TokenKind.Quantity, value, end, Through(text, end), Trait.None);
        }

        if (signed || count > 4 || (count > 2 && text[start] == '0') || Peek(text, end) is '%' or '°')
        {
            return new(TokenKind.Quantity, value, end, Through(text, end), Trait.None);
        }

        if (!afterDot && Peek(text, end) == '.' && char.IsAsciiDigit(Peek(text, end + 1)) && IsDecimal(text, end + 1))
        {
            return new(TokenKind.Quantity, value, end, Through(text, end), Trait.None);
        }

        return Suffixed(text, start, end, value);
    }

    private static NumberToken Suffixed(ReadOnlySpan<char> text, int start, int end, int value)
    {
        var letters = end;
        while (char.IsAsciiLetter(Peek(text, letters)))
        {
            letters++;
        }

        var suffix = text[end..letters];
        if (suffix is "st" or "nd" or "rd" or "th" or "af" or "il" or "ydd" or "ed" or "fed" or "eg" or "ain")
        {
            return new(TokenKind.Number, value, end, letters, Trait.Ordinal);
        }

        if (suffix.Length > 0 && IsMeasure(suffix))
        {
            return new(TokenKind.Quantity, value, end, letters, Trait.None);
        }

        var clock = end;
        while (Peek(text, clock) == ' ' && clock - end < 2)
        {
            clock++;
        }

        var rest = text[clock..];
        var isClock = end - start <= 2 && rest.Length > 1 && rest[0] is 'a' or 'p'
            && (rest[1] == 'm' || rest.StartsWith("a.m") || rest.StartsWith("p.m"));
        var stop = clock + (isClock && rest[1] == '.' ? 3 : 2);
        return isClock && !char.IsAsciiLetter(Peek(text, stop))
            ? new(TokenKind.Clock, value, end, Peek(text, stop) == '.' && rest[1] == '.' ? stop + 1 : stop, Trait.None)
            : new(TokenKind.Number, value, end, end, Trait.None);
    }

    private static bool IsMeasure(ReadOnlySpan<char> suffix)
    {
        foreach (var measure in _measures)
        {
            if (suffix.SequenceEqual(measure))
            {
                return true;
            }
        }

        return false;
    }

    private static (int End, int Value) Digits(ReadOnlySpan<char> text, int start)
    {
        var (end, value) = (start, 0);
        for (; end < text.Length && char.IsAsciiDigit(text[end]); end++)
        {
            value = end - start < 8 ? (value * 10) + (text[end] - '0') : value;
        }

        return (end, value);
    }

    private static bool IsThousand(ReadOnlySpan<char> text, int comma) =>
        char.IsAsciiDigit(Peek(text, comma + 1)) && char.IsAsciiDigit(Peek(text, comma + 2))
            && char.IsAsciiDigit(Peek(text, comma + 3))
        && !char.IsAsciiDigit(Peek(text, comma + 4));

    /// <summary>"2.5" is a quantity; "25.12.2024" and "12.2024" are dates.</summary>
    private static bool IsDecimal(ReadOnlySpan<char> text, int start)
    {
        var (end, _) = Digits(text, start);
        return end - start != 4 && !(Peek(text, end) == '.' && char.IsAsciiDigit(Peek(text, end + 1)));
    }

    private static int Through(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length && (char.IsAsciiDigit(text[end])
            || (text[end] is ',' or '.' or ':' && char.IsAsciiDigit(Peek(text, end + 1)))))
        {
            end++;
        }

        while (char.IsAsciiLetter(Peek(text, end)) || Peek(text, end) is '%')
        {
            end++;
        }

        return end;
    }

    private static char Peek(ReadOnlySpan<char> text, int at) => at < text.Length ? text[at] : CharacterFolding.Nothing;
}
