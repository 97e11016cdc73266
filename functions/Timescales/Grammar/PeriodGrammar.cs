namespace HubFunctions.Timescales;

/// <summary>Any stretch of the calendar, with "early", "the end of", "this" or "next" before it.</summary>
internal static class PeriodGrammar
{
    /// <summary>Among the counts of <see cref="Part.Week"/>, the last working day.</summary>
    public const int LastWorkingDay = 25;

    public static bool TryRead(ref Cursor c, out Period period)
    {
        var start = c.At;
        var article = c.Take(TokenKind.The);
        var turn = TurnOf(ref c);
        var part = PartOf(ref c, out var nth);
        if (part != Part.Whole)
        {
            _ = c.Take(TokenKind.Of, TokenKind.In) || c.Take(TokenKind.Dash);
            c.Take(TokenKind.The);
            turn = turn == Turn.None ? TurnOf(ref c) : turn;
            c.Take(TokenKind.The);
        }

        if (!Bare(ref c, turn, part, out period))
        {
            c.At = start;
            return false;
        }

        period.Part = part == Part.Whole ? period.Part : part;
        period.Turn = period.Year.IsGiven ? Turn.None : period.Turn == Turn.None ? turn : period.Turn;
        Trailing(ref c, ref period);
        period.Weak = period.Weak && period.Part == Part.Whole && (turn == Turn.None || (turn == Turn.This && period.Form == Form.Month));
        if (part == Part.Week)
        {
            period.Weekday = nth;
        }

        var isMarch = article && period is { Weak: true, Form: Form.Month };
        c.At = isMarch ? start : c.At;
        return period.Form != Form.None && !isMarch;
    }

    private static Turn TurnOf(ref Cursor c)
    {
        var turn = c.Kind() switch
        {
            TokenKind.This => Turn.This,
            TokenKind.Next => Turn.Next,
            TokenKind.New => Turn.New,
            TokenKind.Each => Turn.Each,
            TokenKind.Last => Turn.Last,
            _ => Turn.None,
        };
        if (turn != Turn.None)
        {
            c.At++;
            turn = turn == Turn.This && c.Take(TokenKind.Next) ? Turn.Next : turn;
        }

        return turn;
    }

    private static Part PartOf(ref Cursor c, out int nth)
    {
        nth = 0;
        var (part, length) = (c.Kind(), c.Kind(1), c.Kind(2)) switch
        {
            (TokenKind.Early, _, TokenKind.Of or TokenKind.In) when c.Is(1, "part") || c.Is(1, "on") => (Part.Early, 2),
            (TokenKind.Late, _, TokenKind.Of or TokenKind.In) when c.Is(1, "part") || c.Is(1, "on") => (Part.Late, 2),
            (TokenKind.Late, TokenKind.Half, _) => (Part.Whole, 0),
            (TokenKind.Late, TokenKind.This, _) => (Part.Late, 1),
            (TokenKind.Early, _, _) => (Part.Early, 1),
            (TokenKind.Mid, _, _) => (Part.Mid, 1),
            (TokenKind.Late, _, _) => (Part.Late, 1),
            (TokenKind.Start, TokenKind.Of, _) => (Part.Start, 1),
            (TokenKind.Start, _, _) when c.Kind(-1) is TokenKind.By or TokenKind.In or TokenKind.The or TokenKind.Before or TokenKind.From => (Part.Start, 1),
            (TokenKind.Finish, _, _) => (Part.End, 1),
            _ => (Part.Whole, 0),
        };
        if (part == Part.Whole && length == 0 && (c[0].IsOrdinal || c.Kind(-1) == TokenKind.Last) && (c.Kind(c[0].IsOrdinal ? 1 : 0) == TokenKind.Unit || c.Is(0, "working")))
        {
            return WeekOfMonth(ref c, out nth);
        }

        c.At += length;
        return part;
    }

