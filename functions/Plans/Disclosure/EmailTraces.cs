using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>E-mail addresses, also written out or with their signs in brackets. A web address after "at" is none.</summary>
internal static class EmailTraces
{
    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Open = @"[\[({<«*_/|~-]{1,2} ?";
    private const string Close = @" ?[\])}>»*_/|~-]{1,2}";
    private const string Name = @"[\p{L}\p{N}][\p{L}\p{N}_'+-]*";
    private const string End =
        @"(?:org|com|net|uk|gov|ac|co|nhs|edu|info|eu|ie|wales|cymru|scot|london|example|test|email|me|io|biz|charity|community|care|health|de|fr|pl|us)\b";

    private const string Dot =
        $@"(?:\.|,| \. |{Open}(?:dot|\.){Close}| {Open}(?:dot|\.){Close} | {Open}(?:dot|\.){Close}|{Open}(?:dot|\.){Close} | dot )";
    private const string At = $@" ?(?:@|{Open}(?:at|@|a|at[ -]sign){Close}| at[ -]sign ) ?";

    private static readonly Regex Plain = new($@"@ ?(?:{Name}(?:\.{Name})+|\[[0-9.]{{7,15}}\])", Linear);
    private static readonly Regex Signed = new($@"[\p{{L}}\p{{N}}""']{At}{Name}(?:{Dot}{Name}){{0,3}}{Dot}{End}", Linear);
    private static readonly Regex DottedName = new(
        $@"{Name}(?:(?:\.|_| dot ){Name})+ at {Name}(?:{Dot}{Name}){{0,3}}{Dot}{End}",
        Linear);
    private static readonly Regex UnderscoredName = new(
        $@"[\p{{L}}\p{{N}}]+_[\p{{L}}\p{{N}}_]+ at {Name}(?:{Dot}{Name}){{0,3}}{Dot}{End}",
        Linear);
    private static readonly Regex SpelledEnd = new($@"{Name} at {Name}(?: dot {Name}){{0,3}} dot {End}", Linear);
    private static readonly Regex Announced = new(
        $@"\b(?:e-?mail|mail ?to|write to|contact|address)(?: (?:is|to))?:? (?<name>{Name}) at {Name}(?:\.{Name})*\.{End}",
        Linear);

    private static readonly HashSet<string> NoNames = new(
        ["us", "me", "him", "her", "them", "it", "you", "team", "address", "form", "is", "are", "details", "form"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly Regex[] Sure = [Plain, Signed, DottedName, UnderscoredName, SpelledEnd];

    public static bool AreIn(string text) =>
        Sure.Any(s => s.IsMatch(text)) || Announced.Matches(text).Any(m => !NoNames.Contains(m.Groups["name"].Value));
}
