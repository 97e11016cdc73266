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
            if (c.EndsSentence(0) || c.Sign() is Sign.Semicolon or Sign.Bullet)
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
        if (c.Sign() is Sign.Comma or Sign.Semicolon or Sign.And || c.EndsSentence(0))
        {
            return (start, start);
        }

        var to = expression.Stop;
        for (; to < nextStart; to++)
        {
            c.At = to;
            if (c.EndsSentence(0) || c.Sign() is Sign.Semicolon or Sign.Bullet or Sign.Comma || (c[0].Is(Trait.LineBreak) && nextStart < c.Count))
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
            type = c.Sign() switch
            {
                Sign.Begin => MilestoneType.Start,
                Sign.Start when !IsStartInLife(ref c) => MilestoneType.Start,
                Sign.Number when c[0].Is(Trait.Spelled) && c[0].IsOrdinal && c[0].Value == 1 && c.Sign(1) == Sign.Cohort => MilestoneType.Start,
                Sign.Complete when type == MilestoneType.Start && finding.Expression.Bound is not (Bound.From or Bound.Onwards) => MilestoneType.Complete,
                Sign.Review when (i == to - 1 || c.Sign(1) == Sign.Lead) && !HasComplete(ref c, from, to) => MilestoneType.Review,
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
        var opens = c[from].Sign;
        if (to - from > 1 && (opens == Sign.Complete || (type == MilestoneType.Start && opens is Sign.Start or Sign.Begin)))
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
            if (c[i].Sign is not (Sign.Lead or Sign.Begin or Sign.Start or Sign.Complete or Sign.Review or Sign.Finish or Sign.Revised or Sign.Former or Sign.Soon or Sign.RecurringNoun
                or Sign.Each or Sign.Unit))
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
            if (c[i].Sign == Sign.In)
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
        while (from < to && IsIdle(c[from].Sign))
        {
            from++;
        }

        while (from < to && IsIdle(c[to - 1].Sign))
        {
            to--;
        }

        c.At = at;
        return (from, to);
    }

    private static bool IsIdle(Sign sign) =>
        sign is (>= Sign.Stop and <= Sign.Mark) or Sign.Ongoing or Sign.With or Sign.And or Sign.Or or Sign.In or Sign.By or Sign.To or Sign.The or Sign.A or Sign.From or Sign.Caveat
            or Sign.About or Sign.Unset or Sign.Recurring or Sign.Clock or Sign.Meaning or Sign.Horizon or Sign.Term or Sign.Respectively;

    private static bool IsStartInLife(ref Cursor c) =>
        c.Is(1, "well") || (c.Sign(1) == Sign.In && c.Is(2, "life")) || c.Is(-1, "sure") || c.Is(-1, "best") || c.Is(-1, "healthy") || c.Is(1, "up") || c.Is(1, "ups");

    private static bool HasComplete(ref Cursor c, int from, int to)
    {
        var at = c.At;
        c.At = 0;
        var has = false;
        for (var i = from; i < to; i++)
        {
            has |= c[i].Sign == Sign.Complete;
        }

        c.At = at;
        return has;
    }

    private static string Collapse(ReadOnlySpan<char> words)
    {
        var label = new StringBuilder(Math.Min(words.Length, Longest));
        foreach (var c in words)
        {
            var folded = Glyphs.Fold(c);
            var gap = folded is ' ' or '\n';
            if (folded != Glyphs.Nothing && !(gap && (label.Length == 0 || label[^1] == ' ')) && label.Length < Longest)
            {
                label.Append(gap ? ' ' : c);
            }
        }

        return label.ToString().TrimEnd();
    }
}
