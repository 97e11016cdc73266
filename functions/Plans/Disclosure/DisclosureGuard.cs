namespace HubFunctions.Plans;

/// <summary>What must not stand in a published text (conventions, "What may be published"): rules of <c>snapshot/2</c>. Pure, and
/// linear in the
/// text's length; the same text always gives the same answer.</summary>
public static class DisclosureGuard
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Signs = Lookup("at", "a");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Numbers =
        Lookup("one", "two", "three", "four", "ii", "iii", "iv", "couple", "pair", "trio", "single", "lone", "sole", "solitary");

    /// <summary>Why this text, as it would be published, has to wait, in words for the programme office; null when it may go
    /// out.</summary>
    public static string? Reason(string text)
    {
        var folded = GuardFolding.Fold(text);
        var line = folded.Replace('\n', ' ');
        var digits = line.Count(char.IsAsciiDigit);
        return folded switch
        {
            _ when Triggers(line, Signs) && EmailTraces.AreIn(line) => "an e-mail address",
            _ when digits >= 6 && DigitRuns.HasPhone(line) => "a phone number",
            _ when digits >= 10 && DigitRuns.HasNhsNumber(line) => "an NHS number",
            _ when digits > 0 && PersonalDetails.HasHomeAddress(line) => "a home address",
            _ when digits > 2 && PersonalDetails.HasDateOfBirth(line) => "a date of birth",
            _ when (digits > 0 || Triggers(line, Numbers)) && PeopleCounts.AreIn(folded) => "a small count of people (1 to 4)",
            _ when line.Contains('<', StringComparison.Ordinal) && PersonalDetails.HasMarkUp(folded) => "mark-up",
            _ => null,
        };
    }

    /// <summary>Whether one of these words or signs is there at all; without, nothing dearer needs to look.</summary>
    private static bool Triggers(string line, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        for (int at = 0, end; at < line.Length; at = end + 1)
        {
            for (end = at; end < line.Length && char.IsLetter(line[end]);)
                end++;
            if (words.Contains(line.AsSpan(at, end - at)) || (end < line.Length && line[end] == '@'))
                return true;
        }

        return false;
    }

    /// <summary>The same for an identifier, in which dashes stand for spaces.</summary>
    public static string? ReasonOfId(string id) => Reason(id) ?? Reason(id.Replace('-', ' '));

    /// <summary>A measured count from 1 to 4 of people: by its unit, or by its name where the unit says nothing.</summary>
    public static bool IsSmallCount(decimal? value, string? unit, string name)
    {
        if (value is not (1 or 2 or 3 or 4))
            return false;
        var counted = GuardFolding.Fold(unit ?? "").Trim();
        return IsOfPeople(
            PeopleWords.Neutral.Contains(counted.TrimEnd('.').ToLowerInvariant()) ? GuardFolding.Fold(name) : counted);
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(params string[] words) =>
        new HashSet<string>(words, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static bool IsOfPeople(string label) =>
        !label.Contains('%', StringComparison.Ordinal) && NounPhrase.HeadOfLabel(GuardTokens.Of(label)) == Head.People;
}
