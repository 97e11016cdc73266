namespace HubFunctions.Timescales;

/// <summary>Kinds of year: financial year · 2023 academic year · new municipal year · annual council · year end · 2024-25
/// financial year.</summary>
internal static class YearKindGrammar
{
    public static bool Numbered(ref Cursor c, out Period period)
    {
        period = default;
        if (!YearGrammar.TryRead(ref c, out var year))
        {
            return false;
        }

        var form = year.Style switch
        {
            YearStyle.Slash => Form.FinancialYear,
            YearStyle.Span or YearStyle.FinancialSpan => Form.Span,
            YearStyle.Invalid => Form.Invalid,
            _ => Form.Year,
        };
        if (year.Style == YearStyle.Plain && TwoYears(ref c, year.First, out period))
        {
            return true;
        }

        if (form is Form.Year or Form.FinancialYear && PartBehind(ref c, year, out period))
        {
            return true;
        }

        period = new(form)
        {
            Year = year,
            Weak = form == Form.Year || (form == Form.FinancialYear && c[-1].Digits == 2 && c[-3].Digits == 2),
        };
        var kind = KindOf(ref c, out var length);
        if (kind == Form.None || year.Style is YearStyle.Invalid || c.Kind(length) is TokenKind.Number)
        {
            return true;
        }

        c.At += length;
        period.Form = year.Style is YearStyle.Span or YearStyle.FinancialSpan ? Form.Span : kind;
        period.Year = kind == Form.FinancialYear ? YearGrammar.Financially(year) : year;
        period.Weak = false;
        return true;
    }

    /// <summary>"2025 H2", "2025/Q1", "2024/25-Q3", "2025 summer term": the year stands before its part.</summary>
    private static bool PartBehind(ref Cursor c, YearMark year, out Period period)
    {
        period = default;
        var start = c.At;
        c.At += c.Kind() is TokenKind.Slash or TokenKind.Dash && c.IsJoined(0) ? 1 : 0;
        var joined = c.At > start;
        var read = c.Kind() switch
        {
            TokenKind.Quarter or TokenKind.Half => QuarterGrammar.TryRead(ref c, out period),
            TokenKind.Season => TermGrammar.SeasonOrTerm(ref c, out period)
                && (period.Form != Form.Season || joined || Edges.ClosesAfter(ref c, 0)),
            TokenKind.Month when c[0].Is(Trait.Capital)
                || joined => PeriodGrammar.Month(ref c, out period) && (joined || Edges.ClosesAfter(ref c, 0)),
            _ => false,
        };
        if (!read || !period.IsElided || period.Form == Form.Invalid || period.Attributive)
        {
            c.At = start;
            return false;
        }

        period.Year = year;
        period.Weak = false;
        return true;
    }

    /// <summary>"2024 to 2025 financial year": one year, named the way GOV.UK does (conventions, rule 4).</summary>
    private static bool TwoYears(ref Cursor c, int first, out Period period)
    {
        period = default;
        if (c.Kind() is not (TokenKind.To or TokenKind.Dash) || !YearGrammar.IsYear(c[1]) || c[1].Value <= first)
        {
            return false;
        }

        var start = c.At;
        c.At += 2;
        var kind = KindOf(ref c, out var length);
        if (kind is not (Form.FinancialYear or Form.AcademicYear or Form.MunicipalYear))
        {
            c.At = start;
            return false;
        }

        var last = c[-1].Value;
        c.At += length;
        period = new(kind) { Year = new(YearStyle.Slash, first, last) };
        return true;
    }

    public static bool Named(ref Cursor c, Turn turn, Part part, out Period period)
    {
        period = default;
        var start = c.At;
        var kind = KindOf(ref c, out var length);
        if (kind == Form.None)
        {
            var isNumbered = c[1] is { Kind: TokenKind.Number, Digits: 1 or 2, IsOrdinal: false };
            kind = c.Kind() == TokenKind.Unit && c[0].Value == Units.Year && !isNumbered ? Form.Year : Form.None;
            length = 1;
        }

        if (kind == Form.None)
        {
            return false;
        }

        c.At += length;
        if (kind == Form.Year && part == Part.End && c.Kind(-2) is TokenKind.Finish)
        {
            kind = Form.YearEnd;
        }

        if (kind == Form.Year && turn == Turn.New)
        {
            kind = Form.NewYear;
        }

        var read = new Period(kind);
        if (kind is Form.FinancialYear or Form.AcademicYear or Form.MunicipalYear && c.Take(TokenKind.Finish))
        {
            read.Part = Part.End;
        }

        if (kind is not (Form.NewYear or Form.YearEnd))
        {
            _ = c.Take(TokenKind.Of) || c.Take(TokenKind.Colon) || c.Take(TokenKind.Dash) || c.Take(TokenKind.Open);
            YearAfter(ref c, ref read);
        }
        else if (c.Kind() is TokenKind.Of or TokenKind.In && YearGrammar.IsYear(c[1]) || YearGrammar.IsYear(c[0]))
        {
            read.Year = YearGrammar.Tail(ref c, ref read);
        }

        if (kind == Form.YearEnd && read.Year.Style == YearStyle.Plain)
        {
            read.Form = Form.Year;
        }

        var bare = !read.Year.IsGiven && turn is Turn.None or Turn.Each;
        if (bare && kind == Form.Year && (part == Part.Whole || turn == Turn.Each))
        {
            c.At = start;
            return false;
        }

        read.Weak = bare && part == Part.Whole && read.Part == Part.Whole;
        period = read;
        return true;
    }

