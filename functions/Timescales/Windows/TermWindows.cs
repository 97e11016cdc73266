namespace HubFunctions.Timescales;

/// <summary>School terms (conventions, rule 9): autumn to 31 December; spring to the later of 31 March and Good Friday; summer
/// to 31 July;
/// the plan's own calendar wins.</summary>
internal static class TermWindows
{
    public static Window Of(Period period, Almanac almanac) => period.Form switch
    {
        Form.AcademicYear => Academic(period, almanac),
        Form.HalfTerm => HalfTerm(period, almanac),
        _ => Term(period, almanac),
    };

    private static Window Term(Period period, Almanac almanac)
    {
        if (period.Number >= 0 && period.Year.IsGiven)
        {
            var early = period.Number < 2;
            var year = period.Year.Style == YearStyle.Slash && early ? period.Year.Last : period.Year.First;
            return period.TermHalf > 0 ? Half(period, year, almanac) : Term(period.Number, year, almanac);
        }

        var skip = period.Turn is Turn.Next or Turn.New;
        for (var next = almanac.Reference.Year; ; next++)
        {
            var year = next;
            foreach (var season in (ReadOnlySpan<int>)[0, 1, 2])
            {
                var matches = period.Number < 0 || period.Number == season;
                var (start, end) = period.TermHalf > 0 ? HalfEnds(season, period.TermHalf, year, almanac)
                    : Ends(season, year, almanac);
                if (matches && end >= almanac.Reference && (!skip || start > almanac.Reference))
                {
                    return period.TermHalf > 0 ? Half(period, year, almanac) : Term(season, year, almanac);
                }
            }
        }
    }

    private static Window Term(int season, int year, Almanac almanac)
    {
        var (start, end) = Ends(season, year, almanac);
        var name = Almanac.SeasonName(season);
        if (almanac.TermEnd(season, year) is null)
        {
            almanac.Notes.Add(Confidence.Medium,
                $"The {name} term is taken to end on {WindowText.Day(end)}, as the plan's calendar holds no date for it.");
        }

        return new(TimescaleKind.Term, start, end < start ? start : end);
    }

    /// <summary>Years of six terms: each of the three is halved at the end of October, February and May.</summary>
    private static Window Half(Period period, int year, Almanac almanac)
    {
        var (start, end) = HalfEnds(period.Number, period.TermHalf, year, almanac);
        almanac.Notes.Add(Confidence.Low,
            $"Taken as half of the {Almanac.SeasonName(period.Number)} term, {WindowText.Range(start, end)}; schools differ.");
        return new(TimescaleKind.Term, start, end);
    }

    private static (DateOnly Start, DateOnly End) HalfEnds(int season, int half, int year, Almanac almanac)
    {
        var (start, end) = Ends(season, year, almanac);
        var middle = season switch { 0 => new(year, 3, 1), 1 => new(year, 6, 1), _ => new DateOnly(year, 11, 1) };
        middle = middle > start && middle <= end ? middle : start.AddDays((end.DayNumber - start.DayNumber) / 2);
        return half == 1 ? (start, middle > start ? middle.AddDays(-1) : start) : (middle, end < middle ? middle : end);
    }

    /// <summary>The last day of the spring, summer or autumn term (0 to 2).</summary>
    public static DateOnly LastDay(int season, int year, Almanac almanac) => Ends(season, year, almanac).End;

    private static (DateOnly Start, DateOnly End) Ends(int season, int year, Almanac almanac) => season switch
    {
        0 => (new(year, 1, 1), almanac.TermEnd(0, year) ?? SpringEnd(year)),
        1 => (SpringEnd(year).AddDays(1), almanac.TermEnd(1, year) ?? new(year, 7, 31)),
        3 => (new(year, 1, 1), SpringEnd(year)),
        _ => (new(year, 9, 1), almanac.TermEnd(2, year) ?? new(year, 12, 31)),
    };

    private static DateOnly SpringEnd(int year)
    {
        var (march, friday) = (new DateOnly(year, 3, 31), Easter.GoodFriday(year));
        return friday > march ? friday : march;
    }

    private static Window Academic(Period period, Almanac almanac)
    {
        var current = almanac.Reference.Year - (almanac.Reference.Month < 9 ? 1 : 0);
        var year = period.Year.IsGiven ? period.Year.First
            : current + (period.Turn is Turn.Next or Turn.New or Turn.Each ? 1 : 0);
        almanac.Notes.Add(Confidence.Medium,
            $"The academic year is taken as 1 September {year} to 31 August {year + 1}; its summer term ends in July.");
        if (period.Part == Part.End)
        {
            var end = almanac.TermEnd(1, year + 1) ?? new(year + 1, 7, 31);
            return new(TimescaleKind.AcademicYear, new(year, 9, 1), end > new DateOnly(year, 9, 1) ? end : new(year + 1, 7, 31));
        }

        var years = period.Year.Style == YearStyle.Slash ? period.Year.Last - period.Year.First : 1;
        return Window.Months(years > 1 ? TimescaleKind.Range : TimescaleKind.AcademicYear, year, 9, 12 * years);
    }

    private static Window HalfTerm(Period period, Almanac almanac)
    {
        var month = period.Number is 2 or 5 or 6 or 10 or 11 ? period.Number : 0;
        for (var year = period.Year.IsGiven ? period.Year.First : almanac.Reference.Year; ; year++)
        {
            foreach (var candidate in (ReadOnlySpan<int>)[2, 5, 10])
            {
                var monday = candidate switch
                {
                    2 => BankHolidays.OnOrAfter(new(year, 2, 15), DayOfWeek.Monday),
                    _ => BankHolidays.LastMonday(year, candidate),
                };
                var matches = month == 0 || candidate == month || candidate == month - 1;
                if (matches && (period.Year.IsGiven || monday.AddDays(4) >= almanac.Reference))
                {
                    var window = new Window(TimescaleKind.Term, monday, monday.AddDays(4));
                    almanac.Notes.Add(Confidence.Low,
                        $"Half term is taken as {WindowText.Range(monday, monday.AddDays(4))}; schools differ.");
                    return window;
                }
            }
        }
    }
}
