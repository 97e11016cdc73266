using System.Text.Json.Serialization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The recent past of a plan as public files need it: made step by step from public snapshots alone, bounded, and the
/// same each time it is made.</summary>
/// <param name="Sequence">The snapshot up to which this tells.</param>
/// <param name="Publications">Newest first.</param>
/// <param name="Items">By item id; items without a past are left out.</param>
public sealed record ChangeLog(
    string Plan,
    long Sequence,
    DateTimeOffset First,
    IReadOnlyList<TrailPublication> Publications,
    SortedDictionary<string, ItemTrail> Items)
{
    /// <summary>In which values are told; null for English.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanLanguage? Language { get; init; }

    public const int MaxPublications = 40;
    public const int MaxDifferences = 25;
    public const int MaxChanges = 8;
    public const int MaxPoints = 24;

    /// <param name="language">Of the newest snapshot: a plan that changes its language has its past told again.</param>
    public static ChangeLog Start(Snapshot first, PlanLanguage? language = null) =>
        new(
            first.Plan.Id,
            first.Sequence,
            first.AsAt,
            [new TrailPublication(first.Sequence, first.AsAt, first.Hash, first.Items.Count, [])],
            new(
                first
                    .Items.Where(i => i.Measures.Any(m => m.Value is not null))
                    .ToDictionary(i => i.Id, i => new ItemTrail([], Points([], i)), StringComparer.Ordinal),
                StringComparer.Ordinal))
        {
            Language = language,
        };

    public ChangeLog Extend(Snapshot before, Snapshot after)
    {
        var differences = Differences.Between(before, after, Wording.In(Language));
        var items = new SortedDictionary<string, ItemTrail>(Items, StringComparer.Ordinal);
        var now = after.Items.ToDictionary(i => i.Id);
        foreach (var difference in differences.Where(d => !d.Gone))
        {
            var known = items.GetValueOrDefault(difference.Item) ?? new ItemTrail([], []);
            IEnumerable<TrailStep> changes = [new TrailStep(after.Sequence, after.AsAt, difference.Changes), .. known.Changes];
            items[difference.Item] = new ItemTrail([.. changes.Take(MaxChanges)], Points(known.Points, now[difference.Item]));
        }

        foreach (var gone in items.Keys.Where(id => !now.ContainsKey(id)).ToList())
            items.Remove(gone);
        IEnumerable<TrailPublication> publications =
        [
            new TrailPublication(
                after.Sequence,
                after.AsAt,
                after.Hash,
                differences.Count,
                [.. differences.Take(MaxDifferences)]),
            .. Publications,
        ];
        return this with { Sequence = after.Sequence, Publications = [.. publications.Take(MaxPublications)], Items = items };
    }

    private static List<Point> Points(IReadOnlyList<Point> known, PublicItem item)
    {
        var points = known.ToList();
        foreach (var measure in item.Measures)
        {
            if (measure is { Value: { } value, AsAt: { } at }
                && points.FindLast(p => p.Measure == measure.Id) is var last
                && (last?.Value != value || last.At != at))
                points.Add(new Point(measure.Id, at, value));
        }

        return [.. points.GroupBy(p => p.Measure).SelectMany(g => g.TakeLast(MaxPoints))];
    }
}

/// <param name="Count">Items that changed; of the first publication, all items.</param>
public sealed record TrailPublication(
    long Sequence,
    DateTimeOffset AsAt,
    string Hash,
    int Count,
    IReadOnlyList<ItemDifference> Differences);

public sealed record ItemTrail(IReadOnlyList<TrailStep> Changes, IReadOnlyList<Point> Points);

public sealed record TrailStep(long Sequence, DateTimeOffset AsAt, IReadOnlyList<Change> Changes);

/// <summary>A measure's value as published.</summary>
public sealed record Point(string Measure, DateTimeOffset At, decimal Value);
