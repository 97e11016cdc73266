namespace HubFunctions.Timescales;

/// <summary>First and last day of a stretch of the calendar, both included, and the earliest day that might be meant as the
/// last.</summary>
internal readonly record struct Window(TimescaleKind Kind, DateOnly? Earliest, DateOnly? Due, DateOnly? RemindBy = null)
{
    public static readonly Window Invalid = new(TimescaleKind.Invalid, null, null);

    public static Window Months(TimescaleKind kind, int year, int month, int count)
    {
        var first = new DateOnly(year, 1, 1).AddMonths(month - 1);
        return new(kind, first, first.AddMonths(count).AddDays(-1));
    }

    public static Window Day(TimescaleKind kind, DateOnly day) => new(kind, day, day);
}
