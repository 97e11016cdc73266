using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>One way of writing for many, so that no script, mark or code hides a number or an address. Case is kept.</summary>
internal static class GuardFolding
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Digit = "zero|oh|nought|one|two|three|four|five|six|seven|eight|nine";

    private static readonly Regex SpelledRun = new(
        $@"\b(?:(?:double|triple) )?(?:{Digit})(?:[ ,.-]{{1,3}}(?:(?:double|triple) )?(?:{Digit})){{7,}}\b",
        Linear);
    private static readonly Regex SingleCharacters = new(
        @"\b[a-z0-9](?: ?[@.] ?| )[a-z0-9](?:(?: ?[@.] ?| )[a-z0-9]\b){5,}",
        Linear);
    private static readonly Regex LetterO = new(@"\b[oO]?[0-9][0-9oO]{3,}\b", RegexOptions.NonBacktracking);

    private static readonly Dictionary<string, char> Digits = Digit.Split('|').ToDictionary(
        d => d, d => (char)('0' + Math.Max(0, Array.IndexOf(Digit.Split('|'), d) - 2)), StringComparer.OrdinalIgnoreCase);

    public static string Fold(string text)
    {
        text = Characters(text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text);
        text = text.Replace("&commat;", "@", StringComparison.OrdinalIgnoreCase)
            .Replace("%40", "@", StringComparison.Ordinal)
            .Replace("=40", "@", StringComparison.Ordinal);
        if (text.Any(char.IsAsciiDigit))
            text = LetterO.Replace(text, m => m.Value.Replace('o', '0').Replace('O', '0'));
        if (text.Contains('@', StringComparison.Ordinal))
            text = SingleCharacters.Replace(
                text,
                m =>
                    m.Value.Contains('@', StringComparison.Ordinal) ? m.Value.Replace(" ", "", StringComparison.Ordinal)
                        : m.Value);
        return Digits.Keys.Count(d => text.Contains(d, StringComparison.OrdinalIgnoreCase)) > 2
            ? SpelledRun.Replace(text, m => Spelled(m.Value))
            : text;
    }

    private static string Characters(string text)
    {
        if (text.All(c => c is >= ' ' and < (char)0x7F and not '`'))
            return text;
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            folded.Append(Folded(rune));
        return folded.ToString();
    }

    private static string Folded(Rune rune) =>
        (Rune.GetUnicodeCategory(rune), rune.Value) switch
        {
            (UnicodeCategory.DecimalDigitNumber, _) => ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture),
            (_, >= 0xFF01 and <= 0xFF5E) => ((char)(rune.Value - 0xFEE0)).ToString(),
            (_, 0xFE6B) => "@",
            (_, 0xFE52 or 0x3002 or 0xFF61) => ".",
            (_, 0xFE55 or 0xA789) => ":",
            (UnicodeCategory.OtherNumber, _)
                when Rune.GetNumericValue(rune) is >= 0 and <= 9 and var value
                    && Math.Floor(value) == value => ((int)value).ToString(CultureInfo.InvariantCulture),
            (_, '\n' or '\r' or 0x2028 or 0x2029) => "\n",
            _ when Rune.IsWhiteSpace(rune) => " ",
            (UnicodeCategory.DashPunctuation, _) or (_, 0x2212) => "-",
            (_, 0x2018 or 0x2019 or 0x02BC or 0x00B4 or '`') => "'",
            (_, 0x201C or 0x201D) => "\"",
            (_, 0x2044 or 0x2215) => "/",
            (_, 0x00B7 or 0x2022 or 0x2024 or 0x2219) => ".",
            (
                UnicodeCategory.Format
                    or UnicodeCategory.Control
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.NonSpacingMark,
                _) => "",
            _ => rune.ToString(),
        };

    private static string Spelled(string words)
    {
        var digits = new StringBuilder();
        var times = 1;
        foreach (var word in words.Split([' ', ',', '.', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Digits.TryGetValue(word, out var digit))
                digits.Append(digit, times);
            times = word.ToUpperInvariant() switch { "DOUBLE" => 2, "TRIPLE" => 3, _ => 1 };
        }

        return digits.ToString();
    }
}
