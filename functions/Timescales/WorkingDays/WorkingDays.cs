using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace HubFunctions.Timescales;

/// <summary>Working days in England and Wales: Monday to Friday without the bank holidays, as the overrides change them.
/// Dates are Europe/London calendar dates. Safe to share between threads.</summary>
public sealed class WorkingDays(WorkingDayOverrides? overrides = null)
{
    private readonly WorkingDayOverrides _overrides = overrides ?? WorkingDayOverrides.None;
    private readonly ConcurrentDictionary<int, FrozenSet<DateOnly>> _holidays = new();

    /// <summary>The bank holidays of a year in date order, by rule and proclamation, before any override.</summary>
    public static IReadOnlyList<BankHoliday> BankHolidays(int year) => Timescales.BankHolidays.Of(year);

    public bool IsWorkingDay(DateOnly date) =>
        !_overrides.Closed.Contains(date)
        && (_overrides.Open.Contains(date)
            || (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays(date.Year).Contains(date)));

    /// <summary>The date itself when it is a working day, otherwise the working day before it (conventions, rule 13).</summary>
    /// <exception cref="InvalidOperationException">The overrides close more than a year on end.</exception>
    public DateOnly OnOrBefore(DateOnly date) => Walk(date, -1);

    /// <summary>The date itself when it is a working day, otherwise the working day after it.</summary>
    /// <exception cref="InvalidOperationException">The overrides close more than a year on end.</exception>
    public DateOnly OnOrAfter(DateOnly date) => Walk(date, 1);

    /// <summary>The first working day after the date.</summary>
    /// <exception cref="InvalidOperationException">The overrides close more than a year on end.</exception>
    public DateOnly Next(DateOnly date) => Walk(date.AddDays(1), 1);

    /// <summary>The last working day before the date.</summary>
    /// <exception cref="InvalidOperationException">The overrides close more than a year on end.</exception>
    public DateOnly Previous(DateOnly date) => Walk(date.AddDays(-1), -1);

    private DateOnly Walk(DateOnly date, int step)
    {
        for (var tried = 0; tried <= 366; tried++, date = date.AddDays(step))
        {
            if (IsWorkingDay(date))
            {
                return date;
            }
        }

        throw new InvalidOperationException("The working-day overrides close more than a year on end.");
    }

    private FrozenSet<DateOnly> Holidays(int year) =>
        _holidays.GetOrAdd(year, static y => BankHolidays(y).Select(static h => h.Date).ToFrozenSet());
}