    /// <summary>"the second week of June", "the last day of March": <paramref name="nth"/> 1 to 4, or 5 for the last.</summary>
    private static Part WeekOfMonth(ref Cursor c, out int nth)
    {
        var last = !c[0].IsOrdinal;
        if (c.Is(0, "working"))
        {
            nth = c[1].Value == Units.Day && c.Kind(2) is TokenKind.Of or TokenKind.In ? LastWorkingDay : 0;
            c.At += nth > 0 ? 2 : 0;
            return nth > 0 ? Part.Week : Part.Whole;
        }

        var unit = c[last ? 0 : 1].Value;
        nth = last ? 5 : c[0].Value;
        var after = last ? 1 : 2;
        if (c.Kind(after) is not (TokenKind.Of or TokenKind.In) || nth > 5 || (unit is not (Units.Week or Units.Day)))
        {
            nth = 0;
            return Part.Whole;
        }

        nth += unit == Units.Day ? 10 : 0;
        c.At += after;
        return Part.Week;
    }

    private static bool Bare(ref Cursor c, Turn turn, Part part, out Period period)
    {
        switch (c.Kind())
        {
            case TokenKind.Month or TokenKind.Weekday:
                return DayGrammar.TryRead(ref c, out period) || WeekGrammar.NthWeekday(ref c, out period) || Month(ref c, out period);
            case TokenKind.Season:
                return TermGrammar.SeasonOrTerm(ref c, out period);
            case TokenKind.Quarter or TokenKind.Half:
                return QuarterGrammar.TryRead(ref c, out period) || TermGrammar.HalfTerm(ref c, out period);
            case TokenKind.Number:
                return DayGrammar.TryRead(ref c, out period) || QuarterGrammar.TryRead(ref c, out period) || WeekGrammar.NthWeekday(ref c, out period)
                    || PlanYearGrammar.TryRead(ref c, out period) || YearKindGrammar.Numbered(ref c, out period);
            case TokenKind.WeekOf or TokenKind.WeekEnding:
                return WeekGrammar.TryRead(ref c, out period);
            case TokenKind.Festival or TokenKind.HalfTerm or TokenKind.Term:
                return TermGrammar.Named(ref c, turn, part, out period);
            case TokenKind.Unit:
                return WeekGrammar.TryRead(ref c, out period) || PlanYearGrammar.TryRead(ref c, out period)
                    || YearKindGrammar.Named(ref c, turn, part, out period);
            case TokenKind.Financial or TokenKind.Municipal or TokenKind.Academic or TokenKind.CalendarYear or TokenKind.YearEnd:
                return YearKindGrammar.Named(ref c, turn, part, out period);
            case TokenKind.RecurringNoun:
                return YearKindGrammar.AnnualCouncil(ref c, out period);
            case TokenKind.Late when c.Kind(1) == TokenKind.Half:
                return QuarterGrammar.TryRead(ref c, out period);
            default:
                period = default;
                return false;
        }
    }

    private static bool Month(ref Cursor c, out Period period)
    {
        period = default;
        if (c.Kind() != TokenKind.Month)
        {
            return false;
        }

        var month = new Period(Form.Month) { Number = c[0].Value, Misspelt = c[0].Is(Trait.Misspelt) };
        c.At++;
        if (c.Kind() is TokenKind.HalfTerm or TokenKind.Half && TermGrammar.HalfTerm(ref c, out period))
        {
            return true;
        }

        month.Year = YearGrammar.Tail(ref c, ref month);
        month.Weak = !month.Year.IsGiven;
        period = month;
        return true;
    }

    /// <summary>"March end", "of this year", "next year" after an elided period.</summary>
    private static void Trailing(ref Cursor c, ref Period period)
    {
        if (period.Part == Part.Whole && period.Form == Form.Month && period.IsElided && c.Kind() == TokenKind.Finish && c.Kind(1) is not TokenKind.Of)
        {
            period.Part = Part.End;
            c.At++;
        }

        if (!period.IsElided || period.Form is Form.YearEnd or Form.Year or Form.FinancialYear)
        {
            return;
        }

        var ahead = c.Kind() is TokenKind.Of or TokenKind.In ? 1 : 0;
        if (c.Kind(ahead) is TokenKind.This or TokenKind.Next && c.Kind(ahead + 1) == TokenKind.Unit && c[ahead + 1].Value == Units.Year)
        {
            var year = c.ReferenceYear + (c.Kind(ahead) == TokenKind.Next ? 1 : 0);
            period.Year = new(YearStyle.Plain, year, year);
            period.Weak = false;
            c.At += ahead + 2;
        }
    }
}
