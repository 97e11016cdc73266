namespace HubFunctions.Timescales;

internal static class Marks
{
    public static TokenKind KindOf(char folded) => folded switch
    {
        '.' or '!' => TokenKind.Stop,
        CharacterFolding.Ellipsis => TokenKind.Ellipsis,
        ',' => TokenKind.Comma,
        ';' or '|' => TokenKind.Semicolon,
        ':' => TokenKind.Colon,
        '(' or '[' or '{' => TokenKind.Open,
        ')' or ']' or '}' => TokenKind.Close,
        '/' or '\\' => TokenKind.Slash,
        '-' or '~' => TokenKind.Dash,
        CharacterFolding.Arrow or '>' => TokenKind.Arrow,
        '&' or '+' => TokenKind.Ampersand,
        CharacterFolding.Bullet => TokenKind.Bullet,
        '?' => TokenKind.Query,
        '*' or '\u2020' => TokenKind.Star,
        _ => TokenKind.Mark,
    };
}

internal static class WebAddress
{
    /// <summary>Whether a web address begins with the word at hand: its dates are no timescale.</summary>
    public static bool StartsAt(ReadOnlySpan<char> folded, int start, int end) =>
        folded[end..].StartsWith("://") || (end < folded.Length && folded[end] == '.' && folded[start..end].SequenceEqual("www"));
}
