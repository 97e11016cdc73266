using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HubFunctions.Snapshots;

/// <summary>The guard as it was for <c>snapshot/1</c>. Frozen: what it let through and held back is part of every old snapshot's
/// hash. Linear in the text's length; the same text always gives the same answer.</summary>
public static class Disclosure
{
    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    internal const string People =
        "people|persons?|residents?|patients?|child|children|baby|babies|infants?|adults?|women|woman|men|man|girls?|boys?|"
            + "family|families|"
        + "households?|clients?|carers?|pupils?|students?|tenants?|victims?|individuals?|participants?|deaths?|suicides?|births?|"
        + "pregnancies|cases|"
        + "users|teenagers?|pensioners?|veterans?|refugees?|mothers?|fathers?|parents?|couples?|admissions?|offenders?|"
        + "survivors?";

    private static readonly Regex Address = new(
        @"[\p{L}\p{N}._%+'-]+\s?(?:@|[\[(]\s?at\s?[\])])\s?[\p{L}\p{N}-]+(?:\s?(?:\.|[\[(]\s?dot\s?[\])])\s?[\p{L}\p{N}-]+)+",
        Linear);
    private static readonly Regex Nhs = new("[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}", Linear);
    private static readonly Regex Phone = new(
        @"(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)[1-35789][0-9](?:[ ()-]{0,2}[0-9]){7,8}",
        Linear);
    private static readonly Regex SmallCount = new(
        $@"\b(?:[1-4]|one|two|three|four)(?<between>( +[a-z'-]+){{0,2}}) +(?:{People})\b",
        Linear);
    private static readonly Regex OfPeople = new($@"\b(?:{People})\b", Linear);
    private static readonly Regex MarkUp = new("<[!/?a-z]", Linear);
    private static readonly Regex Rate = new(
        @"(?:[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)) +(?:in|out of)(?: every)? *$",
        Linear);
    private static readonly Regex Label = new(
        @"\b(?:priority|outcome|action|phase|stage|level|goal|aim|theme|tier|band|step|part|section|group|area|objective|ambition) *$",
        Linear);

    private static readonly HashSet<string> NotBetween = new(StringComparer.OrdinalIgnoreCase)
    {
        "for", "of", "in", "to", "and", "the", "with", "or", "by", "from", "at", "on", "per", "that", "which", "a", "an",
        "as", "where",
        "hundred", "thousand", "million", "dozen", "year", "years", "month", "months", "week", "weeks", "day", "days",
        "hours", "is", "are", "so",
    };

    /// <summary>Why this text has to wait, in words for the programme office; null when it may go out.</summary>
    public static string? Reason(string text)
    {
        var folded = Fold(text);
        return folded switch
        {
            _ when Address.IsMatch(folded) => "an e-mail address",
            _ when Matches(Nhs, folded).Any(m => IsNhsNumber(m.Value)) => "an NHS number",
            _ when Matches(Phone, folded).Any() => "a phone number",
            _ when SmallCount.Matches(folded).Any(m => IsCount(folded, m)) => "a small count of people (1 to 4)",
            _ when MarkUp.IsMatch(folded) => "mark-up",
            _ => null,
        };
    }

    /// <summary>A count from 1 to 4 whose unit or name speaks of people.</summary>
    public static bool IsSmallCount(decimal? value, string? unit, string name) =>
        value is >= 1 and < 5
        && unit?.Contains('%', StringComparison.Ordinal) != true
        && unit?.Contains("percent", StringComparison.OrdinalIgnoreCase) != true
        && OfPeople.IsMatch(Fold(string.IsNullOrWhiteSpace(unit) ? name : unit));

    private static IEnumerable<Match> Matches(Regex pattern, string text) =>
        pattern
            .Matches(text)
            .Where(m =>
                (m.Index == 0 || !char.IsAsciiDigit(text[m.Index - 1]))
                && (m.Index + m.Length == text.Length || !char.IsAsciiDigit(text[m.Index + m.Length])));

    private static bool IsCount(string text, Match match)
    {
        var before = text[..match.Index];
        if (before.Length > 0 && (before[^1] is '-' or '.' or ',' or '£' or '/' or '\''))
            return false;
        if (match.Groups["between"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(NotBetween.Contains))
            return false;
        var near = before.Length > 40 ? before[^40..] : before;
        return !Rate.IsMatch(near) && !(char.IsAsciiDigit(match.Value[0]) && Label.IsMatch(near));
    }

    /// <summary>The check digit of an NHS number: weights 10 to 2, modulus 11.</summary>
    private static bool IsNhsNumber(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(c => c - '0').ToArray();
        var check = 11 - (digits.Take(9).Select((d, i) => d * (10 - i)).Sum() % 11);
        return (check == 11 ? 0 : check) == digits[9];
    }

    /// <summary>Digits and full-width forms of any script as ASCII, every space as one, invisible characters gone: so that none
    /// of them hides a number.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.DecimalDigitNumber)
                folded.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (rune.Value is >= 0xFF01 and <= 0xFF5E)
                folded.Append((char)(rune.Value - 0xFEE0));
            else if (Rune.IsWhiteSpace(rune))
                folded.Append(' ');
            else if (category == UnicodeCategory.DashPunctuation)
                folded.Append('-');
            else if (rune.Value is 0x2018 or 0x2019)
                folded.Append('\'');
            else if (category is not (UnicodeCategory.Format or UnicodeCategory.Control))
                folded.Append(rune.ToString());
        }

        return folded.ToString();
    }
}
