using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>A table from text with commas, semicolons or tabs (RFC 4180, <c>sep=</c> understood). A quote that never closes, or
/// closes in the
/// middle of a cell, is refused where it opens: what lies behind it cannot be told apart. Pure.</summary>
public static class DelimitedText
{
    private const int RowsLookedAt = 40;

    /// <param name="headings">How many headings a row holds that the caller knows: by it the delimiter is chosen.</param>
    public static (Table Table, FieldError? Refusal) Read(string text, Func<TableRow, int> headings)
    {
        var body = text.TrimStart('\uFEFF');
        var first = body.Split('\n', 2)[0].Trim();
        if (first.Length == 5 && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return new DelimitedParser(body, first[4], TableLimits.Rows).Read(skipFirst: true);
        var delimiter = ',';
        var most = -1;
        foreach (var candidate in (ReadOnlySpan<char>)[',', ';', '\t', '|'])
        {
            var rows = new DelimitedParser(body, candidate, RowsLookedAt).Read().Table.Rows;
            var score = rows.Count == 0 ? 0 : (rows.Max(headings) * 1_000) + Math.Min(rows.Max(r => r.Cells.Count), 500);
            if (score > most)
                (delimiter, most) = (candidate, score);
        }

        return new DelimitedParser(body, delimiter, int.MaxValue).Read();
    }
}
