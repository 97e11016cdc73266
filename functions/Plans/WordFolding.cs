using System.Globalization;
using System.Text;

namespace HubFunctions.Plans;

/// <summary>Two writings of one word come to the same text: case, spaces, hyphens and dashes, apostrophes, invisible characters,
/// full-width
/// letters and composed or decomposed accents make no difference.</summary>
internal static class WordFolding
{
    public static string Fold(string word)
    {
        var text = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            var plain = c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c;
            if (IsApostrophe(plain))
                text.Append('\'');
            else if (!IsLeftOut(plain))
                LetterParts.AppendTo(text, char.ToLowerInvariant(plain));
        }

        return text.ToString();
    }

    /// <summary>Nothing that can be seen: spaces and characters without width.</summary>
    public static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !IsInvisible(c))
                return false;
        }

        return true;
    }

    private static bool IsLeftOut(char c) => c < '\u0080'
        ? c is ' ' or '-' or '_' or (>= '\t' and <= '\r')
        : char.IsWhiteSpace(c) || IsDash(c) || IsInvisible(c);

    private static bool IsDash(char c) =>
        c is '\u2212' or '\u2043' or '\u02d7' or '\u2500' or '\u2501'
        || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation;

    private static bool IsInvisible(char c) =>
        c >= '\u0080'
        && (c
                is '\u034f'
                    or '\u115f'
                    or '\u1160'
                    or '\u2800'
                    or '\u3164'
                    or '\uffa0'
                    or (>= '\u180b' and <= '\u180f')
                    or (>= '\ufe00' and <= '\ufe0f')
            || char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    private static bool IsApostrophe(char c) =>
        c
            is '\''
                or '`'
                or '\u00b4'
                or (>= '\u02b9' and <= '\u02bf')
                or '\u02c8'
                or '\u02ca'
                or '\u02cb'
                or '\u055a'
                or '\u05f3'
                or '\u1fbd'
                or '\u1fbf'
                or '\u1fef'
                or '\u1ffd'
                or '\u1ffe'
                or (>= '\u2018' and <= '\u201b')
                or '\u2032'
                or '\u2035'
                or '\u275b'
                or '\u275c'
                or '\ua78b'
                or '\ua78c';
}
