using System.Globalization;
using System.Text.Json.Serialization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>What changed of one item between two snapshots.</summary>
/// <param name="Gone">True when the item left the plan.</param>
public sealed record ItemDifference(string Item, string Title, Standing Standing, bool Gone, IReadOnlyList<Change> Changes);

/// <param name="Field">What changed: status, date, milestone, progress, summary, measure, owner, wording, added or
/// removed.</param>
/// <param name="From">In words; null where there was nothing.</param>
public sealed record Change(string Field, string? From, string? To)
{
    /// <summary>The measure or milestone by name, in the plan's own words; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? What { get; init; }
}

/// <summary>Compares two snapshots. Works on what is public only, so it cannot tell more than they do.</summary>
public static class Differences
{
    /// <param name="words">In which values are told; English where left out.</param>
    public static IReadOnlyList<ItemDifference> Between(Snapshot before, Snapshot after, Wording? words = null)
    {
        words ??= Wording.English;
        var known = before.Items.ToDictionary(i => i.Id);
        var differences = new List<ItemDifference>();
        foreach (var item in after.Items)
        {
            IReadOnlyList<Change> changes = known.Remove(item.Id, out var old)
                ? [.. Of(old, item, words)]
                : [new Change("added", null, item.Title)];
            if (changes.Count > 0)
                differences.Add(new ItemDifference(item.Id, item.Title, item.Standing, Gone: false, changes));
        }

        differences.AddRange(before.Items.Where(i => known.ContainsKey(i.Id))
            .Select(i => new ItemDifference(i.Id, i.Title, i.Standing, Gone: true, [new Change("removed", i.Title, null)])));
        return differences;
    }

    private static IEnumerable<Change> Of(PublicItem old, PublicItem now, Wording words)
    {
        if (old.Standing != now.Standing)
            yield return new Change("status", words.Of(old.Standing), words.Of(now.Standing));
        else if (old.Lifecycle != now.Lifecycle)
            yield return new Change("status", words.Of(old.Lifecycle), words.Of(now.Lifecycle));
        if (!old.Overdue && now.Overdue)
            yield return new Change("status", null, words["Overdue"]);
        if (old.Due != now.Due || old.Earliest != now.Earliest)
            yield return new Change("date", words.Window(old), words.Window(now));
        foreach (var milestone in now.Milestones)
        {
            var was = old.Milestones.FirstOrDefault(m => m.Id == milestone.Id);
            if (was?.CompletedOn is null && milestone.CompletedOn is { } on)
                yield return Step(milestone, words.Say($"{words.Kind(milestone)}: reached on {words.Day(on)}"));
            else if (was?.Forecast != milestone.Forecast && milestone.Forecast is { } day)
                yield return Step(milestone, words.Say($"{words.Kind(milestone)}: now expected by {words.Day(day)}"));
            else if (was?.Forecast != milestone.Forecast)
                yield return Step(milestone, words.Say($"{words.Kind(milestone)}: forecast withdrawn"));
        }

        if (old.PercentComplete != now.PercentComplete)
            yield return new Change("progress", Percent(old.PercentComplete), Percent(now.PercentComplete));
        if (old.Summary != now.Summary)
            yield return new Change("summary", old.Summary, now.Summary);
        foreach (var measure in now.Measures)
        {
            var was = old.Measures.FirstOrDefault(m => m.Id == measure.Id);
            if (was?.Value != measure.Value || was?.Suppressed != measure.Suppressed)
                yield return new Change("measure", was is null ? null : words.Value(was), words.Value(measure))
                {
                    What = measure.Name,
                };
        }

        if (old.Owner != now.Owner)
            yield return new Change("owner", words.Of(old.Owner), words.Of(now.Owner));
        if (old.Title != now.Title)
            yield return new Change("wording", old.Title, now.Title);
    }

    private static Change Step(PublicMilestone milestone, string told) =>
        new("milestone", null, told) { What = milestone.Label.Length == 0 ? null : milestone.Label };

    private static string? Percent(int? value) =>
        value is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent}%") : null;
}
