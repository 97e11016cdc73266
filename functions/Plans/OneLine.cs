using System.Globalization;
using System.Text;

namespace HubFunctions.Plans;

/// <summary>Text that has to fit into one line of a header or a calendar.</summary>
public static class OneLine
{
    /// <summary>No control character and no mark that turns the direction; every run of space as one.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control)
                line.Append(line.Length > 0 && line[^1] == ' ' ? "" : " ");
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format || rune.Value is 0x200C or 0x200D)
                line.Append(rune.ToString());
        }

        return line.ToString().Trim();
    }

    /// <summary>At most so many UTF-16 units, with no character as a reader sees it cut in two.</summary>
    public static string Start(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var end = 0;
        foreach (var start in StringInfo.ParseCombiningCharacters(text))
        {
            if (start > max)
                break;
            end = start;
        }

        return text[..end];
    }
}
