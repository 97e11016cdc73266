namespace HubFunctions.Timescales;

/// <summary>This and next month, quarter and week, counted from the reference date (conventions, rule 16).</summary>
internal static class TurnWindows
{
    public static Window Of(Period period, Almanac almanac)
    {
        var reference = almanac.Reference;
        var shift = period.Turn is Turn.Next or Turn.New ? 1 : 0;
        var window = period.Form switch
        {
            Form.Month => Window.Months(TimescaleKind.Month, reference.Year, reference.Month + shift, 1),
            Form.Week => Week(reference.AddDays(7 * shift)),
            _ => Window.Months(
                almanac.Quarters == QuarterBasis.Calendar ? TimescaleKind.QuarterCalendar : TimescaleKind.QuarterFinancial,
                reference.Year, ((reference.Month - 1) / 3 * 3) + 1 + (3 * shift), 3),
        };
        almanac.Notes.Add(Confidence.Medium,
            $"Counted from {WindowText.Day(reference)}: taken as {WindowText.Range(window.Earliest!.Value, window.Due!.Value)}.");
        return window;
    }

    /// <summary>Monday to Sunday.</summary>
    private static Window Week(DateOnly day)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return new(TimescaleKind.Week, monday, monday.AddDays(6));
    }
}
