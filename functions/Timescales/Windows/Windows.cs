namespace HubFunctions.Timescales;

/// <summary>Periods as written → windows of days (conventions, rules 2 to 5 and 9).</summary>
internal static class Windows
{
    public static Window Of(Period period, Bound bound, Almanac almanac)
    {
        Spelling(period, almanac);
        if (period.Form == Form.Invalid || period.Year.Style == YearStyle.Invalid)
        {
            return Window.Invalid;
        }

        var whole = Slices.Of(Whole(period, bound, almanac), period.Slice);
        return period.Part == Part.Whole || period.Form == Form.NewYear
            || whole.Earliest is null ? whole : Parts.Of(whole, period, almanac);
    }

    private static Window Whole(Period period, Bound bound, Almanac almanac) => period.Form switch
    {
        Form.Month or Form.Week or Form.Quarter when period is { Number: 0, Turn: not Turn.None } =>
            TurnWindows.Of(period, almanac),
        Form.Holiday or Form.Recess => HolidayWindows.Of(period, bound, almanac),
        Form.IsoWeek => DayWindows.IsoWeek(period),
        Form.Day or Form.Month or Form.Season or Form.Week or Form.WeekEnding or Form.Weekday => Dated(period, bound, almanac),
        Form.Quarter or Form.Half => QuarterWindows.Of(period, bound, almanac),
        Form.Term or Form.HalfTerm or Form.AcademicYear => TermWindows.Of(period, almanac),
        Form.Festival => FestivalWindows.Of(period, bound, almanac),
        Form.PlanYear => PlanYears(period, almanac),
        _ => YearWindows.Of(period, almanac),
    };

    private static Window Dated(Period period, Bound bound, Almanac almanac)
    {
        var (number, form) = (period.Number, period.Form);
        if (period.Year.IsGiven)
        {
            var year = YearOf(period);
            if (period.ShortYear)
            {
                almanac.Notes.Add(Confidence.Medium, $"The number after the month is taken as the year {year}.");
            }

            return form == Form.Season ? Seasons.Of(number, year, almanac.Notes, noted: true)
                : DayWindows.Of(period, year, almanac);
        }

        return Elision.Nearest(period, bound, almanac, year => form == Form.Season
            ? Seasons.Of(number, year, almanac.Notes, noted: false) : DayWindows.Of(period, year, null))
            is { } window && window.Kind != TimescaleKind.Invalid ? Noted(window, period, almanac) : Window.Invalid;
    }

    private static Window Noted(Window window, Period period, Almanac almanac)
    {
        if (period.Form == Form.Season)
        {
            Seasons.Note(period.Number, almanac.Notes);
        }

        return window;
    }

    /// <summary>The calendar year of a month or season: in "March 2023/24" it is 2024, in "June 2023/24" 2023.</summary>
    private static int YearOf(Period period)
    {
        var early = period.Form == Form.Season ? period.Number == 0 : period.Number < 4;
        return period.Year.Style is YearStyle.Slash && early ? period.Year.Last : period.Year.First;
    }

    private static Window PlanYears(Period period, Almanac almanac)
    {
        var start = almanac.PlanStart.AddYears(period.Number - 1);
        var last = almanac.PlanStart.AddYears(period.Day).AddDays(-1);
        if (almanac.HasPlanStart)
        {
            almanac.Notes.Add(Confidence.Medium,
                $"Year 1 is counted from the plan's start, {WindowText.Day(almanac.PlanStart)}.");
        }
        else
        {
            almanac.Notes.Add(Confidence.Low,
                $"The plan's start is not entered, so year 1 is counted from {WindowText.Day(almanac.PlanStart)}.");
        }

        return new(TimescaleKind.PlanRelative, start, last, period.Spelled
            ? almanac.PlanStart.AddYears(period.Number).AddDays(-1) : null);
    }

    private static void Spelling(Period period, Almanac almanac)
    {
        if (period.Misspelt)
        {
            var name = period.Form == Form.Season ? Almanac.SeasonName(period.Number) : Months.Name(period.Number);
            almanac.Notes.Add(Confidence.Medium, $"A misspelt word is read as {name}.");
        }
    }
}
