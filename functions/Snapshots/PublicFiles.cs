using System.Text.Json;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The public files of a plan, made from its chain: immutable ones first, then those that point at the newest.</summary>
public sealed class PublicFiles(ISnapshotFiles files, IPublicationChain publications, SnapshotRebuilder history, Renderings renderings, PlanIndex index)
{
    private const int MaxAttempts = 8;

    /// <summary>A published snapshot: its own file where that is intact, else made again from history.</summary>
    /// <returns>Null when the plan has no such publication.</returns>
    public async Task<Snapshot?> SnapshotAsync(string plan, long sequence, CancellationToken stop)
    {
        if (await publications.FindAsync(plan, sequence, stop) is not { } recipe)
            return null;
        var file = await files.ReadAsync($"{plan}/{Chain.FileOf(recipe.AsAt, recipe.Hash)}", stop);
        if (file is { } found && Chain.IsIntact(found.Content) && CanonicalJson.Read<Snapshot>(found.Content) is var snapshot && snapshot.Hash == recipe.Hash)
            return snapshot;
        return await history.RebuildAsync(plan, recipe, stop);
    }

    /// <summary>What latest.json shows; null when the plan is not public.</summary>
    public async Task<Snapshot?> NewestAsync(string plan, CancellationToken stop) =>
        await files.ReadAsync($"{plan}/latest.json", stop) is { } file ? CanonicalJson.Read<Snapshot>(file.Content) : null;

    /// <param name="on">The London day that "what has changed" counts up to; the snapshot's own unless given.</param>
    public async Task ShowAsync(Snapshot snapshot, CancellationToken stop, DateOnly? on = null)
    {
        var json = CanonicalJson.Write(snapshot);
        var plan = snapshot.Plan.Id;
        await KeepAsync(new SnapshotFile($"{plan}/{Chain.FileOf(snapshot.AsAt, snapshot.Hash)}", "application/json", json, SnapshotFile.Immutable), snapshot.Sequence, stop);
        if (await TrailAsync(snapshot, stop) is not { } trail)
            return;
        var since = Periods.Current(snapshot.Plan, on ?? LondonTime.DateOf(snapshot.AsAt));
        var view = new SnapshotView(snapshot, trail, since, await ChangesAsync(snapshot, since.From, stop), renderings.Address);
        foreach (var file in await renderings.OfAsync(view, json))
            await PointAsync(file, snapshot.Sequence, stop);
        await index.EnterAsync(snapshot, stop);
    }

    /// <summary>Keeps a page for every span that has ended since it was last looked at.</summary>
    public async Task KeepPeriodsAsync(Snapshot now, DateOnly since, DateOnly today, CancellationToken stop)
    {
        var ended = Periods.Ended(now.Plan, since, today).ToList();
        if (ended.Count == 0 || await SnapshotAsync(now.Plan.Id, 1, stop) is not { } first)
            return;
        foreach (var period in ended.Where(p => p.To >= LondonTime.DateOf(first.AsAt)))
        {
            var at = await AtEndOfAsync(now.Plan.Id, period.To, stop) ?? first;
            var changes = Differences.Between(await AtEndOfAsync(now.Plan.Id, period.From, stop) ?? first, at);
            await KeepAsync(await renderings.ChangesAsync(at, period, changes, period.File, SnapshotFile.Immutable), at.Sequence, stop);
        }
    }

    /// <summary>Takes a plan that is no longer public from every address that names no date. What was cited stays.</summary>
    public async Task WithdrawAsync(string plan, CancellationToken stop)
    {
        await index.RemoveAsync(plan, stop);
        foreach (var name in Renderings.Names)
            await files.DeleteAsync($"{plan}/{name}", stop);
    }

    /// <summary>What changed after the end of a day; since the first snapshot where the plan is younger.</summary>
    public async Task<IReadOnlyList<ItemDifference>> ChangesAsync(Snapshot now, DateOnly from, CancellationToken stop)
    {
        var before = await AtEndOfAsync(now.Plan.Id, from, stop) ?? await SnapshotAsync(now.Plan.Id, 1, stop);
        return before is null ? [] : Differences.Between(before, now);
    }

    private async Task<Snapshot?> AtEndOfAsync(string plan, DateOnly day, CancellationToken stop)
    {
        var end = LondonTime.At(day.AddDays(1), TimeOnly.MinValue).AddSeconds(-1);
        return await publications.AtAsync(plan, end, stop) is { } at ? await SnapshotAsync(plan, at.Sequence, stop) : null;
    }

    /// <summary>The trail is a fold over the chain: where its file is missing or behind, the missing steps are taken again.</summary>
    /// <returns>Null when the files already show a newer snapshot.</returns>
    private async Task<ChangeLog?> TrailAsync(Snapshot now, CancellationToken stop)
    {
        var plan = now.Plan.Id;
        var file = await files.ReadAsync($"{plan}/{Renderings.TrailName}", stop);
        if (file?.Stamp.Sequence > now.Sequence)
            return null;
        var trail = file is { } found ? Read(found.Content) : null;
        trail ??= ChangeLog.Start(now.Sequence == 1 ? now : await RequireAsync(1));
        for (var before = trail.Sequence == now.Sequence ? now : await RequireAsync(trail.Sequence); trail.Sequence < now.Sequence;)
        {
            var next = trail.Sequence + 1 == now.Sequence ? now : await RequireAsync(trail.Sequence + 1);
            trail = trail.Extend(before, next);
            before = next;
        }

        return trail;

        async Task<Snapshot> RequireAsync(long sequence) => await SnapshotAsync(plan, sequence, stop)
            ?? throw new InvalidDataException($"Snapshot {sequence} of plan {plan} is missing from the chain.");
    }

    private static ChangeLog? Read(BinaryData file)
    {
        try
        {
            return CanonicalJson.Read<ChangeLog>(file);
        }
        catch (JsonException)
        {
            // Another schema or a damaged file: the chain has all that it told.
            return null;
        }
    }

    private async Task KeepAsync(SnapshotFile file, long sequence, CancellationToken stop)
    {
        if (await files.FindAsync(file.Name, stop) is null)
            await files.TryWriteAsync(file, sequence, over: null, stop);
    }

    /// <summary>Writes a pointer unless it already points further. A lost race is looked at again.</summary>
    private async Task PointAsync(SnapshotFile file, long sequence, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var there = await files.FindAsync(file.Name, stop);
            if (there?.Sequence > sequence || await files.TryWriteAsync(file, sequence, there, stop))
                return;
        }

        throw new IOException($"{file.Name} was changed by others {MaxAttempts} times in a row; the next run tries again.");
    }
}
