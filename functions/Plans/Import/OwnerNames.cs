using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>What a cell says of who answers for an item.</summary>
/// <param name="Name">Null where nobody is named.</param>
/// <param name="Others">Further names in the cell.</param>
public sealed record NamedOwner(string? Name, string? Role = null, string? Email = null, int Others = 0);

/// <summary>Reads cells such as "Ann Lee (Head of Housing)", "Ann Lee; Bob Ray", "TBC". Pure.</summary>
public static partial class OwnerNames
{
    private static readonly HashSet<string> Nobody = new(StringComparer.Ordinal)
    {
        "tbc", "tba", "tbd", "n/a", "na", "n a", "n.a.", "none", "vacant", "vacancy", "post vacant", "vacant post",
        "vacant post holder", "unknown", "not known", "unassigned",
        "not assigned", "to be confirmed", "to be agreed", "to be decided", "to be determined", "to be advised",
        "to be appointed", "to be allocated", "awaiting appointment", "nobody",
        "no owner", "no lead", "nil", "not applicable", "various", "recruiting", "xx", "xxx", "tbc.", "blank", "pending",
    };

    /// <param name="isKnown">Whether the plan has an owner of this id, name or role.</param>
    public static NamedOwner Read(string cell, Func<string, bool> isKnown)
    {
        var text = Folding.Spaces(cell);
        if (IsNobody(text))
            return new(null);
        if (isKnown(text))
            return new(text);
        if (Turned(text) is { } turned && isKnown(turned))
            return new(turned);
        var parts = Parts(cell, isKnown).Where(p => !IsNobody(p)).ToList();
        return parts.Count == 0 ? new(null) : One(parts[0], isKnown) with { Others = parts.Count - 1 };
    }

    /// <summary>"Lee, Ann" as an address book has it.</summary>
    private static string? Turned(string text) =>
        text.Split(", ") is [var last, var first] && !first.Contains(' ', StringComparison.Ordinal) ? $"{first} {last}" : null;

    private static bool IsNobody(string text) =>
        !text.Any(char.IsLetterOrDigit) || Nobody.Contains(Folding.Text(text).Trim('(', ')', '[', ']', '?', ' ', '-', '*'));

    private static List<string> Parts(string cell, Func<string, bool> isKnown)
    {
        var sure = cell.ReplaceLineEndings(";")
            .Split([';', '|'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(p => Slash().Split(p))
            .Select(p => Marks().Replace(Folding.Spaces(p), ""))
            .Where(p => p.Length > 0)
            .ToList();
        if (sure.Count != 1)
            return sure;
        var all = Between().Split(sure[0]).Select(Folding.Spaces).Where(p => p.Length > 0).ToList();
        if (all.Count > 1 && IsNamed(all[0]) && all[1..].TrueForAll(p => IsNamed(p) || Team().IsMatch(p)))
            return all;
        foreach (var separator in (ReadOnlySpan<string>)[" & ", " and ", ", "])
        {
            var parts = sure[0].Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length > 1
                && (Array.TrueForAll(parts, IsPerson) || Array.Exists(parts, p => isKnown(p)))
                && !Array.TrueForAll(parts[1..], IsRole))
                return [.. parts];
        }

        return sure;
    }

    /// <summary>Name, and what stands behind it in brackets, after a comma or a dash: address or role.</summary>
    private static NamedOwner One(string text, Func<string, bool> isKnown)
    {
        if (isKnown(text))
            return new(text);
        if (EmailAddresses.IsValid(text))
            return new(text.Split('@')[0].Replace('.', ' '), Email: text);
        if (Behind().Match(text) is not { Success: true } match)
            return new(text);
        var (name, more) = (match.Groups["name"].Value.Trim(), match.Groups["more"].Value.Trim());
        if (IsNobody(name))
            return new(IsPerson(more) ? more : null);
        if (EmailAddresses.IsValid(more))
            return new(name, Email: more);
        if (IsNobody(more))
            return new(name);
        return isKnown(name) || (IsPerson(name) && IsRole(more)) ? new(name, Role: more) : new(text);
    }

    /// <summary>A person, with or without something in brackets.</summary>
    private static bool IsNamed(string text) => IsPerson(Bracketed().Replace(text, ""));

    private static bool IsPerson(string text) => Person().IsMatch(text) && !IsRole(text);

    private static bool IsRole(string text) => Role().IsMatch(text);

    [GeneratedRegex(@"\s+/\s+|(?<=\p{Ll}{2}|\))/(?=\p{Lu})", RegexOptions.None, 1_000)]
    private static partial Regex Slash();

    /// <summary>What stands between people of a list.</summary>
    [GeneratedRegex(@"\s+&\s+|\s+and\s+|\s+with\s+|\s+\+\s+|,\s+", RegexOptions.None, 1_000)]
    private static partial Regex Between();

    /// <summary>Marks of footnotes and mentions.</summary>
    [GeneratedRegex(@"^@|\s*[*\u2020\u2021\u00A7]+$", RegexOptions.None, 1_000)]
    private static partial Regex Marks();

    [GeneratedRegex(
        @"^((the|his|her|their) )?(team|colleagues|others|staff|partners)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Team();

    [GeneratedRegex(@"\s*\([^()]*\)$", RegexOptions.None, 1_000)]
    private static partial Regex Bracketed();

    [GeneratedRegex(
        @"^(?<name>.+?)(\s*[(<\[]|,\s|\s[-\u2013\u2014]\s)(?<more>[^()<>\[\]]+)[)>\]]?$",
        RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Behind();

    [GeneratedRegex(
        @"^(?:(?:Cllr|Councillor|Dr|Mr|Mrs|Ms|Miss|Prof)\.?\s)?\p{Lu}[\p{L}'\u2019.-]*(?:\s\p{Lu}[\p{L}'\u2019.-]*){1,3}$|^(?:Cllr|Councillor|Dr)\.?\s\p{Lu}[\p{L}'\u2019-]+$",
        RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Person();

    [GeneratedRegex(
        @"\b(director|head|manager|officer|chief|executive|lead|leader|member|portfolio|cabinet|chair|health|care|social|services?|housing|team|council|board|communit(y|ies)|adults?|children'?s?|public|partnerships?|group|trust|nhs|ccg|icb|police|fire|finance|legal|planning|education|transport|environment|policy|strategy|department|directorate|commissioning|commissioner|coordinator|consultant|association|agency|centre|hub|wellbeing|regeneration|skills|economy|culture|leisure|highways)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Role();
}
