namespace HubFunctions.Timescales;

/// <summary>Any stretch of the calendar, with "early", "the end of", "this" or "next" before it.</summary>
internal static class PeriodGrammar
{
    public static bool TryRead(ref Cursor c, out Period period) => TryRead(ref c, mayBeSliced: true, out period);

    private static bool TryRead(ref Cursor c, bool mayBeSliced, out Period period)
    {
        var start = c.At;
        var article = c.Take(TokenKind.The);
        if (mayBeSliced && Slice.TryRead(ref c, out var slice))
        {
            var read = Sliced(ref c, slice, out period);
            c.At = read ? c.At : start;
            return read;
        }

        var lastPart = QuarterGrammar.IsLastPart(ref c);
        var turn = lastPart ? Turn.None : TurnOf(ref c);
        var part = lastPart ? Part.Whole : PartOf(ref c);
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

        period.Part = period.Form is Form.Day or Form.Weekday ? Part.Whole : part == Part.Whole ? period.Part : part;
        period.Turn = period.Year.IsGiven ? Turn.None : period.Turn == Turn.None ? turn : period.Turn;
        Trailing(ref c, ref period);
        period.Weak = period.Weak && period.Part == Part.Whole
            && (turn == Turn.None || (turn == Turn.This && period.Form == Form.Month));
        var isMarch = article && period is { Weak: true, Form: Form.Month };
        c.At = isMarch ? start : c.At;
        return period.Form != Form.None && !isMarch;
    }

