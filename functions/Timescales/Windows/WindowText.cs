using System.Globalization;

namespace HubFunctions.Timescales;

/// <summary>The hub's own words for a window. Reading them against the same reference date gives the window back.</summary>
public static class WindowText
{
    /// <summary>"29 October 2021", "1 March to 31 May 2022", "by 30 November 2021" (from the reference date on), "not before 1
    /// June 2023",
    /// or "ongoing" when there is neither date.</summary>
    /// <param name="earliest">First day of the window; null for none.</param>
    /// <param name="due">Last day of the window; null for none.</param>
    /// <param name="reference">The date from which the plan's words were written.</param>
    public static string Of(DateOnly? earliest, DateOnly? due, DateOnly reference) => (earliest, due) switch
    {
        (null, null) => "ongoing",
        (null, { } last) => $"by {Day(last)}",
        ({ } first, null) => first == reference ? "ongoing" : $"not before {Day(first)}",
        ({ } first, { } last) when first == last => Day(last),
        ({ } first, { } last) when first == reference => $"by {Day(last)}",
        ({ } first, { } last) => Range(first, last),
    };

    public static string Of(TimescaleReading reading, DateOnly reference) => Of(reading.Earliest, reading.Due, reference);

    /// <summary>"29 October 2021".</summary>
    public static string Day(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"1 March to 31 May 2022"; "25 to 31 October 2021" within a month.</summary>
    public static string Range(DateOnly first, DateOnly last)
    {
        var format = first.Year != last.Year ? "d MMMM yyyy" : first.Month != last.Month ? "d MMMM" : "%d";
        return $"{first.ToString(format, CultureInfo.InvariantCulture)} to {Day(last)}";
    }
}
