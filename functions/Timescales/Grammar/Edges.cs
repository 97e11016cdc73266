namespace HubFunctions.Timescales;

/// <summary>Whether words that need not be a date ("May", "Spring", "2025") stand where a timescale stands.</summary>
internal static class Edges
{
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
            var belongs = period.Form is Form.Year or Form.FinancialYear && c.Kind() is TokenKind.Quarter or TokenKind.Half or TokenKind.Season or TokenKind.Month;
            return OpensBefore(ref c, start) && (belongs || ClosesAfter(ref c, 0));
        }

        var named = c.Kind() == TokenKind.Plain && c[0].Is(Trait.Capital) && !c[0].Is(Trait.Shouted);
        return period.Form switch
        {
            Form.Year => c.Kind() is not (TokenKind.Counted or TokenKind.Number or TokenKind.Quantity or TokenKind.Unit or TokenKind.Cohort or TokenKind.Audience),
            Form.Month or Form.Season when bound is Bound.By or Bound.From or Bound.To => !named,
            _ => true,
        };
    }

    public static bool OpensBefore(ref Cursor c, int start)
    {
        var at = c.At;
        c.At = start;
        var kind = c.Kind(-1);
        var opens = start == 0 || c[0].Is(Trait.LineBreak) || kind is TokenKind.Stop or TokenKind.Ellipsis or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.Close
            or TokenKind.Dash or TokenKind.Arrow or TokenKind.Bullet or TokenKind.Query or TokenKind.Star or TokenKind.Complete or TokenKind.Begin or TokenKind.Start or TokenKind.Review or TokenKind.Lead
            or TokenKind.Caveat or TokenKind.Unset or TokenKind.Ongoing or TokenKind.And or TokenKind.Or or TokenKind.Ampersand or TokenKind.Meaning or TokenKind.Former or TokenKind.Revised
            or TokenKind.Recurring or TokenKind.Soon or TokenKind.Event or TokenKind.Slash
            || (kind == TokenKind.Open && c.Kind(-2) is not TokenKind.Plain);
        c.At = at;
        return opens;
    }

    public static bool ClosesAfter(ref Cursor c, int ahead) =>
        c[ahead].Is(Trait.LineBreak) || c.EndsSentence(ahead)
        || c.Kind(ahead) is TokenKind.End or TokenKind.Semicolon or TokenKind.Comma or TokenKind.Colon or TokenKind.Close or TokenKind.Open or TokenKind.Dash or TokenKind.Arrow or TokenKind.Bullet or TokenKind.Star
            or TokenKind.Ellipsis or TokenKind.Query or TokenKind.Each or TokenKind.Recurring or TokenKind.Onwards or TokenKind.Caveat or TokenKind.Unset or TokenKind.Subject or TokenKind.Meaning or TokenKind.Revised
            or TokenKind.Ongoing or TokenKind.And or TokenKind.Or or TokenKind.Ampersand or TokenKind.Slash or TokenKind.Stop;

    private static TokenKind Before(ref Cursor c, int start)
    {
        var at = c.At;
        c.At = start;
        var kind = c.Kind(-1);
        c.At = at;
        return kind;
    }
}