    /// <summary>The period that a slice is cut from; a weak one is no date the stronger for it, but names its own
    /// units.</summary>
    private static bool Sliced(ref Cursor c, Slice slice, out Period period)
    {
        c.Take(TokenKind.The);
        var turn = TurnOf(ref c);
        if (turn == Turn.Each || !Bare(ref c, turn, Part.Start, out period))
        {
            period = default;
            return false;
        }

        period.Turn = period.Year.IsGiven ? Turn.None : period.Turn == Turn.None ? turn : period.Turn;
        Trailing(ref c, ref period);
        period.Slice = slice;
        period.Weak = false;
        return period.Form is not (Form.None or Form.Day or Form.Weekday);
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

    private static Part PartOf(ref Cursor c)
    {
        var (part, length) = (c.Kind(), c.Kind(1), c.Kind(2)) switch
        {
            (TokenKind.Early, _, TokenKind.Of or TokenKind.In) when c.Is(1, "part") || c.Is(1, "on") => (Part.Early, 2),
            (TokenKind.Late, _, TokenKind.Of or TokenKind.In) when c.Is(1, "part") || c.Is(1, "on")
                || c.Is(1, "stages") => (Part.Late, 2),
            (TokenKind.Late, TokenKind.Half, _) => (Part.Whole, 0),
            (TokenKind.Late, TokenKind.This, _) => (Part.Late, 1),
            (TokenKind.Early, _, _) => (Part.Early, 1),
            (TokenKind.Mid, _, _) => (Part.Mid, 1),
            (TokenKind.Late, _, _) => (Part.Late, 1),
            (TokenKind.Start, TokenKind.Of, _) => (Part.Start, 1),
            (TokenKind.Start, _, _) when c[0].Is(Trait.Welsh) => (Part.Start, 1),
            (TokenKind.Start, _, _) when c.Kind(-1) is TokenKind.By or TokenKind.In or TokenKind.The or TokenKind.Before
                or TokenKind.From => (Part.Start, 1),
            (TokenKind.Finish, _, _) => (Part.End, 1),
            _ => (Part.Whole, 0),
        };
        if (c.Kind(2) == TokenKind.Of && Fraction(ref c) is not Part.Whole and var fraction)
        {
            (part, length) = (fraction, 2);
        }

        c.At += length;
        return part;
    }

    /// <summary>"the closing months of 2024", "the final third of", "the back end of".</summary>
    private static Part Fraction(ref Cursor c)
    {
        var isLast = c.Kind(-1) == TokenKind.Last || c.Is(0, "final") || c.Is(0, "closing") || c.Is(-1, "final");
        var isUnits = c.Kind(1) == TokenKind.Unit && (c[1].Value & Units.Plural) != 0
            && Units.Singular(c[1].Value) is Units.Week or Units.Month;
        var isThird = c.Is(1, "third");
        return (isLast && (isUnits || isThird)) || (c.Is(0, "back") && c.Kind(1) == TokenKind.Finish) ? Part.Late
            : (c.Is(0, "opening") && isUnits) || (c[0].IsOrdinal && c[0].Value == 1 && isThird) ? Part.Early
            : (c[0].IsOrdinal && c[0].Value == 2 && isThird) || (c.Is(0, "middle") && isThird) ? Part.Mid
            : Part.Whole;
    }

    private static bool Bare(ref Cursor c, Turn turn, Part part, out Period period)
    {
        switch (c.Kind())
        {
            case TokenKind.Month or TokenKind.Weekday:
                return DayGrammar.TryRead(ref c, out period) || WeekGrammar.NthWeekday(ref c, out period)
                    || Month(ref c, out period);
            case TokenKind.Season:
                return TermGrammar.SeasonOrTerm(ref c, out period);
            case TokenKind.Quarter or TokenKind.Half:
                return QuarterGrammar.TryRead(ref c, out period) || TermGrammar.HalfTerm(ref c, out period)
                    || TurnGrammar.TryRead(ref c, turn, part, out period);
            case TokenKind.Last or TokenKind.Lead when QuarterGrammar.IsLastPart(ref c):
                return QuarterGrammar.TryRead(ref c, out period);
            case TokenKind.IsoWeek:
                return WeekGrammar.Iso(ref c, out period);
            case TokenKind.Number:
                return WeekGrammar.Iso(ref c, out period) || DayGrammar.TryRead(ref c, out period)
                    || QuarterGrammar.TryRead(ref c, out period)
                    || TermGrammar.NthTerm(ref c, out period) || WeekGrammar.NthWeekday(ref c, out period)
                    || PlanYearGrammar.TryRead(ref c, out period) || YearKindGrammar.Numbered(ref c, out period);
            case TokenKind.WeekOf or TokenKind.WeekEnding:
                return WeekGrammar.TryRead(ref c, out period);
            case TokenKind.Festival or TokenKind.HalfTerm or TokenKind.Term:
                return TermGrammar.Named(ref c, turn, part, out period);
            case TokenKind.Unit:
                return WeekGrammar.TryRead(ref c, out period) || WeekGrammar.Iso(ref c, out period)
                    || PlanYearGrammar.TryRead(ref c, out period)
                    || TurnGrammar.TryRead(ref c, turn, part, out period) || YearKindGrammar.Named(ref c, turn, part, out period);
            case TokenKind.Event when c.Is(1, "s") && c.Kind(2) == TokenKind.Season:
                c.At += 2;
                return TermGrammar.SeasonOrTerm(ref c, out period) && period.Form == Form.Recess;
            case TokenKind.Academic or TokenKind.Audience when TermGrammar.SchoolHoliday(ref c, out period):
                return true;
            case TokenKind.Body when !c.Is(0, "council") || c.Kind(1) != TokenKind.Unit:
                period = default;
                return false;
            case TokenKind.Body or TokenKind.Financial or TokenKind.Municipal or TokenKind.Academic or TokenKind.CalendarYear
                or TokenKind.YearEnd:
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

    public static bool Month(ref Cursor c, out Period period)
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
        month.Attributive = IsBeforeMeeting(ref c, month);
        month.Weak = !month.Year.IsGiven && !month.Attributive;
        period = month;
        return true;
    }

    /// <summary>"October Cabinet", "September's Health Scrutiny Panel"; "may" and "march" need their capital.</summary>
    private static bool IsBeforeMeeting(ref Cursor c, Period month)
    {
        if (!c[-1].Is(Trait.Capital) && (month.Year.IsGiven || month.Number is 3 or 5))
        {
            return false;
        }

        var ahead = c.Is(0, "s") && !c[0].Is(Trait.Spaced) ? 1 : 0;
        for (var i = ahead; i < ahead + 6; i++)
        {
            if (c.Kind(i) is TokenKind.Body or TokenKind.Board or TokenKind.Meeting || c.Is(i, "round") || c.Is(i, "cycle")
                || c.Is(i, "budget") || c.Is(i, "elections") || (c.Is(i, "governing") && c.Is(i + 1, "body")))
            {
                return month.Number != 5 || c.Kind(-2) is TokenKind.The or TokenKind.To or TokenKind.In or TokenKind.By
                    || Edges.ClosesAfter(ref c, i + 1);
            }

            var passes = c.Kind(i) is TokenKind.And or TokenKind.Ampersand or TokenKind.RecurringNoun ? i > ahead
                || c.Kind(i) == TokenKind.RecurringNoun
                : c[i].Is(Trait.Capital) && c.Kind(i) is TokenKind.Plain or TokenKind.Counted or TokenKind.Document
                or TokenKind.Audience or TokenKind.Case;
            if (!passes)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>"March end", "of this year", "next year" after an elided period.</summary>
    private static void Trailing(ref Cursor c, ref Period period)
    {
        if (period.Part == Part.Whole && period.Form == Form.Month && period.IsElided && c.Kind() == TokenKind.Finish
            && c.Kind(1) is not TokenKind.Of)
        {
            period.Part = Part.End;
            c.At++;
        }

        if (!period.IsElided || period.Form is Form.YearEnd or Form.Year or Form.FinancialYear)
        {
            return;
        }

        var ahead = c.Kind() is TokenKind.Of or TokenKind.In ? 1 : 0;
        if (c.Kind(ahead) is TokenKind.This or TokenKind.Next && c.Kind(ahead + 1) == TokenKind.Unit
            && c[ahead + 1].Value == Units.Year)
        {
            var year = c.ReferenceYear + (c.Kind(ahead) == TokenKind.Next ? 1 : 0);
            period.Year = new(YearStyle.Plain, year, year);
            period.Weak = false;
            c.At += ahead + 2;
        }
    }
}
