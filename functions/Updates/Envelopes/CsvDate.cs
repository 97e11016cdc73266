using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Dates as spreadsheets in the United Kingdom write them: the day first, or Excel's number of the day.</summary>
internal static class CsvDate
{
    private static readonly string[] Days =
    [
        "d/M/yyyy", "d/M/yy", "d.M.yyyy", "d-M-yyyy", "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "d MMM yy",
        "ddd d MMM yyyy", "dddd d MMMM yyyy",
    ];

    private static readonly string[] Times = [.. Days.SelectMany(day => (string[])[$"{day} H:mm", $"{day} H:mm:ss"])];

    /// <returns>As JSON has it, and whether the day and the month could be the other way round; the text itself where it is
    /// neither.</returns>
    public static (string Text, bool IsDoubtful) Read(string text)
    {
        if (AsAt.Read(text) is not null)
            return (text, false);
        text = SerialDate.Read(text) ?? text;
        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var day))
            return (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), IsDoubtful(text, day));
        if (!DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var local)
            || local.Year < UpdateLimits.Earliest.Year)
            return (text, false);
        day = DateOnly.FromDateTime(local);
        return (
            LondonTime
                .At(day, TimeOnly.FromDateTime(local))
                .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            IsDoubtful(text, day));
    }

    private static bool IsDoubtful(string text, DateOnly day) =>
        day.Day <= 12 && day.Day != day.Month && !text.AsSpan().ContainsAnyInRange('A', 'z');
}
