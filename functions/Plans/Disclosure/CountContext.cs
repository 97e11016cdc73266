namespace HubFunctions.Plans;

/// <summary>What stands around a small number says whether it counts at all.</summary>
internal static class CountContext
{
    /// <summary>Tokens that are looked at on either side, so that the work grows with the text and no faster.</summary>
    private const int Near = 40;

    /// <summary>Part of a larger number, a compound, a share, a date or a length of time.</summary>
    public static bool IsPartOfMore(IReadOnlyList<GuardToken> tokens, int at)
    {
        var (before, next) = (Text(tokens, at - 1), Text(tokens, at + 1));
        if (PeopleWords.Tens.Contains(before) || (before == "and" && PeopleWords.Scale.Contains(Text(tokens, at - 2))))
            return true;
        if (PeopleWords.Scale.Contains(next)
            || PeopleWords.Months.Contains(next)
            || (next == "per" && Text(tokens, at + 2) is "cent" or "100"))
            return true;
        if (next == "-" && IsTight(tokens, at + 1) && IsTight(tokens, at + 2) && at + 2 < tokens.Count && tokens[at + 2].IsWord)
            return true;
        if (before is "-" or "/" or "."
            && IsTight(tokens, at)
            && IsTight(tokens, at - 1)
            && !(before == "-" && NounPhrase.IsPeople(tokens, at - 2)))
            return true;
        if (before is "and" or "or" or "to" or "-" or "&" or "/" && at >= 2 && tokens[at - 2].IsNumber)
            return Text(tokens, at - 3) != "from";
        return IsDenominator(tokens, at) || IsRate(tokens, at);
    }

    /// <summary>"fewer than 3", "under four", "&lt;3".</summary>
    public static bool IsSuppressed(IReadOnlyList<GuardToken> tokens, int at) =>
        (Text(tokens, at - 2), Text(tokens, at - 1)) switch
        {
            (_, "<" or "≤" or "under" or "below" or "aged" or "ages" or "age") => true,
            ("fewer" or "less" or "more" or "greater", "than") => true,
            ("up", "to") or ("at", "most") => true,
            _ => false,
        };

    /// <summary>"n=3".</summary>
    public static bool IsSample(IReadOnlyList<GuardToken> tokens, int at) =>
        Text(tokens, at - 2) == "n" && Text(tokens, at - 1) is "=" or ":" && !(Text(tokens, at + 1) is "%" or "/");

    /// <summary>"Type 2", "Years 3 and 4", "Year two", "Grade II"; but "this year 3".</summary>
    public static bool IsLabel(IReadOnlyList<GuardToken> tokens, int at)
    {
        var before = at - 1;
        for (
            var steps = 0;
            steps < Near
                && before >= 1
                && tokens[before].Text is "and" or "or" or "to" or "-" or "," or "&" or "/"
                && tokens[before - 1].IsNumber;
            steps++)
            before -= 2;
        if (before >= 1 && tokens[before].Is(".") && PeopleWords.Abbreviations.Contains(tokens[before - 1].Text))
            return true;
        if (before < 0 || !tokens[before].IsWord)
            return before >= 0 && tokens[before].Is("#");
        if (tokens[at].Text[0] == 'i')
            return true;
        var isTitled = tokens[before].IsCapital;
        if (!IsIn(PeopleWords.Label, tokens[before].Text) && !(isTitled && IsIn(PeopleWords.CapitalLabel, tokens[before].Text)))
            return false;
        if (isTitled && (before > 0 || !char.IsLetter(tokens[at].Text[0])))
            return true;
        return !char.IsLetter(tokens[at].Text[0])
            && !(before > 0 && tokens[before - 1].IsNumber)
            && !PeopleWords.Determiners.Contains(Text(tokens, before - 1));
    }

    private static bool IsIn(HashSet<string> labels, string word) =>
        labels.Contains(word)
        || (word.EndsWith('s') && labels.Contains(word[..^1]))
        || (word.EndsWith("ies", StringComparison.Ordinal) && labels.Contains(word[..^3] + "y"));

