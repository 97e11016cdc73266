using System.Collections.Frozen;
using System.Text;

namespace HubFunctions.Timescales;

/// <summary>The words that say what is due, and whether they start, complete or review it.</summary>
internal static class Labels
{
    private const int Longest = 120;

    private static readonly TokenKinds _idle = new(
        TokenKind.Ongoing, TokenKind.With, TokenKind.And, TokenKind.Or, TokenKind.In, TokenKind.By, TokenKind.To,
        TokenKind.The, TokenKind.A, TokenKind.From, TokenKind.Caveat, TokenKind.About, TokenKind.Unset,
        TokenKind.Recurring, TokenKind.Clock, TokenKind.Meaning, TokenKind.Horizon, TokenKind.Term,
        TokenKind.Respectively);

    private static readonly TokenKinds _roles = new(
        TokenKind.Lead, TokenKind.Begin, TokenKind.Start, TokenKind.Complete, TokenKind.Review, TokenKind.Finish,
        TokenKind.Revised, TokenKind.Former, TokenKind.Soon, TokenKind.RecurringNoun, TokenKind.Each, TokenKind.Unit);

    private static readonly TokenKinds _things = new(
        TokenKind.Number, TokenKind.Quantity, TokenKind.Document, TokenKind.Body, TokenKind.Board, TokenKind.Plan,
        TokenKind.Event, TokenKind.Cohort, TokenKind.Counted, TokenKind.Counter, TokenKind.Consultation,
        TokenKind.ActionPlan, TokenKind.Meeting, TokenKind.Audience);

    /// <summary>The tokens that belong to an expression: those before it in its clause, or those behind it where it opens the
    /// clause.</summary>
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
            if (c.EndsSentence(0) || c.Kind() is TokenKind.Semicolon or TokenKind.Bullet or TokenKind.Comma
                || (c[0].Is(Trait.LineBreak) && nextStart < c.Count))
            {
                break;
            }
        }

        return to == nextStart && to < c.Count ? (start, start) : Trim(ref c, expression.Stop, to);
    }

    public static MilestoneType TypeOf(ref Cursor c, Finding finding, int from, int to, bool ongoing)
    {
        var type = finding.Expression is { Bound: Bound.From or Bound.Onwards, Shape: Shape.Period } ? MilestoneType.Start
            : MilestoneType.Complete;
        for (var i = from; i < to; i++)
        {
            c.At = i;
            type = c.Kind() switch
            {
                TokenKind.Begin => MilestoneType.Start,
                TokenKind.Start when !IsStartInLife(ref c) => MilestoneType.Start,
                TokenKind.Number when c[0].Is(Trait.Spelled) && c[0].IsOrdinal && c[0].Value == 1
                    && c.Kind(1) == TokenKind.Cohort => MilestoneType.Start,
                TokenKind.Complete when type == MilestoneType.Start
                    && finding.Expression.Bound is not (Bound.From or Bound.Onwards) => MilestoneType.Complete,
                TokenKind.Review when (i == to - 1 || c.Kind(1) == TokenKind.Lead)
                    && !HasComplete(ref c, from, to) => MilestoneType.Review,
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
        if (to - from > 1 && (opens == TokenKind.Complete
            || (type == MilestoneType.Start && opens is TokenKind.Start or TokenKind.Begin)))
        {
            (from, to) = Trim(ref c, from + 1, to);
        }

        if (IsOnlyRole(ref c, from, to) || IsOnlyFunctionWords(ref c, from, to))
        {
            return "";
        }

        (from, to) = WithoutFunctionWords(ref c, from, to);
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
            if (!_roles.Contains(c[i].Kind))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"Reports fall due" → "Reports"; "then works will be" → "works".</summary>
    private static (int From, int To) WithoutFunctionWords(ref Cursor c, int from, int to)
    {
        c.At = 0;
        while (from < to && IsFunctionWord(ref c, from))
        {
            from++;
        }

        while (from < to && (IsFunctionWord(ref c, to - 1) || c.Is(to - 1, "due")))
        {
            to--;
        }

        return Trim(ref c, from, to);
    }

    private static bool IsFunctionWord(ref Cursor c, int at) =>
        c[at].Kind is TokenKind.Plain or TokenKind.Case or TokenKind.Former && !c[at].Is(Trait.Shouted)
            && _functionWords.Contains(c.Text(at));

    /// <summary>"fall", "are", "which will be due": words that hold a sentence together and name nothing.</summary>
    private static bool IsOnlyFunctionWords(ref Cursor c, int from, int to)
    {
        c.At = 0;
        for (var i = from; i < to; i++)
        {
            if (c[i].Kind is TokenKind.Plain or TokenKind.Case or TokenKind.Former && !IsFunctionWord(ref c, i))
            {
                return false;
            }

            if (_things.Contains(c[i].Kind))
            {
                return false;
            }
        }

        return true;
    }

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _functionWords = new[]
    {
        "fall", "falls", "falling", "fell", "is", "are", "was", "were", "be", "been", "being", "will", "would", "should",
            "shall", "must", "can", "could", "may", "have",
        "has", "had", "do", "does", "it", "its", "they", "their", "them", "these", "those", "this", "that", "which", "who", "we",
            "our", "us", "there", "here", "then", "so",
        "as", "but", "also", "only", "both", "either", "other", "all", "any", "some", "such", "than", "too", "very", "just",
            "still", "now", "yet", "when", "where", "while",
        "planned", "set", "take", "takes", "happen", "happens", "occur", "run", "runs", "running", "go", "goes", "come", "comes",
            "made", "held", "seen", "s", "st",
        "respectively", "thereafter", "otherwise", "because", "if", "though", "for", "currently", "back", "forward", "time",
            "timed", "aim", "aims", "aiming", "out", "up",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

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

    private static bool IsIdle(TokenKind kind) => kind is >= TokenKind.Stop and <= TokenKind.Mark || _idle.Contains(kind);

    private static bool IsStartInLife(ref Cursor c) =>
        c.Is(1, "well") || (c.Kind(1) == TokenKind.In && c.Is(2, "life")) || c.Is(-1, "sure") || c.Is(-1, "best")
            || c.Is(-1, "healthy") || c.Is(1, "up") || c.Is(1, "ups");

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
