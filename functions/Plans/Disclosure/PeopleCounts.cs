namespace HubFunctions.Plans;

/// <summary>Counts of one to four people, which could tell who they are: in figures or words, before or after the noun, as ranges
/// and as shares of
/// few. Names that end in a number, ages, dates, shares of many, targets and suppressed forms are none.</summary>
internal static class PeopleCounts
{
    public static bool AreIn(string text)
    {
        var tokens = GuardTokens.Of(text);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Value is 1 or 2 or 3 or 4 ? IsCount(tokens, i) : IsWordedCount(tokens, i))
                return true;
        }

        return false;
    }

    private static bool IsCount(IReadOnlyList<GuardToken> tokens, int at)
    {
        if (CountContext.IsPartOfMore(tokens, at) || CountContext.IsSuppressed(tokens, at))
            return false;
        if (CountContext.IsSample(tokens, at))
            return true;
        if (CountContext.IsLabel(tokens, at) || CountContext.IsNumbering(tokens, at) || CountContext.IsTarget(tokens, at))
            return false;
        var (after, isSmall) = AfterRange(tokens, at);
        return isSmall && (IsCountOf(tokens, at, after) || CountAfterNoun.IsAt(tokens, at, after));
    }

    /// <summary>"a couple of residents", "a single patient".</summary>
    private static bool IsWordedCount(IReadOnlyList<GuardToken> tokens, int at) => tokens[at].Text switch
    {
        "couple" or "pair" or "trio" => Is(tokens, at + 1, "of") && HeadAfterDeterminers(tokens, at + 2) == Head.People,
        "single" or "lone" or "sole" or "solitary" => Before(tokens, at) is "a" or "the" or "one"
            && NounPhrase.HeadAt(tokens, at + 1, isOne: true) == Head.People
            && !Is(tokens, at + 1, "parent"),
        _ => false,
    };

    private static bool IsCountOf(IReadOnlyList<GuardToken> tokens, int at, int after)
    {
        var isOne = tokens[at].Value == 1 && after == at + 1;
        var next = SkipClosers(tokens, at, after);
        if (next >= tokens.Count)
            return false;
        if (Before(tokens, at) == "whom")
            return true;
        if (PeopleWords.Scale.Contains(tokens[next].Text) || Before(tokens, at) is "each" or "every" or "no" or "not" or "any")
            return false;
        if (Before(tokens, at) == "in" && tokens[next].Text is "case" or "cases" && !Is(tokens, next + 1, "of"))
            return false;
        if (tokens[at].Is("one") && Is(tokens, next + 1, ",") && Is(tokens, next + 2, "one"))
            return false;
        return tokens[next].Text switch
        {
            "of" => Is(tokens, next + 1, "whom")
                || (Is(tokens, next + 1, "them") && IsOfThem(tokens, next + 2))
                || HeadAfterDeterminers(tokens, next + 1) == Head.People,
            "in" when IsFewer(tokens, next + 1, out _) => false,
            "out" when Is(tokens, next + 1, "of") => IsShareOfFew(tokens, next + 2),
            "/" when tokens[next].IsTight => next + 1 < tokens.Count
                && tokens[next + 1].Value is <= 20
                && NounPhrase.HeadAt(tokens, next + 2, isOne: false) == Head.People,
            "," => IsInCommas(tokens, next),
            _ when tokens[next].IsMark => false,
            _ => NounPhrase.HeadAt(tokens, next, isOne) == Head.People || CountContext.IsSuffered(tokens, next),
        };
    }

    /// <summary>"two out of three residents agree" is a share of all; "3 out of 5 patients were readmitted" and "of the five" are
    /// of few.</summary>
    private static bool IsShareOfFew(IReadOnlyList<GuardToken> tokens, int at)
    {
        if (at < tokens.Count && PeopleWords.Determiners.Contains(tokens[at].Text) && !tokens[at].Is("every"))
            return HeadAfterDeterminers(tokens, at) == Head.People;
        if (!IsFewer(tokens, at, out var count) || count > 20 || NounPhrase.HeadAt(tokens, at + 1, isOne: false) != Head.People)
            return false;
        return tokens
            .Skip(at + 1)
            .Take(5)
            .Any(t =>
                t.Text is "were" or "was" or "had" or "left" or "died"
                || PeopleWords.Befell.Contains(t.Text)
                || (t.IsWord && t.Text.EndsWith("ed", StringComparison.Ordinal)));
    }

    private static bool IsFewer(IReadOnlyList<GuardToken> tokens, int at, out decimal count)
    {
        while (at < tokens.Count && tokens[at].Text is "every" or "each")
            at++;
        count = at < tokens.Count ? tokens[at].Value ?? 0 : 0;
        return count is > 0 and <= 1000;
    }

    private static bool IsOfThem(IReadOnlyList<GuardToken> tokens, int at) =>
        at < tokens.Count && (NounPhrase.HeadAt(tokens, at, isOne: false) == Head.People || CountContext.IsSuffered(tokens, at));

    /// <summary>"three, mostly older, patients".</summary>
    private static bool IsInCommas(IReadOnlyList<GuardToken> tokens, int comma)
    {
        for (var at = comma + 1; at < tokens.Count && at <= comma + 4; at++)
        {
            if (tokens[at].Is(","))
                return at > comma + 1 && NounPhrase.HeadAt(tokens, at + 1, isOne: false) == Head.People;
            if (!tokens[at].IsWord || NounPhrase.IsPeople(tokens, at))
                return false;
        }

        return false;
    }

    private static Head HeadAfterDeterminers(IReadOnlyList<GuardToken> tokens, int at)
    {
        while (at < tokens.Count
            && (PeopleWords.Determiners.Contains(tokens[at].Text)
                || tokens[at].IsNumber
                || tokens[at].Text is "these" or "those" or "all" or "my"))
            at++;
        return at < tokens.Count ? NounPhrase.HeadAt(tokens, at, isOne: false) : Head.None;
    }

    /// <summary>"1-3", "two or three", "2 (two)": where it ends, and whether all of it is small.</summary>
    private static (int After, bool IsSmall) AfterRange(IReadOnlyList<GuardToken> tokens, int at)
    {
        if (at + 2 >= tokens.Count || tokens[at + 2].Value is not { } upper)
            return (at + 1, true);
        if (tokens[at + 1].Is("(") && upper == tokens[at].Value && Is(tokens, at + 3, ")"))
            return (at + 4, true);
        return tokens[at + 1].Text is "and" or "or" or "to" or "-" or "&" ? (at + 3, upper < 5) : (at + 1, true);
    }

    private static int SkipClosers(IReadOnlyList<GuardToken> tokens, int at, int after)
    {
        while (after < tokens.Count
            && (tokens[after].Text is "\"" or "*" or "x" or "'"
                || (tokens[after].Text is ")" or "]" && Before(tokens, at) is ("(" or "["))))
            after++;
        return after;
    }

    private static bool Is(IReadOnlyList<GuardToken> tokens, int at, string text) =>
        at >= 0 && at < tokens.Count && tokens[at].Is(text);

    private static string Before(IReadOnlyList<GuardToken> tokens, int at) => at > 0 ? tokens[at - 1].Text : "";
}
