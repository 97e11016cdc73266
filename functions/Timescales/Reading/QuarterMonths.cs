namespace HubFunctions.Timescales;

/// <summary>A quarter that names its own months: "quarter 2 (July to September 2021)", "Q3 2024: Oct-Dec", "July to September
/// (Q2)".
/// The months say which basis the quarter counts by (conventions, rule 3).</summary>
internal static class QuarterMonths
{
    private const int MonthsOfQuarter = 3;

    public static void Unite(ref Cursor c, List<Expression> expressions)
    {
        for (var i = expressions.Count - 2; i >= 0; i--)
        {
            if (IsDefined(ref c, expressions, i))
            {
                expressions.RemoveAt(i + 1);
                continue;
            }

            if (i + 1 >= expressions.Count || !Adjoins(ref c, expressions[i], expressions[i + 1]))
            {
                continue;
            }

            if (IsQuarter(expressions[i]) && Months(expressions, i + 1) is { Count: > 0 } months)
            {
                Replace(expressions, i, i, months, i + 1);
            }
            else if (Months(expressions, i) is { Count: 1 } before && IsQuarter(expressions[i + 1]))
            {
                Replace(expressions, i, i + 1, before, i);
            }
        }
    }

    /// <summary>"Q2 2005 means completion by 30th June": the plan itself says by which basis it counts.</summary>
    private static bool IsDefined(ref Cursor c, List<Expression> expressions, int i)
    {
        c.At = expressions[i].Stop;
        if (!IsQuarter(expressions[i]) || expressions[i + 1].First.Form != Form.Day || !(c.Is(0, "means") || c.Is(0, "=")))
        {
            return false;
        }

        var quarter = expressions[i].First;
        var (calendar, financial) = (quarter.Number * MonthsOfQuarter, (quarter.Number * MonthsOfQuarter % 12) + MonthsOfQuarter);
        var last = expressions[i + 1].First.Number;
        quarter.Basis = last == calendar ? QuarterBasis.Calendar : last == financial ? QuarterBasis.Financial : null;
        expressions[i] = expressions[i] with { First = quarter, Last = quarter };
        return quarter.Basis is not null;
    }

    private static void Replace(List<Expression> expressions, int at, int quarter, (Period First, Period Last, int Count) months,
        int monthsAt)
    {
        var read = expressions[quarter];
        if (!Resolve(read.First, months.First, months.Last, out var period))
        {
            return;
        }

        var lead = expressions[at];
        var stop = Math.Max(read.Stop, expressions[monthsAt + months.Count - 1].Stop);
        expressions[at] = read with
        {
            Start = lead.Start,
            Stop = stop,
            First = period,
            Last = period,
            Bound = lead.Bound == Bound.None ? read.Bound : lead.Bound,
        };
        expressions.RemoveRange(at + 1, months.Count);
        if (!period.Year.IsGiven
            && at + 1 < expressions.Count
            && expressions[at + 1]
                is { Shape: Shape.Period, First: { Form: Form.FinancialYear or Form.Year, Part: Part.Whole } } year
            && year.First.Year.IsGiven
            && year.Start - stop <= 1)
        {
            period.Year = year.First.Year;
            expressions[at] = expressions[at] with { First = period, Last = period, Stop = year.Stop };
            expressions.RemoveAt(at + 1);
        }
    }

    private static bool IsQuarter(Expression expression) =>
        expression is { Shape: Shape.Period, First: { Form: Form.Quarter, Number: >= 1 and <= 4, Day: 0 } };

    /// <summary>At most a bracket or another mark stands between them.</summary>
    private static bool Adjoins(ref Cursor c, Expression first, Expression second)
    {
        c.At = first.Stop;
        var gap = second.Start - first.Stop;
        return gap == 0 || (gap == 1 && c.Kind() is TokenKind.Open or TokenKind.Colon or TokenKind.Dash or TokenKind.Comma
            or TokenKind.Slash);
    }

    /// <summary>The first and last of three months, written as a range or one by one.</summary>
    private static (Period First, Period Last, int Count)? Months(List<Expression> expressions, int at)
    {
        var (first, last, count) = (expressions[at].First, expressions[at].Last, 1);
        var isDated = expressions[at].Shape is Shape.Range or Shape.Period or Shape.Pair;
        if (!isDated || first is not { Form: Form.Month, Part: Part.Whole } || last is not { Form: Form.Month, Part: Part.Whole })
        {
            return null;
        }

        for (var i = at + 1; i < expressions.Count && count < MonthsOfQuarter
            && expressions[i] is { First.Form: Form.Month, Last.Form: Form.Month } && expressions[i - 1].Listed; i++)
        {
            (last, count) = (expressions[i].Last, count + 1);
        }

        return (((last.Number - first.Number) % 12) + 12) % 12 == MonthsOfQuarter - 1 ? (first, last, count) : null;
    }

    private static bool Resolve(Period quarter, Period first, Period last, out Period period)
    {
        period = quarter;
        var calendar = ((quarter.Number - 1) * MonthsOfQuarter) + 1;
        var financial = (calendar + MonthsOfQuarter - 1) % 12 + 1;
        if (first.Number != calendar && first.Number != financial)
        {
            return false;
        }

        period.Basis = first.Number == financial ? QuarterBasis.Financial : QuarterBasis.Calendar;
        var year = last.Year.IsGiven ? last.Year : first.Year;
        if (quarter.Year.Style is YearStyle.Slash or YearStyle.FinancialPlain || !year.IsGiven)
        {
            return true;
        }

        var start = year.Style == YearStyle.Slash || period.Basis == QuarterBasis.Calendar
            || quarter.Number < 4 ? year.First : year.First - 1;
        period.Year = period.Basis == QuarterBasis.Financial ? new(YearStyle.Slash, start, start + 1)
            : new(YearStyle.Plain, start, start);
        period.Weak = false;
        return true;
    }
}
