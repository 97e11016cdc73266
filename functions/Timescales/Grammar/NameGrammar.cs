namespace HubFunctions.Timescales;

/// <summary>Years that are part of a name, a baseline or a sum of money, and so no date (conventions, rule 12).</summary>
internal static class NameGrammar
{
    private const int Reach = 7;

    private static readonly TokenKinds _inName = new(
        TokenKind.Plain, TokenKind.Case, TokenKind.Body, TokenKind.Board, TokenKind.Counted, TokenKind.Audience,
        TokenKind.Cohort, TokenKind.RecurringNoun, TokenKind.ActionPlan, TokenKind.Lead);

    private static readonly TokenKinds _inCapitals = new(
        TokenKind.Document, TokenKind.Plan, TokenKind.Financial, TokenKind.Academic, TokenKind.NameTail,
        TokenKind.Horizon);

    /// <summary>Whether the years just read belong to the words around them; the cursor stands behind them.</summary>
    public static bool Owns(ref Cursor c, int start, Bound bound, Expression expression)
    {
        if (!IsYears(expression))
        {
            return false;
        }

        var back = start - c.At - 1;
        return IsBaseline(ref c, back, bound)
            || MoneyGrammar.Owns(ref c, back, bound)
            || (IsNamed(ref c, back, bound) || IsNameBehind(ref c, back, bound));
    }

    private static bool IsYears(Expression expression) =>
        expression.First is { Form: Form.Year or Form.FinancialYear or Form.Span, Part: Part.Whole, Turn: Turn.None }
        && !expression.First.Slice.IsGiven && expression.First.Year.IsGiven
        && expression.Last.Form is Form.Year or Form.FinancialYear or Form.Span;

    /// <summary>"a 2019 baseline", "2019/20 outturn", "compared with 2019".</summary>
    private static bool IsBaseline(ref Cursor c, int back, Bound bound)
    {
        if (c.Kind() == TokenKind.Baseline
            || (c.Kind(1) == TokenKind.Baseline && c.Kind() is TokenKind.Plain or TokenKind.Counted or TokenKind.Case))
        {
            return true;
        }

        var word = c.Kind(back) is TokenKind.Colon or TokenKind.The or TokenKind.A or TokenKind.Of or TokenKind.Open
            or TokenKind.Unit ? back - 1 : back;
        var isCompared = c.Is(word, "compared") || c.Is(word, "relative") || c.Is(word, "comparison") || c.Is(word, "comparing");
        return c.Kind(word) == TokenKind.Baseline || c.Is(word, "against") || c.Is(word, "versus") || c.Is(word, "vs")
            || c.Is(word, "than")
            || (isCompared && bound == Bound.To)
            || (c.Kind(word) == TokenKind.With && (c.Is(word - 1, "compared") || c.Is(word - 1, "comparison")));
    }

    /// <summary>"the 2022 Air Quality Action Plan", "2024/25 Annual Report".</summary>
    private static bool IsNamed(ref Cursor c, int back, Bound bound)
    {
        var article = c.Kind(back + 1) is TokenKind.The || c.Kind(back) is TokenKind.The || c.Is(back, "our")
            || c.Is(back, "its") || c.Is(back, "their")
            || (c.At + back + 2 >= 0 && c.Kind(back + 2) is TokenKind.The);
        if (bound is Bound.By or Bound.Until or Bound.Before or Bound.After or Bound.To or Bound.Onwards && !article)
        {
            return false;
        }

        for (var i = 0; i < Reach; i++)
        {
            var isCapital = c[i].Is(Trait.Capital);
            switch (c.Kind(i))
            {
                case TokenKind.Document when isCapital || article || i == 0:
                case TokenKind.Plan when isCapital || article:
                case TokenKind.Review or TokenKind.Event or TokenKind.Consultation when article && (isCapital || i > 0):
                    return !c[i].Is(Trait.LineBreak);
                case var kind when _inName.Contains(kind) && (isCapital || article):
                case var other when _inCapitals.Contains(other) && isCapital:
                case TokenKind.And or TokenKind.Ampersand or TokenKind.Dash or TokenKind.Of when i > 0:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>"Air Quality Action Plan 2022", "Corporate Plan (2024-28)".</summary>
    private static bool IsNameBehind(ref Cursor c, int back, Bound bound)
    {
        back -= c.Kind(back) == TokenKind.Open ? 1 : 0;
        return bound == Bound.None && c.Kind(back) is TokenKind.Plan or TokenKind.Document && c[back].Is(Trait.Capital)
            && !c[back].Is(Trait.Shouted)
            && c[back - 1].Is(Trait.Capital) && c.At + back > 0 && c.Kind(back - 1) is not TokenKind.End;
    }
}
