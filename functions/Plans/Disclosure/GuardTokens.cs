using System.Globalization;
using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>A word, a number or a mark of a folded text.</summary>
/// <param name="Text">In lower case.</param>
/// <param name="Value">Of a whole number in figures, words or Roman figures; null for all else.</param>
/// <param name="IsTight">Nothing stands between it and the token before.</param>
internal readonly record struct GuardToken(string Text, decimal? Value, bool IsWord, bool IsCapital, bool IsTight)
{
    public bool IsNumber => Value is not null;
    public bool IsMark => Value is null && !IsWord;

    public bool Is(string text) => Text == text;
}

internal static class GuardTokens
{
    private static readonly Regex Part = new(
        @"[£$€] ?[0-9][0-9.,]*[a-z]*|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+\b|[0-9]+(?:[.:][0-9]+)+|[0-9]+[\p{L}]+|[0-9]+|"
            + @"[\p{L}][\p{L}\p{N}]*(?:'[\p{L}]+|')?(?:-[\p{L}\p{N}]+)*|\.{2,}|[^\s]|\n",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly string[] Words =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];

    public static IReadOnlyList<GuardToken> Of(string text)
    {
        var tokens = new List<GuardToken>();
        var end = -1;
        foreach (Match part in Part.Matches(text))
        {
            foreach (var (piece, tight) in Pieces(part.Value))
                tokens.Add(Token(piece, tight || part.Index == end));
            end = part.Index + part.Length;
        }

        return tokens;
    }

    /// <summary>"one-person" and "3x" are two tokens, "looked-after" is one.</summary>
    private static IEnumerable<(string Piece, bool Tight)> Pieces(string part)
    {
        var dash = part.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0 && Array.IndexOf(Words, part[..dash].ToLowerInvariant()) >= 0)
            return [(part[..dash], false), ("-", true), .. Pieces(part[(dash + 1)..]).Select(p => (p.Piece, true))];
        return char.IsAsciiDigit(part[0]) && part[^1] is ('x' or 'X') ? [(part[..^1], false), ("x", true)] : [(part, false)];
    }

    private static GuardToken Token(string piece, bool tight)
    {
        var lower = piece.ToLowerInvariant();
        var letter = char.IsLetter(piece[0]);
        return new(
            lower,
            ValueOf(piece, lower),
            letter || (char.IsAsciiDigit(piece[0]) && char.IsLetter(piece[^1])),
            char.IsUpper(piece[0]),
            tight);
    }

    private static decimal? ValueOf(string piece, string lower)
    {
        if (Array.IndexOf(Words, lower) is >= 0 and var word)
            return word;
        if (piece is "II" or "III" or "IV")
            return piece == "IV" ? 4 : piece.Length;
        return decimal.TryParse(
            lower.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value)
            ? value
            : null;
    }
}
