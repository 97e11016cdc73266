using System.Globalization;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>items.csv</c> (RFC 4180, UTF-8 with a mark, for spreadsheets): one line an item. A cell that a spreadsheet would
/// take for a formula starts with an apostrophe.</summary>
public static class ItemsCsv
{
    private static readonly string[] Columns =
    [
        "id", "parent", "level", "label", "title", "status", "lifecycle", "health", "overdue", "owner", "role", "partners",
        "timescale", "window", "earliest", "due",
        "next step", "percent complete", "summary", "last reported", "measures", "held back",
    ];

    public static byte[] Of(Snapshot snapshot)
    {
        var text = new StringBuilder("\uFEFF");
        Line(text, Columns);
        foreach (var item in snapshot.Items)
        {
            Line(
                text,
                [
                    item.Id,
                    item.Parent,
                    item.Level,
                    item.Label,
                    item.Title,
                    Words.Of(item.Standing),
                    Words.Of(item.Lifecycle),
                    Word(item.Health),
                    item.Overdue ? "yes" : "no",
                    item.Owner?.Name,
                    item.Owner?.Role,
                    string.Join("; ", item.Partners),
                    item.Timescale,
                    Words.Window(item),
                    Date(item.Earliest),
                    Date(item.Due),
                    item.NextMilestone is { } next ? $"{Words.Of(next)}, {Words.Window(next.Earliest, next.Due)}" : null,
                    item.PercentComplete?.ToString(CultureInfo.InvariantCulture),
                    item.Summary,
                    item.LastReported?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                    string.Join("; ", item.Measures.Select(m => $"{m.Name}: {Words.Value(m)}")),
                    string.Join("; ", item.Held),
                ]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static string Cell(string? value)
    {
        var text = (value ?? "").ReplaceLineEndings(" ");
        if (text.TrimStart() is [var first, ..] && first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '|' or '%')
            text = "'" + text;
        return CsvCell.Quoted(text);
    }

    private static void Line(StringBuilder text, IEnumerable<string?> cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word(Health health) => health switch
    {
        Health.OnTrack => "On track",
        Health.AtRisk => "At risk",
        Health.OffTrack => "Off track",
        Health.NotReported => "Not reported",
        _ => "Not applicable",
    };
}
