using System.Text.Json.Serialization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Every public plan with its totals: <c>index.json</c>, for people <c>index.html</c>, for catalogues <c>dcat.json</c>
/// and for search engines <c>sitemap.xml</c>.</summary>
/// <remarks>Invariants: the permission is asked between reading the list and writing it on condition that it is unchanged. The
/// page is read before the list that it is made from, and written on condition that it is unchanged, with every change of the
/// list even where it says the same again: whoever writes it last has read the newest list, and one on its way meets a changed
/// file.</remarks>
public sealed class PlanIndex(ISnapshotFiles files, Renderings renderings) : IDisposable
{
    public const string Name = "index.json";
    public const string PageName = "index.html";
    private const int MaxAttempts = 60;
    private const int MaxPause = 100;
    private const int AtOnce = 16;

    /// <summary>Bytes of list and page that are remembered.</summary>
    private const int MostRemembered = 16_000_000;

    /// <summary>As this process left list and page; a write over either fails where another has changed it since.</summary>
    private Written? _written;

    /// <summary>Publications of one process go one after another; those of others collide and try again.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The list that a change may be made over without asking its permission, where the end of the plan's chain is moved
    /// after this is read; null where this process has to read the list first.</summary>
    public string? Seen => Volatile.Read(ref _written)?.List.Stamp.ETag;

