using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>What changed of one item between two snapshots.</summary>
/// <param name="Gone">True when the item left the plan.</param>
public sealed record ItemDifference(string Item, string Title, Standing Standing, bool Gone, IReadOnlyList<Change> Changes);

/// <param name="Field">What changed: status, date, milestone, progress, summary, measure, owner, wording, added or removed.</param>
/// <param name="From">In words; null where there was nothing.</param>
public sealed record Change(string Field, string? From, string? To);

/// <summary>Compares two snapshots. Works on what is public only, so it cannot tell more than they do.</summary>
public static class Differences
{
    public static IReadOnlyList<ItemDifference> Between(Snapshot before, Snapshot after)
    {
        var known = before.Items.ToDictionary(i => i.Id);
        var differences = new List<ItemDifference>();
        foreach (var item in after.Items)
        {
            IReadOnlyList<Change> changes = known.Remove(item.Id, out var old) ? [.. Of(old, item)] : [new Change("added", null, item.Title)];
            if (changes.Count > 0)
                differences.Add(new ItemDifference(item.Id, item.Title, item.Standing, Gone: false, changes));
        }

        differences.AddRange(before.Items.Where(i => known.ContainsKey(i.Id))
            .Select(i => new ItemDifference(i.Id, i.Title, i.Standing, Gone: true, [new Change("removed", i.Title, null)])));
        return differences;
    }

    private static IEnumerable<Change> Of(PublicItem old, PublicItem now)
    {
        if (old.Standing != now.Standing)
            yield return new Change("status", Words.Of(old.Standing), Words.Of(now.Standing));
        else if (old.Lifecycle != now.Lifecycle)
            yield return new Change("status", Words.Of(old.Lifecycle), Words.Of(now.Lifecycle));
        if (!old.Overdue && now.Overdue)
            yield return new Change("status", null, "Overdue");
        if (old.Due != now.Due || old.Earliest != now.Earliest)
            yield return new Change("date", Words.Window(old), Words.Window(now));
        foreach (var milestone in now.Milestones)
        {
            var was = old.Milestones.FirstOrDefault(m => m.Id == milestone.Id);
            if (was?.CompletedOn is null && milestone.CompletedOn is { } on)
                yield return new Change("milestone", null, $"{Words.Of(milestone)}: reached on {Words.Day(on)}");
            else if (was?.Forecast != milestone.Forecast)
                yield return new Change("milestone", null, milestone.Forecast is { } day ? $"{Words.Of(milestone)}: now expected by {Words.Day(day)}" : $"{Words.Of(milestone)}: forecast withdrawn");
        }

        if (old.PercentComplete != now.PercentComplete)
            yield return new Change("progress", Percent(old.PercentComplete), Percent(now.PercentComplete));
        if (old.Summary != now.Summary)
            yield return new Change("summary", old.Summary, now.Summary);
        foreach (var measure in now.Measures)
        {
            var was = old.Measures.FirstOrDefault(m => m.Id == measure.Id);
            if (was?.Value != measure.Value || was?.Suppressed != measure.Suppressed)
                yield return new Change("measure", was is null ? null : Words.Value(was), $"{measure.Name}: {Words.Value(measure)}");
        }

        if (old.Owner != now.Owner)
            yield return new Change("owner", Words.Of(old.Owner), Words.Of(now.Owner));
        if (old.Title != now.Title)
            yield return new Change("wording", old.Title, now.Title);
    }

    private static string? Percent(int? value) => value is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent}%") : null;
}
