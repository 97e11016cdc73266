namespace HubFunctions.Plans;

/// <summary>Dates that people enter, and sums of dates. What is stored from before the bound may hold any date, and no sum of it
/// leaves the calendar.</summary>
public static class EnteredDates
{
    public static readonly DateOnly First = new(1990, 1, 1);
    public static readonly DateOnly Last = new(2100, 12, 31);

    public const string Error = "Give a date from 1990-01-01 to 2100-12-31.";

    /// <summary>Working days are counted within these, far from either end of the calendar.</summary>
    private static readonly DateOnly Floor = new(100, 1, 1);
    private static readonly DateOnly Ceiling = new(9900, 12, 31);

    public static bool Hold(DateOnly date) => date >= First && date <= Last;

    /// <summary>The date or the nearer of two ends that leave room for sums on either side.</summary>
    public static DateOnly Within(DateOnly date) => date < Floor ? Floor : date > Ceiling ? Ceiling : date;

    /// <summary>The sum, or the end of the calendar that it would run past.</summary>
    public static DateOnly PlusDays(this DateOnly date, int days) =>
        DateOnly.FromDayNumber((int)Math.Clamp((long)date.DayNumber + days, 0, DateOnly.MaxValue.DayNumber));

    /// <summary>The sum, or the end of the calendar that it would run past.</summary>
    public static DateOnly PlusMonths(this DateOnly date, int months)
    {
        var month = (12L * date.Year) + date.Month - 1 + months;
        return month < 12 ? DateOnly.MinValue : month > (12 * 9999) + 11 ? DateOnly.MaxValue : date.AddMonths(months);
    }
}
