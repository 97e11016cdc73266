using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>Phone and NHS numbers, however their digits are grouped. Numbers are looked for between the edges of groups
/// only.</summary>
internal static class DigitRuns
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const int MostDigits = 17;

    private static readonly Regex Run = new(@"\+?[ (]{0,2}[0-9]+(?:[ .,/_'()|:*+-]{1,4}[0-9]+)*", Linear);
    private static readonly Regex Group = new("[0-9]+", Linear);
    private static readonly Regex Amount = new(@"^[0-9]{1,3}(?:,[0-9]{3})+(?:[ ,]{1,2}[0-9]{1,3}(?:,[0-9]{3})+)*$", Linear);

    private static readonly Regex Announced = new(
        @"\b(?:tel|telephone|phone|mobile|mob|call|ring|text|whatsapp|fax|dial)(?:(?: us| me| him| her| them| on| no| number| is| at)|[ .:])*(?<number>[0-9][0-9 ().-]{4,18}[0-9])",
        Linear);

    private static readonly Regex AnnouncedNhs = new(
        @"\bnhs (?:number|no|id|ref)[ .:=#-]*(?:is )?[0-9](?:[ .,/_'()|:-]{0,3}[0-9]){9}\b",
        Linear);
    private static readonly Regex Years = new("^(?:19|20)[0-9]{2}", Linear);

    /// <summary>Groupings in which a number of ten digits is written.</summary>
    private static readonly HashSet<string> NhsShapes = new(
        ["10", "3-3-4", "3-7", "6-4", "4-3-3", "4-6", "5-5", "2-2-2-2-2", "3-3-2-2", "1-1-1-1-1-1-1-1-1-1"],
        StringComparer.Ordinal);

    public static bool HasPhone(string text) =>
        Windows(text).Any(IsPhone)
        || Announced
            .Matches(text)
            .Any(m => m.Groups["number"].Value is var number && number.Count(char.IsAsciiDigit) >= 6 && !Years.IsMatch(number));

    public static bool HasNhsNumber(string text) =>
        AnnouncedNhs.IsMatch(text)
        || Windows(text).Any(w => w.Digits.Length == 10 && NhsShapes.Contains(w.Shape) && IsNhsNumber(w.Digits));

    private static IEnumerable<Window> Windows(string text)
    {
        foreach (Match run in Run.Matches(text))
        {
            if (run.Length < 7 || Amount.IsMatch(run.Value.Trim()))
                continue;
            var groups = Group.Matches(run.Value);
            for (var first = 0; first < groups.Count; first++)
            {
                if (first == 0 && IsInWord(text, run.Index + groups[0].Index - 1))
                    continue;
                var (digits, shape) = ("", "");
                for (var last = first; last < groups.Count && digits.Length + groups[last].Length <= MostDigits; last++)
                {
                    digits += groups[last].Value;
                    shape += $"{(shape.Length == 0 ? "" : "-")}{groups[last].Length}";
                    var end = run.Index + groups[last].Index + groups[last].Length;
                    if (digits.Length >= 7 && !(last == groups.Count - 1 && IsInWord(text, end)))
                        yield return new(
                            digits,
                            shape,
                            Lead(text, run.Index + groups[first].Index),
                            IsWhole: first == 0 && last == groups.Count - 1);
                }
            }
        }
    }

    private static bool IsPhone(Window window)
    {
        var (digits, shape, plus, whole) = window;
        if (plus)
            return digits.Length is >= 8 and <= 16 && digits[0] != '0';
        return digits switch
        {
            ['0', '0', >= '1' and <= '9', ..] => digits.Length is >= 11 and <= 17,
            ['0', '1' or '2' or '3' or '5' or '7' or '8' or '9', ..] when digits.Length == 11 => true,
            ['0', '1', ..] or ['0', '8', '0', '0', ..] or ['0', '5', '0', '0', ..] when digits.Length == 10 => !shape.StartsWith(
                "2-2-4",
                StringComparison.Ordinal),
            ['4', '4', '1' or '2' or '3' or '7' or '8', ..] => digits.Length == 12 && whole,
            ['7', ..] => digits.Length == 10 && whole && shape is ("4-6" or "4-3-3"),
            ['0', '8', '0', '0', ..] or ['0', '8', '4', '5', ..] => digits.Length == 8 && whole,
            _ => false,
        };
    }

    /// <summary>The check digit of an NHS number: weights 10 to 2, modulus 11.</summary>
    private static bool IsNhsNumber(string digits)
    {
        var check = 11 - (digits.Take(9).Select((d, i) => (d - '0') * (10 - i)).Sum() % 11);
        return (check == 11 ? 0 : check) == digits[9] - '0' && digits.Distinct().Count() > 1;
    }

    /// <summary>Whether a plus leads the first group, which a bracket or a space may part from it.</summary>
    private static bool Lead(string text, int at)
    {
        while (at > 0 && text[at - 1] is (' ' or '('))
            at--;
        return at > 0 && text[at - 1] == '+';
    }

    private static bool IsInWord(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiLetter(text[at]);

    private readonly record struct Window(string Digits, string Shape, bool Plus, bool IsWhole);
}
