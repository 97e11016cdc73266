namespace HubFunctions.Timescales;

/// <summary>Years of every kind and spans of them (conventions, rules 4 and 9).</summary>
internal static class YearWindows
{
    public static Window Of(Period period, Almanac almanac) => period.Form switch
    {
        Form.Year => Calendar(period, almanac),
        Form.YearEnd => YearEnd(period, almanac),
        Form.FinancialYear => Financial(period, almanac),
        Form.Span => Span(period.Year, almanac),
        Form.MunicipalYear => Municipal(period, almanac),
        Form.AnnualCouncil => AnnualCouncil(period, almanac),
        Form.NewYear => NewYear(almanac),
        _ => Window.Invalid,
    };

    private static Window Calendar(Period period, Almanac almanac)
    {
        if (period.Year.IsGiven)
        {
            return Window.Months(TimescaleKind.Year, period.Year.First, 1, 12 * (period.Year.Last - period.Year.First + 1));
        }

        var year = almanac.Reference.Year + (period.Turn is Turn.Next or Turn.New ? 1 : 0);
        almanac.Notes.Add(Confidence.Medium, $"“Year” is taken as the calendar year {year}.");
        return Window.Months(TimescaleKind.Year, year, 1, 12);
    }

    /// <summary>"Year end" is 31 March to an accountant and 31 December to others: remind on the first to come, overdue after
    /// the second.</summary>
    private static Window YearEnd(Period period, Almanac almanac)
    {
        var year = period.Year.IsGiven ? period.Year.First : FinancialYearOf(almanac.Reference);
        var financial = Window.Months(TimescaleKind.FinancialYear, year, 4, 12);
        if (period.Year.IsFinancial)
        {
            return financial;
        }

        var december = new DateOnly(financial.Earliest!.Value.Year, 12, 31);
        almanac.Notes.Add(Confidence.Low,
            $"“Year end” is taken as the financial year end, {WindowText.Day(financial.Due!.Value)}; it may mean 31 December.");
        return december >= almanac.Reference ? financial with { RemindBy = december } : financial;
    }

    private static Window Financial(Period period, Almanac almanac)
    {
        if (!period.Year.IsGiven)
        {
            var year = FinancialYearOf(almanac.Reference) + (period.Turn is Turn.Next or Turn.New or Turn.Each ? 1 : 0);
            almanac.Notes.Add(Confidence.Medium, $"Taken as the financial year 1 April {year} to 31 March {year + 1}.");
            return Window.Months(TimescaleKind.FinancialYear, year, 4, 12);
        }

        if (period.Year.Style != YearStyle.FinancialPlain)
        {
            var years = Math.Max(1, period.Year.Last - period.Year.First);
            return Window.Months(years > 1 ? TimescaleKind.Range : TimescaleKind.FinancialYear, period.Year.First, 4, 12 * years);
        }

        var (earlier, later) = (Window.Months(default, period.Year.First - 1, 4, 12),
            Window.Months(default, period.Year.First, 4, 12));
        almanac.Notes.Add(
            Confidence.Low,
            $"A financial year named by one number may end in March {period.Year.First} or March {period.Year.First + 1}: "
                + $"reminders use the earlier, overdue the later.");
        return new(TimescaleKind.FinancialYear, earlier.Earliest, later.Due, earlier.Due);
    }

    private static Window Span(YearMark year, Almanac almanac)
    {
        if (year.Style == YearStyle.FinancialSpan)
        {
            almanac.Notes.Add(Confidence.Medium, $"Taken as financial years: 1 April {year.First} to 31 March {year.Last}.");
            return Window.Months(TimescaleKind.Range, year.First, 4, 12 * (year.Last - year.First));
        }

        var window = Window.Months(TimescaleKind.Range, year.First, 1, 12 * (year.Last - year.First + 1));
        almanac.Notes.Add(Confidence.Medium,
            $"Taken as whole calendar years; in financial years it would end on 31 March {year.Last}.");
        return window with { RemindBy = new DateOnly(year.Last, 3, 31) };
    }

    private static Window Municipal(Period period, Almanac almanac)
    {
        var reference = almanac.Reference;
        var first = period.Year.IsGiven ? period.Year.First
            : almanac.AnnualCouncil(reference.Year, noted: false) > reference ? reference.Year - 1 : reference.Year;
        if (!period.Year.IsGiven && period.Turn is Turn.New or Turn.Next or Turn.Each)
        {
            return Window.Day(TimescaleKind.MunicipalYear, almanac.AnnualCouncil(first + 1));
        }

        var last = period.Year.Style == YearStyle.Slash ? period.Year.Last : first + 1;
        var (start, end) = (almanac.AnnualCouncil(first, noted: false), almanac.AnnualCouncil(last));
        return start <= end ? new(last - first > 1 ? TimescaleKind.Range : TimescaleKind.MunicipalYear, start, end)
            : Window.Invalid;
    }

    private static Window AnnualCouncil(Period period, Almanac almanac)
    {
        var year = period.Year.IsGiven ? period.Year.First : almanac.Reference.Year;
        year += !period.Year.IsGiven && almanac.AnnualCouncil(year, noted: false) < almanac.Reference ? 1 : 0;
        return Window.Day(TimescaleKind.MunicipalYear, almanac.AnnualCouncil(year));
    }

    private static Window NewYear(Almanac almanac)
    {
        var year = almanac.Reference.Year + 1;
        almanac.Notes.Add(Confidence.Low, $"“New year” is taken as January {year}.");
        return Window.Months(TimescaleKind.Approx, year, 1, 1);
    }

    private static int FinancialYearOf(DateOnly date) => date.Month < 4 ? date.Year - 1 : date.Year;
}
