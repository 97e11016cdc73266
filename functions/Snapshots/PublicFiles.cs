using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Reads what is published of a plan.</summary>
public sealed class PublicFiles(ISnapshotFiles files, IPublicationChain publications, SnapshotRebuilder history)
{
    /// <summary>A published snapshot: its own file where that is intact, else made again from history.</summary>
    /// <returns>Null when the plan has no such publication.</returns>
    public async Task<Snapshot?> SnapshotAsync(string plan, long sequence, CancellationToken stop) =>
        (await FindAsync(plan, sequence, stop))?.Snapshot;

    /// <summary>The same, and whether its file is missing: of a publication that was cut short.</summary>
    public async Task<(Snapshot Snapshot, bool FileIsMissing)?> FindAsync(string plan, long sequence, CancellationToken stop)
    {
        if (await publications.FindAsync(plan, sequence, stop) is not { } recipe)
            return null;
        var file = await files.ReadAsync($"{plan}/{Chain.FileOf(recipe.AsAt, recipe.Hash)}", stop);
        if (file is { } found && Read(recipe, found.Content) is { } snapshot)
            return (snapshot, false);
        var rebuilt = await history.RebuildAsync(plan, recipe, stop);
        return (rebuilt.Snapshot, file is null && !rebuilt.IsErased);
    }

    /// <summary>Null where the file is not what was published, nor what an erasure left of it.</summary>
    private static Snapshot? Read(Publication recipe, BinaryData file)
    {
        var snapshot = recipe.IsErased ? ErasedSnapshot.Read(file) : Chain.IsIntact(file) ? CanonicalJson.Read<Snapshot>(file) : null;
        return snapshot?.Hash == recipe.Hash ? snapshot : null;
    }

    /// <summary>What latest.json shows; null when the plan is not public.</summary>
    public async Task<Snapshot?> NewestAsync(string plan, CancellationToken stop) =>
        await files.ReadAsync($"{plan}/latest.json", stop) is { } file ? CanonicalJson.Read<Snapshot>(file.Content) : null;

    /// <summary>Whether readers have begun to see a publication: the first of its files shows it.</summary>
    public async Task<bool> HasBegunAsync(string plan, long sequence, CancellationToken stop) =>
        (await files.FindAsync($"{plan}/{Renderings.Names[0]}", stop))?.Sequence == sequence;

    /// <summary>What changed after the end of a day; since the first snapshot where the plan is younger.</summary>
    public async Task<IReadOnlyList<ItemDifference>> ChangesAsync(Snapshot now, DateOnly from, CancellationToken stop)
    {
        var before = await AtEndOfAsync(now.Plan.Id, from, stop) ?? await SnapshotAsync(now.Plan.Id, 1, stop);
        return before is null ? [] : Differences.Between(before, now);
    }

    public async Task<Snapshot?> AtEndOfAsync(string plan, DateOnly day, CancellationToken stop)
    {
        var end = LondonTime.At(day.AddDays(1), TimeOnly.MinValue).AddSeconds(-1);
        return await publications.AtAsync(plan, end, stop) is { } at ? await SnapshotAsync(plan, at.Sequence, stop) : null;
    }
}
