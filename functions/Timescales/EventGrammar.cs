namespace HubFunctions.Timescales;

/// <summary>Times that hang on an event: by the end of the parliament · after the pre-election period · once the consultation has closed · next board meeting.</summary>
internal static class EventGrammar
{
    private const int Reach = 5;

    public static bool TryRead(ref Cursor c, Bound bound, int start, out Expression expression)
    {
        expression = new(Shape.Event, start) { Bound = bound };
        if (IsMeeting(ref c))
        {
            expression.Shape = Shape.Meeting;
            return true;
        }

        if (bound == Bound.None && !IsOnce(ref c, start))
        {
            return false;
        }

        expression.Bound = bound == Bound.None ? Bound.After : bound;
        for (var ahead = 0; ahead < Reach; ahead++)
        {
            switch (c.Sign(ahead))
            {
                case Sign.Event or Sign.Consultation when !(bound is Bound.To or Bound.In or Bound.From && ahead > 1):
                    return bound is not (Bound.To or Bound.Since) && c.Skip(ahead + 1);
                case Sign.New when c.Is(ahead + 1, "council") || c.Is(ahead + 1, "government"):
                    return c.Skip(ahead + 2);
                case Sign.Plain or Sign.The or Sign.Of or Sign.Finish or Sign.Start or Sign.Plan or Sign.ActionPlan or Sign.This or Sign.Complete or Sign.Dash
                    or Sign.Next or Sign.A or Sign.Board or Sign.Caveat or Sign.New or Sign.Review:
                    break;
                default:
                    return Loose(ref c, expression.Bound, start);
            }
        }

        return Loose(ref c, expression.Bound, start);
    }

    /// <summary>"After the restructure": any words will do where a clause opens with them.</summary>
    private static bool Loose(ref Cursor c, Bound bound, int start) =>
        bound == Bound.After && c.Sign() is Sign.Plain or Sign.The or Sign.A or Sign.Plan or Sign.Review or Sign.Complete && Edges.OpensBefore(ref c, start) && c.Skip(1);

    private static bool IsOnce(ref Cursor c, int start)
    {
        var once = (c.Sign() == Sign.Times && c[0].Value == 1 && c.Sign(1) is Sign.The or Sign.Plain) || c.Is(0, "upon") || c.Is(0, "when");
        return once && (c.Sign(1) != Sign.The || !c.Is(2, "need")) && c.Sign(1) != Sign.Trigger && Edges.OpensBefore(ref c, start) && c.Skip(1);
    }

    private static bool IsMeeting(ref Cursor c)
    {
        var at = c.At;
        c.Take(Sign.The);
        if (c.Take(Sign.Next))
        {
            for (var ahead = 0; ahead < Reach; ahead++)
            {
                if (c.Sign(ahead) is Sign.Meeting or Sign.Board)
                {
                    return c.Skip(ahead + (c.Sign(ahead + 1) == Sign.Meeting ? 2 : 1));
                }
            }
        }

        c.At = at;
        return false;
    }
}
