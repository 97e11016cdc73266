namespace HubFunctions.Timescales;

internal static class Marks
{
    public static Sign SignOf(char folded) => folded switch
    {
        '.' or '!' => Sign.Stop,
        Glyphs.Ellipsis => Sign.Ellipsis,
        ',' => Sign.Comma,
        ';' or '|' => Sign.Semicolon,
        ':' => Sign.Colon,
        '(' or '[' or '{' => Sign.Open,
        ')' or ']' or '}' => Sign.Close,
        '/' or '\\' => Sign.Slash,
        '-' or '~' => Sign.Dash,
        Glyphs.Arrow or '>' => Sign.Arrow,
        '&' or '+' => Sign.Ampersand,
        Glyphs.Bullet => Sign.Bullet,
        '?' => Sign.Query,
        '*' or '\u2020' => Sign.Star,
        _ => Sign.Mark,
    };
}

internal static class WebAddress
{
    /// <summary>Whether a web address begins with the word at hand: its dates are no timescale.</summary>
    public static bool StartsAt(ReadOnlySpan<char> folded, int start, int end) =>
        folded[end..].StartsWith("://") || (end < folded.Length && folded[end] == '.' && folded[start..end].SequenceEqual("www"));
}
