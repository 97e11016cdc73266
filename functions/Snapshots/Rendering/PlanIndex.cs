using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>index.json</c>: every public plan with its totals.</summary>
public sealed class PlanIndex(ISnapshotFiles files)
{
    public const string Name = "index.json";
    private const int MaxAttempts = 20;

    public Task EnterAsync(Snapshot snapshot, CancellationToken stop)
    {
        var plan = snapshot.Plan;
        var entry = new IndexedPlan(
            plan.Id, plan.Title, plan.Organisation, plan.Area, plan.Status, plan.Period, snapshot.AsAt, snapshot.Sequence, snapshot.Hash, snapshot.Totals,
            $"{plan.Id}/latest.json", $"{plan.Id}/index.html");
        return ChangeAsync(plans => plans.FirstOrDefault(p => p.Id == plan.Id)?.Sequence > snapshot.Sequence ? plans : [.. plans.Where(p => p.Id != plan.Id), entry], stop);
    }

    public Task RemoveAsync(string plan, CancellationToken stop) => ChangeAsync(plans => [.. plans.Where(p => p.Id != plan)], stop);

    private async Task ChangeAsync(Func<IReadOnlyList<IndexedPlan>, IReadOnlyList<IndexedPlan>> change, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var there = await files.ReadAsync(Name, stop);
            var old = there?.Content.ToMemory() ?? default;
            IReadOnlyList<IndexedPlan> plans = there is null ? [] : CanonicalJson.Read<IndexFile>(old.Span).Plans;
            var json = CanonicalJson.Write(new IndexFile("index/1", [.. change(plans).OrderBy(p => p.Id, StringComparer.Ordinal)]));
            if (json.AsSpan().SequenceEqual(old.Span)
                || await files.TryWriteAsync(new SnapshotFile(Name, "application/json", json, SnapshotFile.Latest), 0, there?.Stamp, stop))
                return;
        }

        throw new IOException($"{Name} was changed by others {MaxAttempts} times in a row; the next run tries again.");
    }
}

public sealed record IndexFile(string Schema, IReadOnlyList<IndexedPlan> Plans);

/// <param name="Latest">Relative to the index.</param>
public sealed record IndexedPlan(
    string Id, string Title, string Organisation, string? Area, PlanStatus Status, string? Period, DateTimeOffset AsAt, long Sequence, string Hash,
    PlanTotals Totals, string Latest, string Page);
