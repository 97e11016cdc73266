using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>plain.txt</c>: the whole plan as plain text, for screen readers, Braille displays, e-mail and archives.</summary>
public static class PlainText
{
    public static byte[] Of(SnapshotView view)
    {
        var now = view.Now;
        var text = new StringBuilder();
        text.AppendLine(now.Plan.Title.ToUpperInvariant());
        text.AppendLine(string.Join(", ", new[] { now.Plan.Organisation, Words.Of(now.Plan.Status), now.Plan.Period }.Where(t => !string.IsNullOrEmpty(t))));
        text.AppendLine($"As at {Words.Time(now.AsAt)}, London. Snapshot {now.Sequence}.").AppendLine();
        text.AppendLine($"{Words.Plural(now.Totals.Items, "item")}:");
        foreach (var standing in Enum.GetValues<Standing>().Where(s => Words.Count(now.Totals, s) > 0))
            text.AppendLine($"  {Words.Of(standing)}: {Words.Count(now.Totals, standing)}");
        text.AppendLine($"Counted besides: {now.Totals.Ongoing} ongoing, {now.Totals.Overdue} overdue, {now.Totals.Undated} without a date, {now.Totals.Unowned} without an owner.");
        foreach (var (item, depth, heading) in view.Tree)
        {
            var indent = new string(' ', 2 * depth);
            text.AppendLine().AppendLine($"{indent}{item.Label ?? item.Level}: {Words.Title(item)}");
            text.AppendLine($"{indent}  Status: {Words.Of(item.Standing)}{(item.Overdue ? ", overdue" : "")}");
            if (item.Timescale is { } words)
                text.AppendLine($"{indent}  When, in the plan's words: {words}");
            if (!heading || item.Due is not null)
                text.AppendLine($"{indent}  Taken to mean: {Words.Window(item)}");
            if (!heading || item.Owner is not null)
                text.AppendLine($"{indent}  Owner: {Words.Of(item.Owner) ?? "no owner"}");
            if (item.Summary is { } summary)
                text.AppendLine($"{indent}  Report: {summary.ReplaceLineEndings(" ")}");
            foreach (var measure in item.Measures)
                text.AppendLine($"{indent}  Measure: {measure.Name}: {Words.Value(measure)}{(measure.Target is { } target ? $"; target {Words.Amount(target, measure.Unit)}" : "")}");
        }

        text.AppendLine().AppendLine($"Hash: {now.Hash}");
        return Encoding.UTF8.GetBytes(text.ToString().ReplaceLineEndings("\n"));
    }
}
