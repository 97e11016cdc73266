using System.Globalization;

namespace HubFunctions.Timescales;

/// <summary>Days, weeks and months of a known year.</summary>
internal static class DayWindows
{
    /// <param name="almanac">Null while years are only being tried.</param>
    public static Window Of(Period period, int year, Almanac? almanac)
    {
        if (period.Number is < 1 or > 12)
        {
            return Window.Invalid;
        }

        if (period.Form == Form.Month)
        {
            return Window.Months(TimescaleKind.Month, year, period.Number, 1);
        }

        if (period.Form == Form.Weekday)
        {
            return Window.Day(TimescaleKind.Date, NthWeekday(period, year));
        }

        if (period.Day < 1 || period.Day > DateTime.DaysInMonth(year, period.Number))
        {
            return Window.Invalid;
        }

        var day = new DateOnly(year, period.Number, period.Day);
        Check(period, day, almanac);
        return period.Form switch
        {
            Form.Week => Week(day),
            Form.WeekEnding => new(TimescaleKind.Week, day.AddDays(-6), day),
            _ => Window.Day(TimescaleKind.Date, day),
        };
    }

    /// <summary>From the day named to the Sunday of its week.</summary>
    private static Window Week(DateOnly day)
    {
        var toSunday = (7 - (int)day.DayOfWeek) % 7;
        return new(TimescaleKind.Week, day, day.AddDays(toSunday == 0 ? 6 : toSunday));
    }

    /// <summary>Weeks of ISO 8601 begin on Monday; the first holds 4 January.</summary>
    public static Window IsoWeek(Period period)
    {
        var year = period.Year.First;
        if (period.Number > ISOWeek.GetWeeksInYear(year))
        {
            return Window.Invalid;
        }

        var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, period.Number, DayOfWeek.Monday));
        return period.Day > 0 ? Window.Day(TimescaleKind.Date, monday.AddDays(period.Day - 1))
            : new(TimescaleKind.Week, monday, monday.AddDays(6));
    }

    private static DateOnly NthWeekday(Period period, int year)
    {
        var weekday = (DayOfWeek)(period.Weekday % 7);
        var first = BankHolidays.OnOrAfter(new(year, period.Number, 1), weekday);
        var nth = first.AddDays(7 * (period.Day - 1));
        return nth.Month == period.Number ? nth : nth.AddDays(-7);
    }

    private static void Check(Period period, DateOnly day, Almanac? almanac)
    {
        if (almanac is not null && period.Weekday > 0 && (int)day.DayOfWeek != period.Weekday % 7)
        {
            almanac.Notes.Add(Confidence.Low,
                $"{WindowText.Day(day)} is a {day.DayOfWeek}, not a {(DayOfWeek)(period.Weekday % 7)}: please check.");
        }
    }
}
