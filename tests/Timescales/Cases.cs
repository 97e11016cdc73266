using System.Globalization;
using System.Text.RegularExpressions;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Timescales;

internal static class Cases
{
    public static readonly TimescaleReader Reader = new();

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Turns \n and \u00a0 of a data file into the characters they stand for.</summary>
    public static string Unescaped(string phrase) => phrase.Contains('\\', StringComparison.Ordinal) ? Regex.Unescape(phrase)
        : phrase;

    public static string Types(TimescaleReading reading) =>
        string.Join(',', reading.Milestones.Select(static m => m.Type.ToString().ToLowerInvariant()));

    /// <summary>All that must not change when the words around a timescale do.</summary>
    public static string Gist(TimescaleReading reading) =>
        $"{reading.Kind} {Iso(reading.Earliest)}..{Iso(reading.Due)} {Types(reading)} "
            + $"{string.Join(',', reading.Milestones.Select(static m => Iso(m.RemindBy)))}";
}