    /// <summary>"of the financial year", "of next year" after a quarter or a half.</summary>
    public static void Turned(ref Cursor c, ref Period period)
    {
        var start = c.At;
        c.At++;
        c.Take(TokenKind.The);
        var next = c.Kind() == TokenKind.Next;
        _ = c.Take(TokenKind.Next) || c.Take(TokenKind.This);
        var kind = KindOf(ref c, out var length);
        var plain = kind == Form.None && c.Kind() == TokenKind.Unit && c[0].Value == Units.Year;
        if (kind != Form.FinancialYear && !plain)
        {
            c.At = start;
            return;
        }

        c.At += plain ? 1 : length;
        period.Weak = false;
        if (plain)
        {
            var year = c.ReferenceYear + (next ? 1 : 0);
            period.Year = new(YearStyle.Plain, year, year);
            return;
        }

        period.Basis = QuarterBasis.Financial;
        period.Turn = next ? Turn.Next : Turn.This;
        period.Year = default;
    }

    private static void YearAfter(ref Cursor c, ref Period read)
    {
        var start = c.At;
        if (YearGrammar.TryRead(ref c, out var year))
        {
            if (year.Style == YearStyle.Plain && read.Form is Form.FinancialYear or Form.AcademicYear or Form.MunicipalYear
                && c.Kind() == TokenKind.To
                && YearGrammar.IsYear(c[1]) && c[1].Value > year.First)
            {
                read.Year = new(YearStyle.Slash, year.First, c[1].Value);
                c.At += 2;
                return;
            }

            read.Year = read.Form == Form.FinancialYear ? YearGrammar.Financially(year) : year;
            read.Form = year.Style switch
            {
                YearStyle.Invalid => Form.Invalid,
                YearStyle.Span or YearStyle.FinancialSpan => Form.Span,
                YearStyle.Slash when read.Form == Form.Year => Form.FinancialYear,
                _ => read.Form,
            };
            return;
        }

        c.At = start;
        if (read.Form == Form.FinancialYear && c[0] is { Kind: TokenKind.Number, Digits: 2, IsOrdinal: false }
            && c.Kind(1) is not TokenKind.Month)
        {
            var first = 2000 + c[0].Value;
            read.Year = new(YearStyle.FinancialPlain, first, first);
            c.At++;
            return;
        }

        c.At -= c.Kind(-1) is TokenKind.Of or TokenKind.Colon or TokenKind.Dash or TokenKind.Open ? 1 : 0;
    }

    private static Form KindOf(ref Cursor c, out int length)
    {
        var year = c.Kind(1) == TokenKind.Unit && Units.Singular(c[1].Value) == Units.Year;
        length = year ? 2 : 1;
        return c.Kind() switch
        {
            TokenKind.Financial when year || c[0].Value == 1 => Form.FinancialYear,
            TokenKind.Municipal when year => Form.MunicipalYear,
            TokenKind.Body when year && c.Is(0, "council") => Form.MunicipalYear,
            TokenKind.Academic when year => Form.AcademicYear,
            TokenKind.CalendarYear when year => Form.Year,
            TokenKind.YearEnd => Form.YearEnd,
            TokenKind.Unit when c[0].Value == Units.Year && c.Kind(1) == TokenKind.Finish
                && c.Kind(2) is not TokenKind.Of => YearEndOf(out length),
            _ => Form.None,
        };
    }

    private static Form YearEndOf(out int length)
    {
        length = 2;
        return Form.YearEnd;
    }

    /// <summary>"Annual Council 2023", "annual council meeting".</summary>
    public static bool AnnualCouncil(ref Cursor c, out Period period)
    {
        var read = new Period(Form.AnnualCouncil) { Weak = true };
        period = read;
        if (!c.Is(1, "council"))
        {
            return false;
        }

        c.At += c.Kind(2) == TokenKind.Meeting ? 3 : 2;
        if (c.Kind() == TokenKind.In && c.Kind(1) == TokenKind.Month)
        {
            c.At++;
            return PeriodGrammar.TryRead(ref c, out period);
        }

        read.Year = YearGrammar.Tail(ref c, ref read);
        period = read;
        return true;
    }
}
