using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>index.json</c>: every public plan with its totals.</summary>
/// <remarks>Invariant: the permission is asked between reading the list and writing it on condition that it is unchanged.</remarks>
public sealed class PlanIndex(ISnapshotFiles files) : IDisposable
{
    public const string Name = "index.json";
    private const int MaxAttempts = 60;
    private const int MaxPause = 100;
    private const int AtOnce = 16;

    /// <summary>Publications of one process go one after another; those of others collide and try again.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Many plans with one write.</summary>
    /// <returns>The plans whose permission has ended.</returns>
    /// <exception cref="IOException">Others changed it all the time.</exception>
    public async Task<IReadOnlySet<string>> ChangeAsync(IReadOnlyList<IndexChange> changes, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                if (await TryChangeAsync(changes, stop) is { } refused)
                    return refused;
                await Task.Delay(Random.Shared.Next(MaxPause), stop);
            }
        }
        finally
        {
            _turn.Release();
        }

        throw new IOException($"{Name} was changed by others {MaxAttempts} times in a row; the next run tries again.");
    }

    /// <returns>False when the permission has ended.</returns>
    public async Task<bool> ChangeAsync(IndexChange change, CancellationToken stop) => (await ChangeAsync([change], stop)).Count == 0;

    public void Dispose() => _turn.Dispose();

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<IReadOnlySet<string>?> TryChangeAsync(IReadOnlyList<IndexChange> changes, CancellationToken stop)
    {
        var there = await files.ReadAsync(Name, stop);
        var stands = await changes.AskAsync(AtOnce, (change, token) => change.Permission.StandsAsync(token), stop);
        var refused = changes.Where((_, i) => !stands[i]).Select(c => c.Plan).ToHashSet(StringComparer.Ordinal);
        var granted = changes.Where((_, i) => stands[i]).ToDictionary(c => c.Plan, StringComparer.Ordinal);
        if (granted.Count == 0)
            return refused;
        var old = there?.Content.ToMemory() ?? default;
        IReadOnlyList<IndexedPlan> plans = there is null ? [] : CanonicalJson.Read<IndexFile>(old.Span).Plans;
        var now = plans.Where(p => !granted.ContainsKey(p.Id)).Concat(granted.Values.Select(c => c.Entry).OfType<IndexedPlan>());
        var json = CanonicalJson.Write(new IndexFile("index/1", [.. now.OrderBy(p => p.Id, StringComparer.Ordinal)]));
        // A removal is written even where the plan is not listed, so that an entry on its way meets a changed file.
        if (granted.Values.All(c => c.Entry is not null) && json.AsSpan().SequenceEqual(old.Span))
            return refused;
        var file = new SnapshotFile(Name, "application/json", json, SnapshotFile.Latest);
        return await files.TryWriteAsync(file, 0, there?.Stamp, stop) is null ? null : refused;
    }
}

/// <param name="Entry">Null takes the plan out.</param>
public sealed record IndexChange(string Plan, IndexedPlan? Entry, Permission Permission)
{
    public static IndexChange Of(Snapshot snapshot, Permission permission)
    {
        var plan = snapshot.Plan;
        var entry = new IndexedPlan(
            plan.Id, plan.Title, plan.Organisation, plan.Area, plan.Status, plan.Period, snapshot.AsAt, snapshot.Sequence, snapshot.Hash, snapshot.Totals,
            $"{plan.Id}/latest.json", $"{plan.Id}/index.html");
        return new(plan.Id, entry, permission);
    }
}

public sealed record IndexFile(string Schema, IReadOnlyList<IndexedPlan> Plans);

/// <param name="Latest">Relative to the index.</param>
public sealed record IndexedPlan(
    string Id, string Title, string Organisation, string? Area, PlanStatus Status, string? Period, DateTimeOffset AsAt, long Sequence, string Hash,
    PlanTotals Totals, string Latest, string Page);
