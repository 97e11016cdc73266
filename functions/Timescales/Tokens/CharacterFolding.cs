namespace HubFunctions.Timescales;

/// <summary>Folds what word processors, PDF readers and spreadsheets put into a text to the few characters that the tokenizer
/// knows.</summary>
internal static class CharacterFolding
{
    /// <summary>Stands for a character that has no width and no meaning.</summary>
    public const char Nothing = '\0';
    public const char Bullet = '\u2022';
    public const char Arrow = '\u2192';
    public const char Ellipsis = '\u2026';

    public static char Fold(char c) => c < 128 ? FoldPlain(c) : FoldRest(c);

    private static char FoldPlain(char c) => c switch
    {
        >= 'A' and <= 'Z' => (char)(c | 0x20),
        '\t' or '\v' or '\f' or '\r' => c == '\r' ? '\n' : ' ',
        '`' => '\'',
        < ' ' and not '\n' => Nothing,
        '\x7f' => Nothing,
        _ => c,
    };

    private static char FoldRest(char c) => c switch
    {
        '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200a') or '\u202f' or '\u205f' or '\u3000' => ' ',
        '\u0085' or '\u2028' or '\u2029' => '\n',
        '\u00ad' or '\u034f' or '\u061c' or '\u180e' or (>= '\u200b' and <= '\u200f') => Nothing,
        (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or '\ufeff' or (>= '\ufe00' and <= '\ufe0f') => Nothing,
        (>= '\u2010' and <= '\u2015') or '\u2043' or '\u2212' or '\ufe58' or '\ufe63' or '\uff0d' => '-',
        '\u2018' or '\u2019' or '\u201a' or '\u201b' or '\u2032' or '\u02bc' or '\u00b4' => '\'',
        '\u201c' or '\u201d' or '\u201e' or '\u201f' or '\u2033' or '\u00ab' or '\u00bb' => '"',
        '\u2190' or '\u21d2' or '\u21e8' or '\u27a1' or '\u27f6' or '\u279c' or '\u2794' or Arrow => Arrow,
        '\u00b7' or '\u2023' or '\u2043' or '\u25aa' or '\u25ab' or '\u25cb' or '\u25cf' or '\u25e6' or '\u25a0' => Bullet,
        '\u2713' or '\u2714' or '\uf0a7' or '\uf0b7' or '\uf0d8' or '\uf0fc' => Bullet,
        '\u2044' or '\u2215' or '\uff0f' => '/',
        '\u00b9' => '1',
        '\u00b2' => '2',
        '\u00b3' => '3',
        >= '\uff10' and <= '\uff19' => (char)(c - '\uff10' + '0'),
        >= '\uff21' and <= '\uff3a' => (char)(c - '\uff21' + 'a'),
        >= '\uff41' and <= '\uff5a' => (char)(c - '\uff41' + 'a'),
        >= '\u2160' and <= '\u2163' => (char)(c - '\u2160' + '1'),
        _ => char.ToLowerInvariant(c),
    };
}
