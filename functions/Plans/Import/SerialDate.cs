using System.Globalization;

namespace HubFunctions.Plans;

/// <summary>Excel's number of a day, as a cell without a date format and a file saved as CSV show it: 45747 is 31 March 2025,
/// 45747.375 nine o'clock on it. Pure.</summary>
internal static class SerialDate
{
    private static readonly DateOnly Origin = new(1899, 12, 30);
    private static readonly int First = new DateOnly(2000, 1, 1).DayNumber - Origin.DayNumber;
    private static readonly int Last = new DateOnly(2099, 12, 31).DayNumber - Origin.DayNumber;

    /// <returns>The day in words; null where the text is no number of a day in this century.</returns>
    public static string? Read(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days)
            && days >= First && days <= Last
            ? Origin.AddDays((int)days).ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
            : null;
}
