using System.Globalization;

namespace HubFunctions.Timescales;

internal static class Months
{
    public static string Name(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);

    /// <summary>"October to December 2023", "December 2023 to February 2024", "May 2024".</summary>
    public static string Span(DateOnly first, DateOnly last) => (first.Year == last.Year, first.Month == last.Month) switch
    {
        (true, true) => $"{Name(last.Month)} {last.Year}",
        (true, false) => $"{Name(first.Month)} to {Name(last.Month)} {last.Year}",
        _ => $"{Name(first.Month)} {first.Year} to {Name(last.Month)} {last.Year}",
    };
}
