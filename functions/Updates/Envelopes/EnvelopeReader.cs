using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>From a request's bytes to messages. Only a spreadsheet with titles, or columns that no field has, asks storage: for
/// the names of items and measures.</summary>
public sealed class EnvelopeReader(IPlanStore plans)
{
    internal async ValueTask<Envelope> ReadAsync(
        Partner partner,
        byte[] raw,
        Unpacked unpacked,
        RefusedBody body,
        CancellationToken stop)
    {
        if (unpacked.Result == UnpackResult.Broken)
            return Envelope.Refused(
                "",
                "not-unpackable",
                "The body does not unpack by its Content-Encoding: send it again, or without one.");
        return body.Kind is ContentKind.Csv or ContentKind.Workbook
            ? await ReadSheetAsync(partner, raw, unpacked.Body, body, stop)
            : EnvelopeParser.Read(body.Kind, raw, unpacked.Body, body.MessageId, body.Attributes);
    }

    private async ValueTask<Envelope> ReadSheetAsync(
        Partner partner,
        byte[] raw,
        byte[] unpacked,
        RefusedBody body,
        CancellationToken stop)
    {
        var file = TableFile.Read(unpacked, body.Kind == ContentKind.Workbook, charset: null, CsvColumns.Known);
        if (file.Refusal is { } unread)
            return new Envelope([], [], unread);
        if (UpdateSheet.Of(file) is not { Rows: var rows } sheet)
            return Envelope.Refused(
                "",
                "empty",
                "The sheet is empty: send a line of headings (plan, deliverable, as at, status, summary) and a line for each "
                    + "update.");
        var (columns, refusal) = CsvColumns.Of(sheet.Headings);
        if (columns is null)
            return new Envelope([], [], refusal);
        var line = sheet.Headings.Line;
        var parser = new CsvParser(partner, columns);
        if (Missing(columns, hasOnePlan: parser.OnlyPlan is not null) is { } missing)
            return new Envelope([], [], columns.Missing(line, missing));
        if (rows.Count == 0)
            return Envelope.Refused(
                $"/{line}",
                "empty",
                "The sheet has headings and no line below them: add one line for each update. With curl, --data-binary keeps the "
                    + "ends of lines that -d takes out.");
        var named = columns.NeedPlans ? await NamedAsync(partner, rows.Select(parser.Plan), stop) : [];
        var measures = new CsvMeasures(named);
        var (updates, warnings) = parser.Read(rows, measures, new CsvTitles(named));
        if (updates.Count == 0)
            return Envelope.Refused($"/{line}", "empty",
                "No line reports anything: fill in a status, a summary or a figure in the lines that you report on.");
        var hash = EnvelopeParser.Hash(raw);
        return Envelope.Of(
            new Incoming(body.MessageId ?? EnvelopeParser.FromHash(hash), hash, 0, updates),
            [.. sheet.Warnings, .. Unused(columns, measures, line, updates), .. warnings]);
    }

    private static string? Missing(CsvColumns columns, bool hasOnePlan)
    {
        if (!columns.Fields.ContainsKey("deliverable"))
            return "deliverable";
        if (!columns.Fields.ContainsKey("asAt"))
            return "asAt";
        return hasOnePlan || columns.Fields.ContainsKey("plan") ? null : "plan";
    }

    private async Task<List<StoredPlan>> NamedAsync(Partner partner, IEnumerable<string> ids, CancellationToken stop)
    {
        var named = new List<StoredPlan>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal).Where(partner.AllPlans().Contains))
        {
            if (await plans.FindAsync(id, stop) is { } plan)
                named.Add(plan);
        }

        return named;
    }

    /// <summary>Columns that no field and no measure has.</summary>
    private static IEnumerable<string> Unused(
        CsvColumns columns,
        CsvMeasures measures,
        int line,
        IReadOnlyList<RawUpdate> updates) =>
        from column in columns.Others
        let heading = columns.Headings[column]
        where heading.Length > 0 && measures.Of(heading, "", "") is null && updates.All(u => !u.Places!.Values.Contains(heading))
        let near = CsvColumns.NearestTo(heading) is { } field ? $"; did you mean {field}?" : ""
        select $"/{line}/{JsonFields.Escape(heading)}: column not used{near}";
}
