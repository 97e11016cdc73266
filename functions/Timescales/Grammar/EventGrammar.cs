namespace HubFunctions.Timescales;

/// <summary>Times that hang on an event: by the end of the parliament · after the pre-election period · once the consultation
/// has closed · next board meeting.</summary>
internal static class EventGrammar
{
    private const int Reach = 5;

    private static readonly TokenKinds _inName = new(
        TokenKind.Plain, TokenKind.The, TokenKind.Of, TokenKind.Finish, TokenKind.Start, TokenKind.Plan,
        TokenKind.ActionPlan, TokenKind.This, TokenKind.Complete, TokenKind.Dash, TokenKind.Next, TokenKind.A,
        TokenKind.Board, TokenKind.Body, TokenKind.Document, TokenKind.Case, TokenKind.Caveat, TokenKind.New,
        TokenKind.Review);

    private static readonly TokenKinds _loose = new(
        TokenKind.Plain, TokenKind.Body, TokenKind.Document, TokenKind.Case, TokenKind.The, TokenKind.A,
        TokenKind.Plan, TokenKind.Review, TokenKind.Complete);

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
            switch (c.Kind(ahead))
            {
                case TokenKind.Event or TokenKind.Consultation when !(bound is Bound.To or Bound.In or Bound.From && ahead > 1):
                    return bound is not (Bound.To or Bound.Since) && c.Skip(ahead + 1);
                case TokenKind.New when c.Is(ahead + 1, "council") || c.Is(ahead + 1, "government"):
                    return c.Skip(ahead + 2);
                case var kind when _inName.Contains(kind):
                    break;
                default:
                    return Loose(ref c, expression.Bound, start);
            }
        }

        return Loose(ref c, expression.Bound, start);
    }

    /// <summary>"After the restructure": any words will do where a clause opens with them.</summary>
    private static bool Loose(ref Cursor c, Bound bound, int start) =>
        bound == Bound.After && _loose.Contains(c.Kind()) && Edges.OpensBefore(ref c, start) && c.Skip(1);

    private static bool IsOnce(ref Cursor c, int start)
    {
        var once = (c.Kind() == TokenKind.Times && c[0].Value == 1
            && c.Kind(1) is TokenKind.The or TokenKind.Plain or TokenKind.Body or TokenKind.Document) || c.Is(0, "upon")
            || c.Is(0, "when");
        return once && (c.Kind(1) != TokenKind.The || !c.Is(2, "need")) && c.Kind(1) != TokenKind.Trigger
            && Edges.OpensBefore(ref c, start) && c.Skip(1);
    }

    private static bool IsMeeting(ref Cursor c)
    {
        var at = c.At;
        c.Take(TokenKind.The);
        if (c.Take(TokenKind.Next))
        {
            for (var ahead = 0; ahead < Reach; ahead++)
            {
                if (c.Kind(ahead) is TokenKind.Meeting or TokenKind.Board)
                {
                    return c.Skip(ahead + (c.Kind(ahead + 1) == TokenKind.Meeting ? 2 : 1));
                }
            }
        }

        c.At = at;
        return false;
    }
}
