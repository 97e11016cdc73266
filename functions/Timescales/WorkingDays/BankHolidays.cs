namespace HubFunctions.Timescales;

/// <summary>Bank holidays in England and Wales: the Banking and Financial Dealings Act 1971 with its usual substitute days,
/// and the proclamations made so far. Later ones come in as <see cref="WorkingDayOverrides"/>.</summary>
internal static class BankHolidays
{
    private const string Substitute = " (substitute day)";

    public static IReadOnlyList<BankHoliday> Of(int year)
    {
        List<BankHoliday> days =
        [
            NewYear(year),
            new(Easter.GoodFriday(year), "Good Friday"),
            new(Easter.Monday(year), "Easter Monday"),
            new(OnOrAfter(new(year, 5, 1), DayOfWeek.Monday), "Early May bank holiday"),
            new(year == 2022 ? new(2022, 6, 2) : LastMonday(year, 5), "Spring bank holiday"),
            new(LastMonday(year, 8), "Summer bank holiday"),
            .. Christmas(year),
            .. Proclaimed(year),
        ];
        days.Sort(static (a, b) => a.Date.CompareTo(b.Date));
        return days;
    }

    /// <summary>The last Monday of a month.</summary>
    public static DateOnly LastMonday(int year, int month) =>
        OnOrAfter(new DateOnly(year, month, DateTime.DaysInMonth(year, month)).AddDays(-6), DayOfWeek.Monday);

    public static DateOnly OnOrAfter(DateOnly date, DayOfWeek weekday) =>
        date.AddDays((weekday - date.DayOfWeek + 7) % 7);

    private static BankHoliday NewYear(int year)
    {
        var first = new DateOnly(year, 1, 1);
        return first.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            ? new(OnOrAfter(first, DayOfWeek.Monday), "New Year's Day" + Substitute)
            : new(first, "New Year's Day");
    }

    private static IEnumerable<BankHoliday> Christmas(int year)
    {
        var (christmas, boxing) = new DateOnly(year, 12, 25).DayOfWeek switch
        {
            DayOfWeek.Friday => (25, 28),
            DayOfWeek.Saturday => (27, 28),
            DayOfWeek.Sunday => (27, 26),
            _ => (25, 26),
        };
        yield return new(new(year, 12, christmas), "Christmas Day" + (christmas == 25 ? "" : Substitute));
        yield return new(new(year, 12, boxing), "Boxing Day" + (boxing == 26 ? "" : Substitute));
    }

    private static IEnumerable<BankHoliday> Proclaimed(int year) => year switch
    {
        2022 => [new(new(2022, 6, 3), "Platinum Jubilee bank holiday"),
            new(new(2022, 9, 19), "State Funeral of Queen Elizabeth II")],
        2023 => [new(new(2023, 5, 8), "Coronation of King Charles III")],
        _ => [],
    };
}
