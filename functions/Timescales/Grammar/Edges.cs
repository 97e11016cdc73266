namespace HubFunctions.Timescales;

/// <summary>Whether words that need not be a date ("May", "Spring", "2025") stand where a timescale stands.</summary>
internal static class Edges
{
    private static readonly TokenKinds _punctuation = new(
        TokenKind.Stop, TokenKind.Ellipsis, TokenKind.Comma, TokenKind.Semicolon, TokenKind.Colon, TokenKind.Close,
        TokenKind.Dash, TokenKind.Arrow, TokenKind.Bullet, TokenKind.Query, TokenKind.Star, TokenKind.Slash,
        TokenKind.And, TokenKind.Or, TokenKind.Ampersand, TokenKind.Meaning, TokenKind.Revised, TokenKind.Caveat,
        TokenKind.Unset, TokenKind.Ongoing, TokenKind.Recurring);

    private static readonly TokenKinds _opening = _punctuation.And(
        TokenKind.Complete, TokenKind.Begin, TokenKind.Start, TokenKind.Review, TokenKind.Lead, TokenKind.Former,
        TokenKind.Soon, TokenKind.Event);

    private static readonly TokenKinds _closing = _punctuation.And(
        TokenKind.End, TokenKind.Open, TokenKind.Each, TokenKind.Onwards, TokenKind.Subject);

    public static bool Accepts(ref Cursor c, int start, Bound bound, Period period)
    {
        if (period is { Form: Form.Day, IsElided: true } && c.Kind() == TokenKind.NameTail && c[0].Is(Trait.Capital))
        {
            return false;
        }

        if (!period.Weak)
        {
            return true;
        }

        if (Before(ref c, start) == TokenKind.Person || c.Kind() == TokenKind.NameTail)
        {
            return false;
        }

        if (bound == Bound.None || (bound == Bound.To && period.Form == Form.Year))
        {
            var belongs = period.Form is Form.Year or Form.FinancialYear
                && c.Kind() is TokenKind.Quarter or TokenKind.Half or TokenKind.Season or TokenKind.Month;
            return OpensBefore(ref c, start) && (belongs || ClosesAfter(ref c, 0));
        }

        var named = c.Kind() == TokenKind.Plain && c[0].Is(Trait.Capital) && !c[0].Is(Trait.Shouted);
        return period.Form switch
        {
            Form.Year => c.Kind() is not (TokenKind.Counted or TokenKind.Number or TokenKind.Quantity or TokenKind.Unit
                or TokenKind.Cohort or TokenKind.Audience),
            Form.Month or Form.Season when bound is Bound.By or Bound.From or Bound.To => !named,
            _ => true,
        };
    }

    public static bool OpensBefore(ref Cursor c, int start)
    {
        var at = c.At;
        c.At = start;
        var kind = c.Kind(-1);
        var isBracket = kind == TokenKind.Open && c.Kind(-2) is not TokenKind.Plain;
        var opens = start == 0 || c[0].Is(Trait.LineBreak) || isBracket || _opening.Contains(kind);
        c.At = at;
        return opens;
    }

    public static bool ClosesAfter(ref Cursor c, int ahead) =>
        c[ahead].Is(Trait.LineBreak) || c.EndsSentence(ahead) || _closing.Contains(c.Kind(ahead));

    private static TokenKind Before(ref Cursor c, int start)
    {
        var at = c.At;
        c.At = start;
        var kind = c.Kind(-1);
        c.At = at;
        return kind;
    }
}
