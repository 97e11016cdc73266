using System.Text;

namespace HubFunctions.Timescales;

/// <summary>The words that say what is due, and whether they start, complete or review it.</summary>
internal static class Labels
{
    private const int Longest = 120;

    /// <summary>The tokens that belong to an expression: those before it in its clause, or those behind it where it opens the clause.</summary>
    public static (int From, int To) Segment(ref Cursor c, int previousStop, Expression expression, int nextStart)
    {
        var from = previousStop;
        for (var i = previousStop; i < expression.Start; i++)
        {
            c.At = i;
            if (c.EndsSentence(0) || c.Kind() is TokenKind.Semicolon or TokenKind.Bullet)
            {
                from = i + 1;
            }
        }

        var (start, end) = Trim(ref c, from, expression.Start);
        if (start < end)
        {
            return (start, end);
        }

        c.At = expression.Stop;
        if (c.Kind() is TokenKind.Comma or TokenKind.Semicolon or TokenKind.And || c.EndsSentence(0))
        {
            return (start, start);
        }

        var to = expression.Stop;
        for (; to < nextStart; to++)
        {
            c.At = to;
            if (c.EndsSentence(0) || c.Kind() is TokenKind.Semicolon or TokenKind.Bullet or TokenKind.Comma || (c[0].Is(Trait.LineBreak) && nextStart < c.Count))
            {
                break;
            }
        }

        return to == nextStart && to < c.Count ? (start, start) : Trim(ref c, expression.Stop, to);
    }

    public static MilestoneType TypeOf(ref Cursor c, Finding finding, int from, int to, bool ongoing)
    {
        var type = finding.Expression is { Bound: Bound.From or Bound.Onwards, Shape: Shape.Period } ? MilestoneType.Start : MilestoneType.Complete;
        for (var i = from; i < to; i++)
        {
            c.At = i;
            type = c.Kind() switch
            {
                TokenKind.Begin => MilestoneType.Start,
                TokenKind.Start when !IsStartInLife(ref c) => MilestoneType.Start,
                TokenKind.Number when c[0].Is(Trait.Spelled) && c[0].IsOrdinal && c[0].Value == 1 && c.Kind(1) == TokenKind.Cohort => MilestoneType.Start,
                TokenKind.Complete when type == MilestoneType.Start && finding.Expression.Bound is not (Bound.From or Bound.Onwards) => MilestoneType.Complete,
                TokenKind.Review when (i == to - 1 || c.Kind(1) == TokenKind.Lead) && !HasComplete(ref c, from, to) => MilestoneType.Review,
                _ => type,
            };
        }

        var isRamp = finding.Expression.Bound is Bound.To or Bound.Until || from == to;
        return ongoing && type == MilestoneType.Complete && isRamp ? MilestoneType.Review : type;
    }

    public static string Text(ref Cursor c, string text, int from, int to, MilestoneType type)
    {
        (from, to) = Trim(ref c, from, to);
        if (from >= to)
        {
            return "";
        }

        c.At = 0;
        var opens = c[from].Kind;
        if (to - from > 1 && (opens == TokenKind.Complete || (type == MilestoneType.Start && opens is TokenKind.Start or TokenKind.Begin)))
        {
            (from, to) = Trim(ref c, from + 1, to);
        }

        if (IsOnlyRole(ref c, from, to))
        {
            return "";
        }

        if (type == MilestoneType.Start)
        {
            from = Place(ref c, from, to);
        }

        c.At = 0;
        return from < to ? Collapse(text.AsSpan(c[from].Start..c[to - 1].End)) : "";
    }

    /// <summary>"Deadline", "Start", "Target date" name no step.</summary>
    private static bool IsOnlyRole(ref Cursor c, int from, int to)
    {
        c.At = 0;
        for (var i = from; i < to; i++)
        {
            if (c[i].Kind is not (TokenKind.Lead or TokenKind.Begin or TokenKind.Start or TokenKind.Complete or TokenKind.Review or TokenKind.Finish or TokenKind.Revised or TokenKind.Former or TokenKind.Soon or TokenKind.RecurringNoun
                or TokenKind.Each or TokenKind.Unit))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"construction in Cleckheaton" → "Cleckheaton".</summary>
    private static int Place(ref Cursor c, int from, int to)
    {
        c.At = 0;
        for (var i = to - 1; i > from; i--)
        {
            if (c[i].Kind == TokenKind.In)
            {
                return i < to - 1 && c[i + 1].Is(Trait.Capital) && !c[from].Is(Trait.Capital) ? i + 1 : from;
            }

            if (!c[i].Is(Trait.Capital))
            {
                break;
            }
        }

        return from;
    }

    private static (int From, int To) Trim(ref Cursor c, int from, int to)
    {
        var at = c.At;
        c.At = 0;
        while (from < to && IsIdle(c[from].Kind))
        {
            from++;
        }

        while (from < to && IsIdle(c[to - 1].Kind))
        {
            to--;
        }

        c.At = at;
        return (from, to);
    }

    private static bool IsIdle(TokenKind kind) =>
        kind is (>= TokenKind.Stop and <= TokenKind.Mark) or TokenKind.Ongoing or TokenKind.With or TokenKind.And or TokenKind.Or or TokenKind.In or TokenKind.By or TokenKind.To or TokenKind.The or TokenKind.A or TokenKind.From or TokenKind.Caveat
            or TokenKind.About or TokenKind.Unset or TokenKind.Recurring or TokenKind.Clock or TokenKind.Meaning or TokenKind.Horizon or TokenKind.Term or TokenKind.Respectively;

    private static bool IsStartInLife(ref Cursor c) =>
        c.Is(1, "well") || (c.Kind(1) == TokenKind.In && c.Is(2, "life")) || c.Is(-1, "sure") || c.Is(-1, "best") || c.Is(-1, "healthy") || c.Is(1, "up") || c.Is(1, "ups");

    private static bool HasComplete(ref Cursor c, int from, int to)
    {
        var at = c.At;
        c.At = 0;
        var has = false;
        for (var i = from; i < to; i++)
        {
            has |= c[i].Kind == TokenKind.Complete;
        }

        c.At = at;
        return has;
    }

    private static string Collapse(ReadOnlySpan<char> words)
    {
        var label = new StringBuilder(Math.Min(words.Length, Longest));
        foreach (var c in words)
        {
            var folded = CharacterFolding.Fold(c);
            var gap = folded is ' ' or '\n';
            if (folded != CharacterFolding.Nothing && !(gap && (label.Length == 0 || label[^1] == ' ')) && label.Length < Longest)
            {
                label.Append(gap ? ' ' : c);
            }
        }

        return label.ToString().TrimEnd();
    }
}
