using System.Collections.ObjectModel;
using System.Text.Json;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The public files of a plan, made from its chain: dated ones first, then those that point at the newest.</summary>
public sealed class FilePublisher(
    ISnapshotFiles files, PublicFiles published, Renderings renderings, ItemPages items, PlanIndex index, LastPublished last)
{
    private readonly GuardedFiles _guarded = new(files);

    /// <summary>Writes nothing; what cannot be rendered shows here.</summary>
    /// <param name="head">The end of the chain: of the snapshot before, or of this one; it says whether the pages tell of a
    /// hold.</param>
    /// <param name="on">The London day that "what has changed" counts up to; the snapshot's own unless given.</param>
    /// <param name="recipe">Of a snapshot that the chain does not hold yet.</param>
    /// <returns>Null when the files already show a newer snapshot.</returns>
    public async Task<Rendered?> RenderAsync(
        Snapshot snapshot, PublicationHead head, CancellationToken stop, DateOnly? on = null, Publication? recipe = null)
    {
        // After an erasure the past is read again, as it is now.
        var language = snapshot.Plan.Publication?.Language;
        var known = snapshot.Erasures is null ? last.Find(snapshot.Plan.Id, snapshot.Previous, head.Fence) : null;
        if (known?.ChangeLog.Language != language)
            known = null;
        var (trail, missing, before, kept) = known is null
            ? await TrailAsync(snapshot, stop)
            : new Trail(known.ChangeLog.Extend(known.Snapshot, snapshot), [], known.Snapshot, known.ChangeLog);
        if (trail is null)
            return null;
        var words = Wording.Of(snapshot.Plan);
        var since = Periods.Current(snapshot.Plan, on ?? LondonTime.DateOf(snapshot.AsAt), words);
        var start = known is not null && head.Span is { } span && span.From == since.From && span.Hash == known.Start.Hash
            ? known.Start
            : await published.StartOfAsync(snapshot, since.From, head.Span, stop, recipe);
        var view = new SnapshotView(snapshot, trail, since, Differences.Between(start, snapshot, words), renderings.Address)
        {
            IsOnHold = head.OnHold,
        };
        var json = CanonicalJson.Write(snapshot);
        return new Rendered(
            new Told(snapshot, trail, start) { Pages = known?.Pages ?? ReadOnlyDictionary<string, string>.Empty },
            before,
            new SpanStart(since.From, start.Sequence, start.Hash, start.AsAt),
            [
                .. missing.Select(m => Dated(m, CanonicalJson.Write(m))),
                Dated(snapshot, json),
                .. await renderings.OfAsync(view, json),
            ],
            view,
            Past());

        // What the pages of items were made from when all files of the last publication were written.
        SnapshotView? Past()
        {
            var shown = kept?.Sequence == snapshot.Sequence ? snapshot : before;
            return kept is null || shown is null || shown.Sequence != kept.Sequence
                ? null
                : new SnapshotView(shown, kept, since, [], renderings.Address);
        }
    }

    /// <summary>All but the plan's entry in the index.</summary>
    /// <param name="rendered">For a publication whose claim stands.</param>
    /// <param name="known">See <see cref="GuardedFiles.WriteAsync"/>.</param>
    /// <param name="fence">Under which it was rendered.</param>
    /// <returns>Null when the permission has ended.</returns>
    public async Task<IReadOnlyList<WrittenFile>?> WriteAsync(
        Rendered rendered, IReadOnlyList<WrittenFile>? known, string? fence, Permission permission, CancellationToken stop)
    {
        var snapshot = rendered.Snapshot;
        // The trail goes first: it says that readers have begun to see a publication.
        var begin = rendered.Files.Count - Renderings.Names.Count + 1;
        if (await _guarded.WriteAsync([.. rendered.Files.Take(begin)], snapshot.Sequence, known, permission, stop)
                is not { } begun
            || await items.ShowAsync(rendered.View, known is null ? null : rendered.Past, rendered.Told.Pages, permission, stop)
                is not { } pages
            || await _guarded.WriteAsync([.. rendered.Files.Skip(begin)], snapshot.Sequence, known, permission, stop)
                is not { } rest)
            return null;
        last.Keep(snapshot.Plan.Id, fence, rendered.Told with { Pages = pages });
        return [.. begun, .. rest];
    }

    /// <summary>Keeps a page for every span that has ended since it was last looked at.</summary>
    /// <returns>False when the permission has ended.</returns>
    public async Task<bool> KeepPeriodsAsync(
        Snapshot now,
        DateOnly since,
        DateOnly today,
        Permission permission,
        CancellationToken stop)
    {
        var ended = Periods.Ended(now.Plan, since, today).ToList();
        if (ended.Count == 0 || await published.SnapshotAsync(now.Plan.Id, 1, stop) is not { } first)
            return true;
        foreach (var period in ended.Where(p => p.To >= LondonTime.DateOf(first.AsAt)))
        {
            var (at, page) = await EndedAsync(first, period, stop);
            if (await _guarded.WriteAsync([page], at.Sequence, known: null, permission, stop) is null)
                return false;
        }

        return true;
    }

    /// <summary>Makes the pages of ended spans again, from snapshots in which a text was erased.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> RenewPeriodsAsync(Snapshot now, CancellationToken stop)
    {
        var renewed = 0;
        var prefix = $"{now.Plan.Id}/changes/";
        await foreach (var name in files.ListAsync(prefix, stop))
        {
            if (Periods.Parse(now.Plan, name[(prefix.Length - "changes/".Length)..]) is not { } period)
                continue;
            var first = await published.SnapshotAsync(now.Plan.Id, 1, stop) ?? now;
            var (at, page) = await EndedAsync(first, period, stop);
            while (await files.FindAsync(name, stop) is { } there
                && await files.TryWriteAsync(page, at.Sequence, there, stop) is null)
            {
                // Somebody was faster, maybe with the text: once more over that.
            }

            renewed++;
        }

        return renewed;
    }

    /// <param name="first">The plan's first snapshot.</param>
    private async Task<(Snapshot At, SnapshotFile Page)> EndedAsync(Snapshot first, Period period, CancellationToken stop)
    {
        var at = await published.AtEndOfAsync(first.Plan.Id, period.To, stop) ?? first;
        var changes = Differences.Between(
            await published.StartOfAsync(at, period.From, known: null, stop),
            at,
            Wording.Of(at.Plan));
        return (at, await renderings.ChangesAsync(at, period, changes, period.File, SnapshotFile.OneDay));
    }

    /// <summary>Takes a plan that is no longer public from every address that names no date. What was cited stays.</summary>
    /// <param name="cutShort">The file of a publication that was not shown to its end: nobody can have cited it.</param>
    /// <returns>False when the permission has ended.</returns>
    public async Task<bool> WithdrawAsync(string plan, string? cutShort, Permission permission, CancellationToken stop)
    {
        return await index.ChangeAsync(new IndexChange(plan, Entry: null, permission), stop)
            && await items.WithdrawAsync(plan, permission, stop)
            && await _guarded.DeleteAsync(Renderings.Names.Reverse().Select(name => $"{plan}/{name}"), permission, stop)
            && (cutShort is null || await _guarded.EmptyAsync($"{plan}/{cutShort}", permission, stop));
    }

    /// <summary>The trail is a fold over the chain: where its file is missing or behind, the missing steps are taken
    /// again, and all of them where it is of another chain, from before the plan was restored.</summary>
    private async Task<Trail> TrailAsync(Snapshot now, CancellationToken stop)
    {
        Snapshot? newest = null;
        var plan = now.Plan.Id;
        var missing = new List<Snapshot>();
        var file = await files.ReadAsync($"{plan}/{Renderings.TrailName}", stop);
        var isAhead = file?.Stamp.Sequence > now.Sequence;
        if (isAhead && await published.FindAsync(plan, file!.Value.Stamp.Sequence, stop) is not null)
            return new Trail(null, [], null, null);
        var language = now.Plan.Publication?.Language;
        var kept =
            !isAhead && file is { } found && Read(found.Content) is { } read && read.Language == language ? read : null;
        var trail =
            (kept is null ? null : await ExtendAsync(kept))
            ?? (await ExtendAsync(ChangeLog.Start(await RequireAsync(1), language), always: true))!;
        return new Trail(trail, [.. missing.DistinctBy(s => s.Sequence)], newest, kept);

        // What was told of a file before an erasure must not be told again: the chain is read from its start then.
        async Task<ChangeLog?> ExtendAsync(ChangeLog known, bool always = false)
        {
            if (!always && now.Erasures is not null)
                return null;
            var before = await RequireAsync(known.Sequence);
            if (known.Publications.FirstOrDefault()?.Hash != before.Hash)
            {
                kept = null;
                return null;
            }

            while (known.Sequence < now.Sequence)
            {
                var next = await RequireAsync(known.Sequence + 1);
                if (!always && next.Erasures is not null)
                    return null;
                known = known.Extend(before, next);
                (newest, before) = (before, next);
            }

            return known;
        }

        async Task<Snapshot> RequireAsync(long sequence)
        {
            if (sequence == now.Sequence)
                return now;
            if (sequence == now.Sequence - 1 && now is { Previous: { } hash, PreviousFile: { } name }
                && await published.IntactAsync(plan, name, hash, stop) is { } previous)
                return previous;
            if (await published.FindAsync(plan, sequence, stop) is not (var snapshot, var isMissing))
                throw new InvalidDataException($"Snapshot {sequence} of plan {plan} is missing from the chain.");
            if (isMissing)
                missing.Add(snapshot);
            return snapshot;
        }
    }

    private static SnapshotFile Dated(Snapshot snapshot, byte[] json) =>
        new($"{snapshot.Plan.Id}/{Chain.FileOf(snapshot.AsAt, snapshot.Hash)}", "application/json", json, SnapshotFile.OneDay);

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

    /// <param name="ChangeLog">Null when the files already show a newer snapshot.</param>
    /// <param name="Missing">Snapshots on the way whose files are missing.</param>
    /// <param name="Before">The snapshot before, where it was read.</param>
    /// <param name="Kept">What was told until now, where it can be gone on with.</param>
    private sealed record Trail(ChangeLog? ChangeLog, IReadOnlyList<Snapshot> Missing, Snapshot? Before, ChangeLog? Kept);
}

/// <summary>A snapshot's files as they shall be, in the order in which they are written.</summary>
/// <param name="Before">The snapshot before, where it was read.</param>
/// <param name="Span">Where "what has changed" begins.</param>
/// <param name="View">From which the pages of items are made.</param>
/// <param name="Past">From which they were made the last time; null where that is not known.</param>
public sealed record Rendered(
    Told Told, Snapshot? Before, SpanStart Span, IReadOnlyList<SnapshotFile> Files, SnapshotView View, SnapshotView? Past)
{
    public Snapshot Snapshot => Told.Snapshot;
}
