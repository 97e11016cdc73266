namespace HubFunctions.Plans;

/// <summary>What a noun phrase speaks of.</summary>
internal enum Head
{
    None,
    People,
    Thing,
}

/// <summary>Finds the head of an English noun phrase: its last noun, for "two family centres" are centres. In a compound all but
/// the head
/// stand in the singular or the genitive.</summary>
internal static class NounPhrase
{
    private const int Longest = 8;

    /// <summary>Of the words after a count.</summary>
    public static Head HeadAt(IReadOnlyList<GuardToken> tokens, int at, bool isOne)
    {
        var seen = Head.None;
        for (var end = at + Longest; at < tokens.Count && at < end; at++)
        {
            if (tokens[at] is { IsNumber: true } or { Text: "-" })
            {
                if (IsAge(tokens, ref at))
                    return Head.People;
                return seen;
            }

            if (tokens[at].IsMark && !(seen == Head.None && tokens[at].Text is ("\"" or "'" or "*")))
                return seen;
            switch (KindOf(tokens, at))
            {
                case Kind.Stop:
                    return seen;
                case Kind.People when isOne && tokens[at - 1].Is("one"):
                    return Head.None;
                case Kind.People:
                    return IsOfThings(tokens, at + 1) ? Head.Thing : Head.People;
                case Kind.Person when isOne && EndsPhrase(tokens, at + 1):
                    return Head.People;
                case Kind.Things:
                    return Head.Thing;
                case Kind.Thing:
                    seen = Head.Thing;
                    break;
                case Kind.Other when !isOne && LooksPlural(tokens[at]):
                    return Head.Thing;
            }
        }

        return seen;
    }

    /// <summary>Of a heading, a unit or what stands before a colon.</summary>
    public static Head HeadOfLabel(IReadOnlyList<GuardToken> tokens)
    {
        if (tokens.Any(t => PeopleWords.Rates.Contains(t.Text)))
            return Head.None;
        var begun = false;
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.IsMark || token.IsNumber || (!begun && PeopleWords.CountWords.Contains(token.Text)))
                continue;
            switch (KindOf(tokens, at))
            {
                case Kind.Stop when begun:
                    return Head.None;
                case Kind.People:
                    return IsOfThings(tokens, at + 1) ? Head.Thing : Head.People;
                case Kind.Person when EndsPhrase(tokens, at + 1):
                    return Head.People;
                case Kind.Things:
                case Kind.Other when LooksPlural(token):
                    return Head.Thing;
                case Kind.Stop:
                    break;
                default:
                    begun = true;
                    break;
            }
        }

        return Head.None;
    }

    public static bool IsPeople(IReadOnlyList<GuardToken> tokens, int at) => KindOf(tokens, at) is Kind.People or Kind.Person;

    public static bool IsPlural(IReadOnlyList<GuardToken> tokens, int at) => KindOf(tokens, at) is Kind.People;

    private static Kind KindOf(IReadOnlyList<GuardToken> tokens, int at)
    {
        var text = tokens[at].Text;
        if (text.Contains('\'', StringComparison.Ordinal))
            return Kind.Other;
        if (text is ("member" or "members") && IsOfTheHome(tokens, at))
            return text == "member" ? Kind.Person : Kind.People;
        if (text is ("case" or "cases") && at > 0 && PeopleWords.CaseKinds.Contains(tokens[at - 1].Text))
            return text == "case" ? Kind.Thing : Kind.Things;
        var last = text[(text.LastIndexOf('-') + 1)..];
        return (text, last) switch
        {
            _ when PeopleWords.Many.Contains(text) || PeopleWords.Many.Contains(last) => Kind.People,
            _ when PeopleWords.One.Contains(text) || PeopleWords.One.Contains(last) => Kind.Person,
            _ when PeopleWords.Things.Contains(text) || PeopleWords.Things.Contains(last) => Kind.Things,
            _ when PeopleWords.Thing.Contains(text) || PeopleWords.Thing.Contains(last) => Kind.Thing,
            _ when PeopleWords.Stop.Contains(text) => Kind.Stop,
            _ => Kind.Other,
        };
    }

    /// <summary>Of a family, a community or the public; other members are of boards and staff.</summary>
    private static bool IsOfTheHome(IReadOnlyList<GuardToken> tokens, int at) =>
        (at > 0 && IsHome(tokens[at - 1]))
        || (at + 1 < tokens.Count && tokens[at + 1].Is("of") && tokens.Skip(at + 2).Take(3).Any(IsHome));

    private static bool IsHome(GuardToken token) => token.Text is "family" or "household" or "community" or "public";

    /// <summary>"16-year-olds", "17 year olds".</summary>
    private static bool IsAge(IReadOnlyList<GuardToken> tokens, ref int at)
    {
        var next = at + 1;
        if (next < tokens.Count && tokens[next].Is("-"))
            next++;
        if (next >= tokens.Count || !tokens[at].IsNumber)
            return false;
        return tokens[next].Is("year-olds")
            || (tokens[next].Is("year") && next + 1 < tokens.Count && tokens[next + 1].Is("olds"));
    }

    /// <summary>"adults services", "Older People Plan", "carers week events"; but "sent three patients home".</summary>
    private static bool IsOfThings(IReadOnlyList<GuardToken> tokens, int at) =>
        at < tokens.Count
        && KindOf(tokens, at) switch
        {
            Kind.Things => true,
            Kind.Other when LooksPlural(tokens[at]) || (tokens[at].IsCapital && tokens[at - 1].IsCapital && tokens[at].IsWord) =>
                true,
            Kind.Thing => tokens[at].IsCapital || (at + 1 < tokens.Count && KindOf(tokens, at + 1) == Kind.Things),
            _ => false,
        };

    /// <summary>Nothing follows that a singular noun would belong to.</summary>
    private static bool EndsPhrase(IReadOnlyList<GuardToken> tokens, int at)
    {
        if (at >= tokens.Count || tokens[at].IsMark || tokens[at].IsNumber)
            return true;
        if (tokens[at].Is("at") && at + 2 < tokens.Count && tokens[at + 1].Is("a") && tokens[at + 2].Is("time"))
            return false;
        var text = tokens[at].Text;
        return KindOf(tokens, at) == Kind.Stop
            || text.EndsWith("ed", StringComparison.Ordinal)
            || text.EndsWith("ly", StringComparison.Ordinal)
            || PeopleWords.Befell.Contains(text);
    }

    private static bool LooksPlural(GuardToken token) =>
        token is { IsCapital: false, Text: [_, _, _, .., 's'] text }
        && text[^2] is not ('s' or 'u' or 'i' or '\'')
        && !PeopleWords.NoPlural.Contains(text);

    private enum Kind
    {
        Other,
        Stop,
        Person,
        People,
        Thing,
        Things,
    }
}
