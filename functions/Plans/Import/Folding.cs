using System.Text;
using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>Texts as people compare them. Spaces of every kind, case and what has no width make no difference. Pure.</summary>
public static partial class Folding
{
    /// <summary>The same text with single plain spaces, none at the ends, and nothing that has no width.</summary>
    public static string Spaces(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
            }
            else if (char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)
            {
                folded.Append(c);
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>For comparing texts and names, whether their accents are composed or not.</summary>
    public static string Text(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Spaces(text))
            LetterParts.AppendTo(folded, char.ToLowerInvariant(c));
        return folded.Replace('\u2019', '\'').ToString();
    }

    /// <summary>For comparing headings: letters and digits only.</summary>
    public static string Heading(string text) =>
        Spaces(
            NoLetters()
                .Replace(
                    text.ToLowerInvariant()
                        .Replace("%", " percent ", StringComparison.Ordinal)
                        .Replace("#", " number ", StringComparison.Ordinal),
                    " "));

    /// <summary>The same without what stands in brackets.</summary>
    public static string BareHeading(string text) => Heading(Brackets().Replace(text, " "));

    /// <summary>A cell as it goes into a plan: trimmed, line breaks kept, without the apostrophe that keeps a spreadsheet from
    /// calculating it.</summary>
    public static string Cell(string text)
    {
        var trimmed = text.Trim().Trim('\uFEFF', '\u200B', '\u00A0').Trim();
        return Guarded().IsMatch(trimmed) ? trimmed[1..] : trimmed;
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.None, 1_000)]
    private static partial Regex NoLetters();

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]", RegexOptions.None, 1_000)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^'+\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]", RegexOptions.None, 1_000)]
    private static partial Regex Guarded();
}
