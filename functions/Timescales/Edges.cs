namespace HubFunctions.Timescales;

/// <summary>Whether words that need not be a date ("May", "Spring", "2025") stand where a timescale stands.</summary>
internal static class Edges
{
    public static bool Accepts(ref Cursor c, int start, Bound bound, Period period)
    {
        if (!period.Weak)
        {
            return true;
        }

        if (Before(ref c, start) == Sign.Person || c.Sign() == Sign.NameTail)
        {
            return false;
        }

        if (bound == Bound.None || (bound == Bound.To && period.Form == Form.Year))
        {
            var belongs = period.Form is Form.Year or Form.FinancialYear && c.Sign() is Sign.Quarter or Sign.Half or Sign.Season or Sign.Month;
            return OpensBefore(ref c, start) && (belongs || ClosesAfter(ref c, 0));
        }

        var named = c.Sign() == Sign.Plain && c[0].Is(Trait.Capital) && !c[0].Is(Trait.Shouted);
        return period.Form switch
        {
            Form.Year => c.Sign() is not (Sign.Counted or Sign.Number or Sign.Quantity or Sign.Unit or Sign.Cohort or Sign.Audience),
            Form.Month or Form.Season when bound is Bound.By or Bound.From or Bound.To => !named,
            _ => true,
        };
    }

    public static bool OpensBefore(ref Cursor c, int start)
    {
        var at = c.At;
        c.At = start;
        var sign = c.Sign(-1);
        var opens = start == 0 || c[0].Is(Trait.LineBreak) || sign is Sign.Stop or Sign.Ellipsis or Sign.Comma or Sign.Semicolon or Sign.Colon or Sign.Close
            or Sign.Dash or Sign.Arrow or Sign.Bullet or Sign.Query or Sign.Star or Sign.Complete or Sign.Begin or Sign.Start or Sign.Review or Sign.Lead
            or Sign.Caveat or Sign.Unset or Sign.Ongoing or Sign.And or Sign.Or or Sign.Ampersand or Sign.Meaning or Sign.Former or Sign.Revised
            or Sign.Recurring or Sign.Soon or Sign.Event or Sign.Slash
            || (sign == Sign.Open && c.Sign(-2) is not Sign.Plain);
        c.At = at;
        return opens;
    }

    public static bool ClosesAfter(ref Cursor c, int ahead) =>
        c[ahead].Is(Trait.LineBreak) || c.EndsSentence(ahead)
        || c.Sign(ahead) is Sign.End or Sign.Semicolon or Sign.Comma or Sign.Colon or Sign.Close or Sign.Open or Sign.Dash or Sign.Arrow or Sign.Bullet or Sign.Star
            or Sign.Ellipsis or Sign.Query or Sign.Each or Sign.Recurring or Sign.Onwards or Sign.Caveat or Sign.Unset or Sign.Subject or Sign.Meaning or Sign.Revised
            or Sign.Ongoing or Sign.And or Sign.Or or Sign.Ampersand or Sign.Slash or Sign.Stop;

    private static Sign Before(ref Cursor c, int start)
    {
        var at = c.At;
        c.At = start;
        var sign = c.Sign(-1);
        c.At = at;
        return sign;
    }
}
