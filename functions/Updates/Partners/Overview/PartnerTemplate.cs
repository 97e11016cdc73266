using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The spreadsheet that a partner fills in: a line for each item it may report on, a column for each figure. The hub
/// reads it back; a line
/// that nobody filled in reports nothing. Pure.</summary>
public static class PartnerTemplate
{
    /// <summary>Columns of figures: a wider sheet helps nobody.</summary>
    private const int MaxMeasures = 60;

    private static readonly string[] Headings = ["Plan", "Deliverable", "Title", "As at", "Status", "Percent complete", "Summary",
        "Forecast", "Note"];

    /// <returns>UTF-8 with a mark, for spreadsheets (RFC 4180).</returns>
    public static byte[] Csv(Partner partner, IReadOnlyList<StoredPlan> plans)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var line in Lines(partner, plans))
            text.AppendJoin(',', line.Select(c => CsvCell.Quoted(CsvCell.Guarded(c)))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <returns>An <c>.xlsx</c> file in which every cell is a text, so that 2.10 stays 2.10.</returns>
    public static byte[] Workbook(Partner partner, IReadOnlyList<StoredPlan> plans) =>
        WorkbookWriter.Write(Lines(partner, plans), "Updates");

    private static IEnumerable<IReadOnlyList<string>> Lines(Partner partner, IReadOnlyList<StoredPlan> plans)
    {
        var items = plans.SelectMany(
            plan => plan.Items.Where(i => partner.MayReportOn(plan.Plan.Id, i.Id)).Select(item => (plan.Plan.Id, item))).ToList();
        string[] headings = [.. Headings, .. Measures(items.Select(i => i.item))];
        var rest = Enumerable.Repeat("", headings.Length - 3);
        return items.Select(IReadOnlyList<string> (i) => [i.Id, i.item.Id, i.item.Definition.Title, .. rest]).Prepend(headings);
    }

    /// <summary>By name; by id where the name would be read as another column.</summary>
    private static IEnumerable<string> Measures(IEnumerable<PlanItem> items) => items
        .SelectMany(i => i.Definition.Measures)
        .Select(m => CsvColumns.IsField(m.Name) || CsvColumns.Plain(m.Name).Length == 0 ? $"Measure: {m.Id}" : m.Name)
        .DistinctBy(CsvColumns.Plain)
        .Take(MaxMeasures);
}
