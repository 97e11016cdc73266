using System.Buffers;
using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>A spreadsheet's rows as updates. Pure. Each row becomes the JSON of an update, so that it is judged, kept and
/// replayed like one;
/// its errors are told by line and heading.</summary>
/// <param name="partner">Where it reports on one plan only, the sheet needs no column for it.</param>
internal sealed class CsvParser(Partner partner, CsvColumns columns)
{
    private static readonly string[] Texts =
    [
        "milestone", "lifecycle", "health", "percentComplete", "forecast", "summary", "note", "risks", "next",
    ];
    private static readonly string[] NotReported = ["-", "\u2013", "\u2014", "n/a", "na"];

    /// <summary>What is said once for several lines by merging its cells.</summary>
    private static readonly string[] Shared = ["plan", "asAt", "reporter", "role"];
    private static readonly string[] NoReport = ["plan", "deliverable", "title", "asAt", "reporter", "role"];
    private readonly List<string> _warnings = [];

    public string? OnlyPlan { get; } = partner.AllPlans() is [var only] ? only : null;

    public string Plan(TableRow row) => (Cell(row, "plan") is { Length: > 0 } plan ? plan : OnlyPlan ?? "").ToLowerInvariant();

    /// <param name="measures">That columns may mean.</param>
    public (IReadOnlyList<RawUpdate> Updates, IReadOnlyList<string> Warnings) Read(
        IReadOnlyList<TableRow> rows, CsvMeasures measures, CsvTitles titles)
    {
        var byReport = rows.ToLookup(row => Reports(row, measures));
        List<RawUpdate> updates = [.. byReport[true].Select(row => Read(row, measures, titles))];
        if (byReport[false].ToList() is [var first, ..] blank)
        {
            var what =
                blank.Count == 1 ? "this line reports nothing, so it was" : $"{blank.Count} lines report nothing, so they were";
            _warnings.Add($"/{first.Line}: {what} left out");
        }

        return (updates, _warnings);
    }

    /// <summary>Somebody filled in more than which item it is and when: the other lines of a template are nobody's
    /// report.</summary>
    private bool Reports(TableRow row, CsvMeasures measures) =>
        columns.Fields.Any(f => !NoReport.Contains(f.Key) && Folding.Cell(row[f.Value].Text).Length > 0)
        || columns.Others.Any(column => MeasureOf(row, column, measures) is not null)
        || row.Cells.Skip(columns.Headings.Count).Any(c => !c.IsEmpty);

    private RawUpdate Read(TableRow row, CsvMeasures measures, CsvTitles titles)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("plan", Plan(row));
            writer.WriteString("deliverable", Cell(row, "deliverable").ToLowerInvariant());
            writer.WriteString("asAt", AsAtOf(row));
            foreach (var field in Texts)
                Write(writer, field, Cell(row, field));
            WriteStatus(writer, row, places);
            WriteEvidence(writer, row);
            WriteReporter(writer, row);
            WriteMeasures(writer, row, measures, places);
            writer.WriteEndObject();
        }

        foreach (var (field, column) in columns.Fields.Where(f => f.Key is not "status"))
            places.TryAdd($"/{(field is "role" ? "reporter/role" : field)}", columns.Headings[column]);
        return new RawUpdate($"/{row.Line}", JsonElement.Parse(json.WrittenSpan), Refusal(row, titles))
        {
            Line = row.Line,
            Places = places,
        };
    }

    private FieldError? Refusal(TableRow row, CsvTitles titles)
    {
        if (row.Cells.Skip(columns.Headings.Count).Any(c => !c.IsEmpty))
            return Excess(row);
        return titles.Other(Plan(row), Cell(row, "deliverable").ToLowerInvariant(), Cell(row, "title")) is { } meant
            ? CsvTitles.Refusal($"/{row.Line}/{JsonFields.Escape(columns.Heading("deliverable")!)}", meant)
            : null;
    }

    private string AsAtOf(TableRow row)
    {
        var (text, isDoubtful) = CsvDate.Read(Cell(row, "asAt"));
        if (isDoubtful)
            _warnings.Add(
                $"/{row.Line}/{JsonFields.Escape(columns.Heading("asAt")!)}: read as {text}, the day first; send yyyy-MM-dd if "
                    + $"you mean another day");
        return text;
    }

    /// <summary>One word on either axis takes the field that the row leaves free.</summary>
    private void WriteStatus(Utf8JsonWriter writer, TableRow row, Dictionary<string, string> places)
    {
        if (Cell(row, "status") is not { Length: > 0 } status)
            return;
        var field = columns.Fields.ContainsKey("health") ? "lifecycle" : "health";
        writer.WriteString(field, status);
        places[$"/{field}"] = columns.Heading("status")!;
    }

    private void WriteEvidence(Utf8JsonWriter writer, TableRow row)
    {
        string[] links = Cell(row, "evidence")
            .Split([' ', '\n', '\t', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (links.Length == 0)
            return;
        writer.WriteStartArray("evidence");
        foreach (var link in links)
            writer.WriteStringValue(link);
        writer.WriteEndArray();
    }

    private void WriteReporter(Utf8JsonWriter writer, TableRow row)
    {
        if (Cell(row, "reporter") + Cell(row, "role") is "")
            return;
        writer.WriteStartObject("reporter");
        Write(writer, "name", Cell(row, "reporter"));
        Write(writer, "role", Cell(row, "role"));
        writer.WriteEndObject();
    }

    private void WriteMeasures(Utf8JsonWriter writer, TableRow row, CsvMeasures measures, Dictionary<string, string> places)
    {
        var index = 0;
        foreach (var column in columns.Others)
        {
            if (MeasureOf(row, column, measures) is not { } id)
                continue;
            if (index == 0)
                writer.WriteStartArray("measures");
            places[$"/measures/{index++}"] = columns.Headings[column];
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("value", Folding.Cell(row[column].Text));
            writer.WriteEndObject();
        }

        if (index > 0)
            writer.WriteEndArray();
    }

    /// <returns>The measure whose value the cell holds; null where it holds none.</returns>
    private string? MeasureOf(TableRow row, int column, CsvMeasures measures)
    {
        var value = Folding.Cell(row[column].Text);
        return value.Length == 0 || NotReported.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? null
            : measures.Of(columns.Headings[column], Plan(row), Cell(row, "deliverable").ToLowerInvariant());
    }

    private static void Write(Utf8JsonWriter writer, string field, string text)
    {
        if (text.Length > 0)
            writer.WriteString(field, text);
    }

    private string Cell(TableRow row, string field) => columns.Fields.TryGetValue(field, out var column)
        ? Folding.Cell(Shared.Contains(field) ? row[column].Above ?? row[column].Text : row[column].Text) : "";

    private static FieldError Excess(TableRow row) =>
        new(
            $"/{row.Line}",
            "too-many-cells",
            "This line has more cells than there are headings: put a text that holds commas into quotes.");
}
