using System.Globalization;
using System.Text.RegularExpressions;

namespace HubFunctions.Updates;

/// <summary>Numbers that come as texts, where they can be read in one way only.</summary>
internal static partial class NumberText
{
    /// <returns>Null when the text is no number, or could be two.</returns>
    public static (decimal? Number, bool TooLarge) Read(string text)
    {
        var plain = text.Trim().Replace('\u2212', '-');
        if (Thousands().IsMatch(plain))
            plain = plain.Replace(",", "", StringComparison.Ordinal);
        if (!Plain().IsMatch(plain))
            return (null, false);
        return decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (number, false)
            : (null, true);
    }

    [GeneratedRegex(
        @"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,6})?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Plain();

    /// <summary>Commas that can only part thousands: one group alone (1,234) may be a decimal comma.</summary>
    [GeneratedRegex(
        @"^[+-]?[0-9]{1,3}((,[0-9]{3}){2,}(\.[0-9]+)?|,[0-9]{3}\.[0-9]+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Thousands();
}
