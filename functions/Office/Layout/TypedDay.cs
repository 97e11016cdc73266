using System.Globalization;
using System.Text.RegularExpressions;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A day as people type it: 22 June 2022, 22nd June 2022, 22/6/2022 or 2022-06-22. The day comes before the month
/// (conventions, rule 11). Pure.</summary>
public static partial class TypedDay
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "dddd d MMMM yyyy"];

    /// <summary>What a field says below its label.</summary>
    public const string Hint = "Such as 22 June 2022, 22/6/2022 or 2022-06-22.";

    /// <returns>Null also for a day that nobody may enter: see <see cref="EnteredDates"/>.</returns>
    public static DateOnly? Read(string text) => TryRead(text, out var day) && EnteredDates.Hold(day) ? day : null;

    public static bool TryRead(string text, out DateOnly day)
    {
        var plain = Ordinal().Replace(OneLine.Of(text), "${day}").Replace(",", "", StringComparison.Ordinal)
            .Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase);
        return DateOnly.TryParseExact(plain, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    [GeneratedRegex(@"\b(?<day>\d{1,2})(st|nd|rd|th)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Ordinal();
}
