using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>A cell of a CSV file (RFC 4180).</summary>
internal static partial class CsvCell
{
    /// <summary>A spreadsheet calculates what begins like a formula; behind an apostrophe it shows it.</summary>
    public static string Guarded(string text) => Formula().IsMatch(text) ? $"'{text}" : text;

    /// <summary>In quotes where a spreadsheet, in whatever language it runs, could cut or trim it otherwise.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().IndexOfAny("\",;'\t\r\n ") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"^\s*'*\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]", RegexOptions.None, 1_000)]
    private static partial Regex Formula();
}
