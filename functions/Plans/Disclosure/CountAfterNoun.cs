namespace HubFunctions.Plans;

/// <summary>A number that stands after what it counts: "patients: 3", "Deaths (2)", "Adults 2, children 1", "deaths fell to
/// 2".</summary>
internal static class CountAfterNoun
{
    private const int LongestLabel = 12;
    private const int LongestWeakLabel = 6;

    private static readonly HashSet<string> Changes = new(
        [
            "rose", "fell", "dropped", "increased", "decreased", "went", "grew", "down", "up", "from", "stood", "declined",
            "reached", "totalled", "numbered", "stands", "stayed",
        ],
        StringComparer.Ordinal);

    /// <param name="after">Where the number, or its range, ends.</param>
    public static bool IsAt(IReadOnlyList<GuardToken> tokens, int at, int after)
    {
        if (after < tokens.Count && !EndsFigure(tokens[after]))
            return false;
        var separator = at - 1;
        while (separator > 0 && at - separator < 4 && IsSeparator(tokens[separator - 1]))
            separator--;
        if (separator < 0)
            return false;
        if (IsSeparator(tokens[separator]))
            return NounPhrase.HeadOfLabel(LabelBefore(tokens, separator)) == Head.People;
        if (IsStatement(tokens, separator))
            return true;
        var isListed = tokens[separator].Is(",") && (after >= tokens.Count || tokens[after].Text is "," or ";" or "." or "\n");
        var label = LabelBefore(tokens, isListed ? separator : at);
        return label.Count is > 0 and <= LongestWeakLabel
            && NounPhrase.IsPlural(label, label.Count - 1)
            && NounPhrase.HeadOfLabel(label) == Head.People;
    }

    /// <summary>"the number of deaths was 2", "patients fell from 12 to 3".</summary>
    private static bool IsStatement(IReadOnlyList<GuardToken> tokens, int verb)
    {
        var label = LabelBefore(tokens, verb + 1);
        if (label.Count < 2 || NounPhrase.HeadOfLabel(label) != Head.People)
            return false;
        return tokens[verb].Text is "was" or "were" or "is"
            ? label.Any(t => PeopleWords.CountWords.Contains(t.Text))
            : (tokens[verb].Text is "to" or "at" && label.Any(t => Changes.Contains(t.Text)))
                || Changes.Contains(tokens[verb].Text) && tokens[verb].Text is "numbered" or "totalled" or "reached";
    }

    private static List<GuardToken> LabelBefore(IReadOnlyList<GuardToken> tokens, int end)
    {
        var first = end - 1;
        while (first >= 0 && end - first <= LongestLabel && (tokens[first].IsWord || tokens[first].IsNumber))
            first--;
        return [.. tokens.Skip(first + 1).Take(end - first - 1)];
    }

    private static bool IsSeparator(GuardToken token) =>
        token.Text is ":" or "=" or "|" or "(" or "[" or "-" or "x" or "\""
        || token.Text.StartsWith("..", StringComparison.Ordinal);

    private static bool EndsFigure(GuardToken token) =>
        token.IsMark
            ? !(token.Text is "%" or "/" or "<" or ">" or "-" or "+")
            : PeopleWords.Stop.Contains(token.Text)
                || PeopleWords.Determiners.Contains(token.Text)
                || PeopleWords.Befell.Contains(token.Text)
                || PeopleWords.Suffered.Contains(token.Text);
}