    /// <summary>Many plans with one write.</summary>
    /// <returns>The plans whose permission has ended.</returns>
    /// <exception cref="IOException">Others changed it all the time.</exception>
    public async Task<IReadOnlySet<string>> ChangeAsync(IReadOnlyList<IndexChange> changes, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var attempts = 0;
            return await AgainAsync(() => TryChangeAsync(changes, isFirst: attempts++ == 0, stop), stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>False when the permission has ended.</returns>
    public async Task<bool> ChangeAsync(IndexChange change, CancellationToken stop) =>
        (await ChangeAsync([change], stop)).Count == 0;

    /// <summary>Makes the page where there is none, or one of another version of the hub.</summary>
    /// <exception cref="IOException">Others changed it all the time.</exception>
    public Task KeepPageAsync(CancellationToken stop) => AgainAsync(
        async () =>
        {
            var page = await files.ReadAsync(PageName, stop);
            var list = await files.ReadAsync(Name, stop);
            IReadOnlyList<IndexedPlan> plans = list is null ? [] : CanonicalJson.Read<IndexFile>(list.Value.Content).Plans;
            return await ShowAsync(plans, page, always: false, stop) is not null && await TryDescribeAsync(stop) ? this : null;
        },
        stop);

    public void Dispose() => _turn.Dispose();

    /// <param name="attempt">Gives null when somebody else was faster.</param>
    private static async Task<T> AgainAsync<T>(Func<Task<T?>> attempt, CancellationToken stop)
        where T : class
    {
        for (var n = 0; n < MaxAttempts; n++)
        {
            if (await attempt() is { } done)
                return done;
            await Task.Delay(Random.Shared.Next(MaxPause), stop);
        }

        throw new IOException($"{Name} was changed by others {MaxAttempts} times in a row; the next run tries again.");
    }

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<IReadOnlySet<string>?> TryChangeAsync(
        IReadOnlyList<IndexChange> changes,
        bool isFirst,
        CancellationToken stop)
    {
        var known = Interlocked.Exchange(ref _written, null);
        var page = isFirst && known is not null ? known.Page : await files.ReadAsync(PageName, stop);
        var there = isFirst && known is not null ? known.List : await files.ReadAsync(Name, stop);
        var stands = await changes.AskAsync(
            AtOnce, async (change, token) => change.IsGranted(there?.Stamp) || await change.Permission.StandsAsync(token), stop);
        var refused = changes.Where((_, i) => !stands[i]).Select(c => c.Plan).ToHashSet(StringComparer.Ordinal);
        var granted = changes.Where((_, i) => stands[i]).ToDictionary(c => c.Plan, StringComparer.Ordinal);
        if (granted.Count == 0)
            return refused;
        var old = there?.Content.ToMemory() ?? default;
        IReadOnlyList<IndexedPlan> plans = there is null ? [] : CanonicalJson.Read<IndexFile>(old.Span).Plans;
        var now = plans.Where(p => !granted.ContainsKey(p.Id)).Concat(granted.Values.Select(c => c.Entry).OfType<IndexedPlan>())
            .OrderBy(p => p.Id, StringComparer.Ordinal).ToList();
        var json = CanonicalJson.Write(new IndexFile("index/1", now));
        // A removal is written even where the plan is not listed, so that an entry on its way meets a changed file.
        var changed = granted.Values.Any(c => c.Entry is null) || !json.AsSpan().SequenceEqual(old.Span);
        var list = changed
            ? await files.TryWriteAsync(new(Name, "application/json", json, SnapshotFile.Latest), 0, there?.Stamp, stop)
            : there!.Value.Stamp;
        // The page of this process shows the list that it changes: where the two pages are the same, nothing that the page tells
        // has changed.
        if (list is null || await ShowAsync(now, page, always: changed && (!isFirst || known is null), stop) is not { } shown)
            return null;
        // Nearly always they say what they said. A removal, and an entry that is there already, may complete what was begun
        // before.
        var isDescribed =
            isFirst
            && granted.Values.All(c => c.Entry is { } entry && !plans.Contains(entry))
            && Descriptions(plans)
                .Zip(Descriptions(now))
                .All(both => both.First.Content.Span.SequenceEqual(both.Second.Content.Span));
        if (!isDescribed && !await TryDescribeAsync(stop))
            return null;
        if (json.Length + shown.Content.ToMemory().Length <= MostRemembered)
            Volatile.Write(ref _written, new Written((list, BinaryData.FromBytes(json)), shown));
        return refused;
    }

    private IReadOnlyList<SnapshotFile> Descriptions(IReadOnlyList<IndexedPlan> plans) =>
        [DcatFile.Of(plans, renderings.Address), SitemapFile.Of(plans, renderings.Address)];

    /// <summary>The catalogue and the map of the site. They are read before the list that they are made from, as the page
    /// is.</summary>
    /// <returns>False when somebody else was faster.</returns>
    private async Task<bool> TryDescribeAsync(CancellationToken stop)
    {
        var there = await Task.WhenAll(files.ReadAsync(DcatFile.Name, stop), files.ReadAsync(SitemapFile.Name, stop));
        var list = await files.ReadAsync(Name, stop);
        var wanted = Descriptions(list is null ? [] : CanonicalJson.Read<IndexFile>(list.Value.Content).Plans);
        foreach (var (file, old) in wanted.Zip(there))
        {
            var isThere = old is { } known && known.Content.ToMemory().Span.SequenceEqual(file.Content.Span);
            if (!isThere && await files.TryWriteAsync(file, 0, old?.Stamp, stop) is null)
                return false;
        }

        return true;
    }

    /// <param name="always">Also where the page there says the same.</param>
    /// <returns>The page as it is now; null when somebody else was faster.</returns>
    private async Task<(FileStamp Stamp, BinaryData Content)?> ShowAsync(
        IReadOnlyList<IndexedPlan> plans, (FileStamp Stamp, BinaryData Content)? page, bool always, CancellationToken stop)
    {
        var file = await renderings.PlansAsync(PageName, plans);
        var isThere = page is { } there && there.Content.ToMemory().Span.SequenceEqual(file.Content.Span);
        if (isThere && !always)
            return page;
        return await files.TryWriteAsync(file, 0, page?.Stamp, stop) is { } stamp
            ? (stamp, BinaryData.FromBytes(file.Content))
            : null;
    }

    private sealed record Written((FileStamp Stamp, BinaryData Content) List, (FileStamp Stamp, BinaryData Content) Page);
}

/// <param name="Entry">Null takes the plan out.</param>
public sealed record IndexChange(string Plan, IndexedPlan? Entry, Permission Permission)
{
    /// <summary>See <see cref="PlanIndex.Seen"/>: read before the end of the chain was moved; null where it was not.</summary>
    public string? Seen { get; init; }

    /// <summary>Moving the end of the chain was the permission to change a list that was there before.</summary>
    public bool IsGranted(FileStamp? list) => Entry is not null && Seen is not null && Seen == list?.ETag;

    public static IndexChange Of(Snapshot snapshot, Permission permission)
    {
        var plan = snapshot.Plan;
        var entry = new IndexedPlan(
            plan.Id, plan.Title, plan.Organisation, plan.Area, plan.Status, plan.Period, snapshot.AsAt, snapshot.Sequence,
            snapshot.Hash, snapshot.Totals,
            $"{plan.Id}/latest.json",
            $"{plan.Id}/index.html")
        {
            Deliverables = snapshot.Deliverables,
            Licence = plan.Publication?.Licence,
            LicenceUrl = plan.Publication?.LicenceUrl,
        };
        return new(plan.Id, entry, permission);
    }
}

public sealed record IndexFile(string Schema, IReadOnlyList<IndexedPlan> Plans);

/// <param name="Latest">Relative to the index.</param>
public sealed record IndexedPlan(
    string Id,
    string Title,
    string Organisation,
    string? Area,
    PlanStatus Status,
    string? Period,
    DateTimeOffset AsAt,
    long Sequence,
    string Hash,
    PlanTotals Totals,
    string Latest,
    string Page)
{
    /// <summary>The same totals over the items that have none below them; null for a plan last published by an older
    /// version.</summary>
    public PlanTotals? Deliverables { get; init; }

    /// <summary>As the plan names it; left out where it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Licence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LicenceUrl { get; init; }
}
