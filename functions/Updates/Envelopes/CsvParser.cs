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
    private static readonly string[] Texts = ["milestone", "lifecycle", "health", "percentComplete", "forecast", "summary", "note", "risks", "next"];
    private static readonly string[] NotReported = ["-", "\u2013", "\u2014", "n/a", "na"];
    private readonly List<string> _warnings = [];

    public string? OnlyPlan { get; } = partner.AllPlans() is [var only] ? only : null;

    public string Plan(TableRow row) => (Cell(row, "plan") is { Length: > 0 } plan ? plan : OnlyPlan ?? "").ToLowerInvariant();

    /// <param name="measures">That columns may mean.</param>
    public (IReadOnlyList<RawUpdate> Updates, IReadOnlyList<string> Warnings) Read(IEnumerable<TableRow> rows, CsvMeasures measures)
    {
        List<RawUpdate> updates = [.. rows.Select(row => Read(row, measures))];
        return (updates, _warnings);
    }

    private RawUpdate Read(TableRow row, CsvMeasures measures)
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
        var excess = row.Cells.Skip(columns.Headings.Count).Any(c => !c.IsEmpty);
        return new RawUpdate($"/{row.Line}", JsonElement.Parse(json.WrittenSpan), excess ? Excess(row) : null) { Line = row.Line, Places = places };
    }

    private string AsAtOf(TableRow row)
    {
        var (text, isDoubtful) = CsvDate.Read(Cell(row, "asAt"));
        if (isDoubtful)
            _warnings.Add($"/{row.Line}/{JsonFields.Escape(columns.Heading("asAt")!)}: read as {text}, the day first; send yyyy-MM-dd if you mean another day");
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
        string[] links = Cell(row, "evidence").Split([' ', '\n', '\t', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
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
        var (plan, item) = (Plan(row), Cell(row, "deliverable").ToLowerInvariant());
        var index = 0;
        foreach (var column in columns.Others)
        {
            var value = Folding.Cell(row[column].Text);
            if (value.Length == 0 || NotReported.Contains(value, StringComparer.OrdinalIgnoreCase) || measures.Of(columns.Headings[column], plan, item) is not { } id)
                continue;
            if (index == 0)
                writer.WriteStartArray("measures");
            places[$"/measures/{index++}"] = columns.Headings[column];
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("value", value);
            writer.WriteEndObject();
        }

        if (index > 0)
            writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string field, string text)
    {
        if (text.Length > 0)
            writer.WriteString(field, text);
    }

    private string Cell(TableRow row, string field) => columns.Fields.TryGetValue(field, out var column) ? Folding.Cell(row[column].Text) : "";

    private static FieldError Excess(TableRow row) => new(
        $"/{row.Line}", "too-many-cells", "This line has more cells than there are headings: put a text that holds commas into quotes.");
}
