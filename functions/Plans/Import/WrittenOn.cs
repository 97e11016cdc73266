using System.Globalization;
using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>The day of which a table says that its plan was written, adopted or last changed. Pure.</summary>
internal static partial class WrittenOn
{
    private static readonly string[] Forms = ["d MMMM yyyy", "d MMM yyyy", "d/M/yyyy", "yyyy-MM-dd", "MMMM yyyy", "MMM yyyy"];

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <param name="today">Later days are others: when a plan ends, or a Board meets.</param>
    /// <returns>Null where nothing above the headings says so.</returns>
    public static DateOnly? Of(TableChoice choice, DateOnly today)
    {
        foreach (var cell in choice.Table.Rows.Take(choice.Headings.First).SelectMany(r => r.Cells))
        {
            var text = Folding.Spaces(cell.Text);
            if (text.Length <= PlanLimits.Name && Said().Match(text) is { Success: true } match
                && DateOnly.TryParseExact(match.Groups["day"].Value, Forms, British, DateTimeStyles.None, out var day)
                && EnteredDates.Hold(day) && day <= today)
                return day;
        }

        return null;
    }

    [GeneratedRegex(
        @"\b(as (at|of)|dated?|adopted|approved|agreed|published|written|updated|revised)\b\W{0,3}(on\s|in\s|the\s){0,2}\s?(?<day>\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|(\d{1,2}\s)?\p{L}{3,9}\s\d{4})\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex Said();
}
