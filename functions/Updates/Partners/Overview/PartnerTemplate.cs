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
    public static byte[] Of(Partner partner, IReadOnlyList<StoredPlan> plans)
    {
        var items = plans.SelectMany(
            plan => plan.Items.Where(i => partner.MayReportOn(plan.Plan.Id, i.Id)).Select(item => (plan.Plan.Id, item))).ToList();
        var text = new StringBuilder("\uFEFF");
        string[] headings = [.. Headings, .. Measures(items.Select(i => i.item))];
        Append(text, headings);
        foreach (var (plan, item) in items)
            Append(text, [plan, item.Id, item.Definition.Title, .. Enumerable.Repeat("", headings.Length - 3)]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>By name; by id where the name would be read as another column.</summary>
    private static IEnumerable<string> Measures(IEnumerable<PlanItem> items) => items
        .SelectMany(i => i.Definition.Measures)
        .Select(m => CsvColumns.IsField(m.Name) || CsvColumns.Plain(m.Name).Length == 0 ? $"Measure: {m.Id}" : m.Name)
        .DistinctBy(CsvColumns.Plain)
        .Take(MaxMeasures);

    private static void Append(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(c => CsvCell.Quoted(CsvCell.Guarded(c)))).Append("\r\n");
}
