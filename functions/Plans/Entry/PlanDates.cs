using HubFunctions.Http;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>The dates of a plan's calendar, each within the bound. Pure.</summary>
internal static class PlanDates
{
    public static void Check(PlanCalendar calendar, ValidationErrors faults)
    {
        Named("/calendar/municipalYear", calendar.MunicipalYear, faults);
        Named("/calendar/terms", calendar.Terms, faults);
        Named("/calendar/legend", calendar.Legend, faults);
        Named("/calendar/events", calendar.Events, faults);
        faults.Count("/calendar/board", calendar.Board.Count, PlanLimits.CalendarDates);
        for (var i = 0; i < calendar.Board.Count; i++)
            faults.Date($"/calendar/board/{i}", calendar.Board[i]);
        if (calendar.PlanStart is { } start)
            faults.Date("/calendar/planStart", start);
    }

    private static void Named(string pointer, IReadOnlyDictionary<string, DateOnly> dates, ValidationErrors faults)
    {
        faults.Count(pointer, dates.Count, PlanLimits.CalendarDates);
        foreach (var (name, date) in dates)
        {
            var at =
                $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            faults.Text(at, name, PlanLimits.Name, required: false);
            faults.Date(at, date);
        }
    }
}
