using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Reads what is published of a plan.</summary>
public sealed class PublicFiles(
    ISnapshotFiles files,
    IPublicationChain publications,
    SnapshotRebuilder history,
    EarlierState earlier)
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
        var snapshot =
            recipe.IsErased ? ErasedSnapshot.Read(file)
            : Chain.IsIntact(file) ? CanonicalJson.Read<Snapshot>(file)
            : null;
        return snapshot?.Hash == recipe.Hash ? snapshot : null;
    }

    /// <summary>The same without a look at the chain, where the file is as it was published.</summary>
    /// <param name="file">Relative to the plan's folder.</param>
    /// <returns>Null where it is not.</returns>
    public async Task<Snapshot?> IntactAsync(string plan, string file, string hash, CancellationToken stop) =>
        await files.ReadAsync($"{plan}/{file}", stop) is { } found && Chain.IsIntact(found.Content)
        && CanonicalJson.Read<Snapshot>(found.Content) is { } snapshot && snapshot.Hash == hash ? snapshot : null;

    /// <summary>The snapshot after which changes count: the newest at the end of a day. Where the plan was first published later,
    /// its first one as it would have been at the end of that day.</summary>
    /// <param name="known">Where an earlier publication found it.</param>
    /// <param name="recipe">Of a snapshot that the chain does not hold yet.</param>
    public async Task<Snapshot> StartOfAsync(
        Snapshot now,
        DateOnly from,
        SpanStart? known,
        CancellationToken stop,
        Publication? recipe = null)
    {
        var plan = now.Plan.Id;
        var start =
            known?.From != from
                ? await AtEndOfAsync(plan, from, stop) ?? await SnapshotAsync(plan, 1, stop)
                : await IntactAsync(plan, Chain.FileOf(known.AsAt, known.Hash), known.Hash, stop)
                    ?? await SnapshotAsync(plan, known.Sequence, stop);
        start ??= now;
        return LondonTime.DateOf(start.AsAt) > from
            ? await earlier.AtEndOfAsync(start, from, start == now ? recipe : null, stop)
            : start;
    }

    /// <summary>The name of a plan that is public, from its smallest file; null when it is not public.</summary>
    public async Task<EmbedPlan?> NameAsync(string plan, CancellationToken stop)
    {
        if (await files.ReadAsync($"{plan}/{EmbedFile.Name}", stop) is { } file)
            return CanonicalJson.Read<EmbedFile>(file.Content).Plan;
        // Published by a version that wrote no such file.
        return await NewestAsync(plan, stop) is { } newest
            ? new EmbedPlan(plan, newest.Plan.Title, newest.Plan.Organisation)
            : null;
    }

    /// <summary>What latest.json shows; null when the plan is not public.</summary>
    public async Task<Snapshot?> NewestAsync(string plan, CancellationToken stop) =>
        await files.ReadAsync($"{plan}/latest.json", stop) is { } file ? CanonicalJson.Read<Snapshot>(file.Content) : null;

    /// <summary>Whether readers have begun to see a publication: the first of its files shows it.</summary>
    public async Task<bool> HasBegunAsync(string plan, long sequence, CancellationToken stop) =>
        (await files.FindAsync($"{plan}/{Renderings.Names[0]}", stop))?.Sequence == sequence;

    /// <summary>Whether there are files that name no date, also of a chain from before the plan was restored.</summary>
    public async Task<bool> AreThereAsync(string plan, CancellationToken stop) =>
        await files.FindAsync($"{plan}/{Renderings.Names[0]}", stop) is not null;

    /// <summary>What changed after the end of a day.</summary>
    public async Task<IReadOnlyList<ItemDifference>> ChangesAsync(Snapshot now, DateOnly from, CancellationToken stop) =>
        Differences.Between(await StartOfAsync(now, from, known: null, stop), now);

    public async Task<Snapshot?> AtEndOfAsync(string plan, DateOnly day, CancellationToken stop)
    {
        var end = LondonTime.At(day.AddDays(1), TimeOnly.MinValue).AddSeconds(-1);
        return await publications.AtAsync(plan, end, stop) is { } at ? await SnapshotAsync(plan, at.Sequence, stop) : null;
    }
}
