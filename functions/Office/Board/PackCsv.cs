using System.Globalization;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A pack as one table (RFC 4180, UTF-8 with a mark, for spreadsheets): one line a figure, movement, exception,
/// decision or change. Pure.</summary>
internal static class PackCsv
{
    private static readonly string[] Columns =
    [
        "part", "line", "reference", "deliverable", "owner", "why", "due", "new date", "last report", "words", "risks",
            "remedial action",
        "last pack", "became", "ceased", "this pack",
    ];

    public static byte[] Of(Pack pack, IReadOnlyList<PackSupplement> supplements)
    {
        var text = new StringBuilder("\uFEFF");
        Line(text, Columns);
        foreach (var line in pack.Lines)
            Figures(text, line);
        foreach (var line in pack.Lines)
            Movements(text, line);
        foreach (var decision in pack.Decisions)
            Line(text, Cells("decision", decision.Id, words: decision.Text));
        foreach (var exception in pack.Exceptions)
            Exception(text, exception);
        foreach (var one in pack.NotReplied)
            Line(text,
                Cells("not replied", "", one.Id, one.Title, one.Owner, due: Date(one.ReportDue),
                    reported: Date(one.LastReported)));
        foreach (var change in pack.Changes)
            Change(text, change);
        foreach (var one in supplements)
            Line(text, Cells("supplement", Number(one.Number), why: one.Reason, words: $"{one.About} {one.Text}".Trim()));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Figures(StringBuilder text, PackLine line)
    {
        var cells = Cells("summary", PackWords.Of(line.Line));
        if (line.Before is { } before)
            (cells[12], cells[13], cells[14]) = (Number(before), Number(line.Became.Count), Number(line.Ceased.Count));
        cells[15] = Number(line.Now);
        Line(text, cells);
    }

    private static void Movements(StringBuilder text, PackLine line)
    {
        foreach (var name in line.Became)
            Line(text, Cells("became", PackWords.Of(line.Line), name.Id, name.Title));
        foreach (var name in line.Ceased)
            Line(text, Cells("ceased", PackWords.Of(line.Line), name.Id, name.Title));
    }

    private static void Exception(StringBuilder text, PackException exception)
    {
        var cells = Cells(
            "exception", "", exception.Id, exception.Title, exception.Owner, PackWords.Why(exception), Date(exception.Due),
                Date(exception.LastReported),
            exception.Summary);
        (cells[7], cells[10], cells[11]) =
            (PackWords.NewDate(exception.Forecast, exception.NewDate), exception.Risks, exception.Next);
        Line(text, cells);
    }

    private static void Change(StringBuilder text, PackChange change)
    {
        var now = change.After ?? change.Before;
        foreach (var (name, value) in PackOutline.Facts(change))
            Line(text, Cells("change", name, change.Id, now?.Title, now?.Owner, words: value));
    }

    private static string?[] Cells(
        string part, string line, string id = "", string? title = null, PackOwner? owner = null, string? why = null,
            string? due = null,
        string? reported = null, string? words = null) =>
        [part, line, id, title, owner?.ToString(), why, due, null, reported, words, null, null, null, null, null, null];

    private static void Line(StringBuilder text, IEnumerable<string?> cells) =>
        text.AppendJoin(',', cells.Select(c => CsvCell.Quoted(CsvCell.Guarded((c ?? "").ReplaceLineEndings(" ")))))
            .Append("\r\n");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Date(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