    /// <summary>"2) Children start well", "(3) People are safe".</summary>
    public static bool IsNumbering(IReadOnlyList<GuardToken> tokens, int at) =>
        (at <= 1 || Text(tokens, at - 1) == "\n" || Text(tokens, at - 2) == "\n")
        && Text(tokens, at + 1) == ")" && (Text(tokens, at - 1) != "(" || (at + 2 < tokens.Count && tokens[at + 2].IsCapital));

    /// <summary>What is meant to be, not what is.</summary>
    public static bool IsTarget(IReadOnlyList<GuardToken> tokens, int at)
    {
        if (Text(tokens, at - 1) == "to"
            && tokens
                .Skip(at - Near)
                .Take(Math.Min(at, Near))
                .Any(t => t.Text is "reduce" or "cut" or "lower" or "limit" or "bring" or "keep" or "halve"))
            return true;
        var first = at;
        while (first > 0 && at - first < Near && !(tokens[first - 1].Text is "." or ";" or "!" or "?" or "\n"))
            first--;
        for (var i = at - 1; i >= first; i--)
        {
            if (PeopleWords.TargetCues.Contains(tokens[i].Text))
                return true;
            if (PeopleWords.Actions.Contains(tokens[i].Text)
                && at - i <= 3
                && (i == first || PeopleWords.Intentions.Contains(Text(tokens, i - 1))))
                return true;
        }

        return false;
    }

    /// <summary>"two have died", "3 were patients", "one was admitted".</summary>
    public static bool IsSuffered(IReadOnlyList<GuardToken> tokens, int at)
    {
        if (PeopleWords.Befell.Contains(tokens[at].Text))
            return true;
        if (PeopleWords.Suffered.Contains(tokens[at].Text))
            return at + 1 >= tokens.Count || tokens[at + 1].IsMark || PeopleWords.Stop.Contains(tokens[at + 1].Text);
        var isBe = PeopleWords.Be.Contains(tokens[at].Text);
        if (!isBe)
            return false;
        while (at < tokens.Count
            && (PeopleWords.Be.Contains(tokens[at].Text)
                || tokens[at].Text is "not" or "also"
                || tokens[at].Text.EndsWith("ly", StringComparison.Ordinal)))
            at++;
        if (at >= tokens.Count || tokens[at].IsMark)
            return false;
        var word = tokens[at].Text;
        return PeopleWords.Befell.Contains(word)
            || PeopleWords.Suffered.Contains(word)
            || NounPhrase.HeadAt(tokens, at, isOne: false) == Head.People
            || (PeopleWords.Ambiguous.Contains(word)
                && Enumerable
                    .Range(Math.Max(0, at - Near), Math.Min(tokens.Count, at + Near) - Math.Max(0, at - Near))
                    .Any(i => tokens[i].IsWord && NounPhrase.IsPeople(tokens, i)));
    }

    /// <summary>"in every 3", "one in 4", "out of 3".</summary>
    private static bool IsDenominator(IReadOnlyList<GuardToken> tokens, int at)
    {
        var i = at - 1;
        while (Text(tokens, i) is "every" or "each")
            i--;
        return (Text(tokens, i) == "in" && i > 0 && tokens[i - 1].IsNumber)
            || (Text(tokens, i) == "of" && Text(tokens, i - 1) == "out");
    }

    /// <summary>"2 deaths per 100,000".</summary>
    private static bool IsRate(IReadOnlyList<GuardToken> tokens, int at)
    {
        for (var i = at + 1; i < tokens.Count && i <= at + 5 && !tokens[i].IsMark; i++)
        {
            if (tokens[i].Is("per"))
                return i + 1 < tokens.Count
                    && (tokens[i + 1].Value >= 100
                        || PeopleWords.Scale.Contains(tokens[i + 1].Text) && tokens[i + 1].Text is "thousand" or "million");
        }

        return false;
    }

    private static bool IsTight(IReadOnlyList<GuardToken> tokens, int at) => at >= 0 && at < tokens.Count && tokens[at].IsTight;

    private static string Text(IReadOnlyList<GuardToken> tokens, int at) => at >= 0 && at < tokens.Count ? tokens[at].Text : "";
}
