using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>plain.txt</c>: the whole plan as plain text, for screen readers, Braille displays, e-mail and archives.</summary>
public static class PlainText
{
    public static byte[] Of(SnapshotView view)
    {
        var now = view.Now;
        var say = view.Voice.Words;
        var text = new StringBuilder();
        text.AppendLine(now.Plan.Title.ToUpperInvariant());
        text.AppendLine(
            string.Join(
                ", ",
                new[] { now.Plan.Organisation, say.Of(now.Plan.Status), now.Plan.Period }.Where(t => !string.IsNullOrEmpty(t))));
        text.AppendLine(say.Say($"As at {say.Time(now.AsAt)}, London. Snapshot {now.Sequence}.")).AppendLine();
        text.AppendLine($"{say.Count(now.Totals.Items, "item")}:");
        foreach (var standing in Enum.GetValues<Standing>().Where(s => Words.Count(now.Totals, s) > 0))
            text.AppendLine($"  {say.Of(standing)}: {Words.Count(now.Totals, standing)}");
        var totals = now.Totals;
        var (ongoing, overdue, undated, unowned) = (totals.Ongoing, totals.Overdue, totals.Undated, totals.Unowned);
        text.AppendLine(say.Say(
            $"Also counted: {ongoing} ongoing, {overdue} overdue, {undated} without a date, {unowned} without an owner."));
        if (view.IsOnHold)
            text.AppendLine().AppendLine(say["Publication is on hold: what is new will be shown when the hold ends."]);
        foreach (var (item, depth, heading) in view.Tree)
        {
            var indent = new string(' ', 2 * depth);
            text.AppendLine().AppendLine($"{indent}{item.Label ?? item.Level}: {say.Title(item)}");
            text.AppendLine($"{indent}  {say["Status"]}: {say.Of(item.Standing)}{(item.Overdue ? $", {say["overdue"]}" : "")}");
            if (item.Timescale is { } words)
                text.AppendLine($"{indent}  {say["When, in the plan's words"]}: {words}");
            if (!heading || item.Due is not null)
                text.AppendLine($"{indent}  {say["Taken to mean"]}: {say.Window(item)}");
            if (!heading || item.Owner is not null)
                text.AppendLine($"{indent}  {say["Owner"]}: {say.Of(item.Owner) ?? say["no owner"]}");
            if (item.Summary is { } summary)
                text.AppendLine($"{indent}  {say["Report"]}: {summary.ReplaceLineEndings(" ")}");
            foreach (var measure in item.Measures)
            {
                var aim = measure.Target is { } target ? $"; {say["target"]} {Wording.Amount(target, measure.Unit)}" : "";
                text.AppendLine($"{indent}  {say["Measure"]}: {measure.Name}: {say.Value(measure)}{aim}");
            }

        }

        text.AppendLine().AppendLine($"{say["Hash"]}: {now.Hash}");
        return Encoding.UTF8.GetBytes(text.ToString().ReplaceLineEndings("\n"));
    }
}
