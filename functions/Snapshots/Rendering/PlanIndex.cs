using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>index.json</c>: every public plan with its totals.</summary>
/// <remarks>Invariant: the permission is asked between reading the list and writing it on condition that it is unchanged.</remarks>
public sealed class PlanIndex(ISnapshotFiles files) : IDisposable
{
    public const string Name = "index.json";
    private const int MaxAttempts = 60;
    private const int MaxPause = 100;

    /// <summary>Publications of one process go one after another; those of others collide and try again.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <returns>False when the permission has ended.</returns>
    public Task<bool> EnterAsync(Snapshot snapshot, Permission permission, CancellationToken stop)
    {
        var plan = snapshot.Plan;
        var entry = new IndexedPlan(
            plan.Id, plan.Title, plan.Organisation, plan.Area, plan.Status, plan.Period, snapshot.AsAt, snapshot.Sequence, snapshot.Hash, snapshot.Totals,
            $"{plan.Id}/latest.json", $"{plan.Id}/index.html");
        return ChangeAsync(plans => [.. plans.Where(p => p.Id != plan.Id), entry], always: false, permission, stop);
    }

    /// <summary>Written even where the plan is not listed, so that an entry on its way meets a changed file.</summary>
    /// <returns>False when the permission has ended.</returns>
    public Task<bool> RemoveAsync(string plan, Permission permission, CancellationToken stop) =>
        ChangeAsync(plans => [.. plans.Where(p => p.Id != plan)], always: true, permission, stop);

    public void Dispose() => _turn.Dispose();

    private async Task<bool> ChangeAsync(
        Func<IReadOnlyList<IndexedPlan>, IEnumerable<IndexedPlan>> change, bool always, Permission permission, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                if (await TryChangeAsync(change, always, permission, stop) is { } result)
                    return result;
                await Task.Delay(Random.Shared.Next(MaxPause), stop);
            }
        }
        finally
        {
            _turn.Release();
        }

        throw new IOException($"{Name} was changed by others {MaxAttempts} times in a row; the next run tries again.");
    }

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<bool?> TryChangeAsync(
        Func<IReadOnlyList<IndexedPlan>, IEnumerable<IndexedPlan>> change, bool always, Permission permission, CancellationToken stop)
    {
        var there = await files.ReadAsync(Name, stop);
        if (!await permission.StandsAsync(stop))
            return false;
        var old = there?.Content.ToMemory() ?? default;
        IReadOnlyList<IndexedPlan> plans = there is null ? [] : CanonicalJson.Read<IndexFile>(old.Span).Plans;
        var json = CanonicalJson.Write(new IndexFile("index/1", [.. change(plans).OrderBy(p => p.Id, StringComparer.Ordinal)]));
        if (!always && json.AsSpan().SequenceEqual(old.Span))
            return true;
        var file = new SnapshotFile(Name, "application/json", json, SnapshotFile.Latest);
        return await files.TryWriteAsync(file, 0, there?.Stamp, stop) is null ? null : true;
    }
}

public sealed record IndexFile(string Schema, IReadOnlyList<IndexedPlan> Plans);

/// <param name="Latest">Relative to the index.</param>
public sealed record IndexedPlan(
    string Id, string Title, string Organisation, string? Area, PlanStatus Status, string? Period, DateTimeOffset AsAt, long Sequence, string Hash,
    PlanTotals Totals, string Latest, string Page);
