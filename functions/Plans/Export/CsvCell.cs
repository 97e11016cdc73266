namespace HubFunctions.Plans;

/// <summary>A cell of a CSV file (RFC 4180).</summary>
internal static class CsvCell
{
    /// <summary>In quotes where a spreadsheet, in whatever language it runs, could cut or trim it otherwise.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().IndexOfAny("\",;'\t\r\n ") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
