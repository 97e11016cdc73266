using System.Collections.Concurrent;

namespace HubFunctions.Snapshots;

/// <summary>The pages of a plan's items, <c>items/{id}.html</c>: thousands, of which a publication changes few, so the end of the
/// chain does not name them one by one.</summary>
/// <remarks>Invariant: what is written is every page whose <see cref="ItemSheet"/> differs from that of a publication all of
/// whose files are known to be there; where none is known, all of them. Each on condition of a stamp that was read before the
/// permission was asked.</remarks>
public sealed class ItemPages(ISnapshotFiles files, Renderings renderings)
{
    private const int Chunk = 32;
    private const int AtOnce = 4;

    private readonly GuardedFiles _guarded = new(files);

    /// <summary>Brings the pages up to a snapshot.</summary>
    /// <param name="before">Of a publication whose pages are all there as it left them; null where that is not known.</param>
    /// <param name="known">ETags of pages by name, of that publication: see <see cref="Told.Pages"/>.</param>
    /// <returns>Those that are known now; null when the permission has ended.</returns>
    public async Task<IReadOnlyDictionary<string, string>?> ShowAsync(
        SnapshotView now,
        SnapshotView? before,
        IReadOnlyDictionary<string, string> known,
        Permission permission,
        CancellationToken stop)
    {
        var plan = now.Now.Plan.Id;
        var wanted = ItemSheet.All(now).ToList();
        var old = before is null
            ? null
            : ItemSheet.All(before).ToDictionary(v => v.Item.Id, v => v.Bytes(), StringComparer.Ordinal);
        var there = old is null ? await NamesAsync(plan, stop) : [.. old.Keys.Select(id => $"{plan}/{ItemSheet.FileOf(id)}")];
        var changed = old is null
            ? wanted
            : [.. wanted.Where(v => !old.TryGetValue(v.Item.Id, out var was) || !v.Bytes().AsSpan().SequenceEqual(was))];
        var stands = true;
        var pages = new ConcurrentDictionary<string, string>(old is null ? [] : known, StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            changed
                .GroupBy(v => there.Contains($"{plan}/{v.File}"))
                .SelectMany(g => g.Chunk(Chunk).Select(views => (IsNew: !g.Key, Views: views))),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (part, token) =>
            {
                var left = new List<SnapshotFile>(part.Views.Length);
                foreach (var view in part.Views)
                {
                    var page = await renderings.ItemAsync(view);
                    if (!await TryWriteOverAsync(page, now.Now.Sequence, pages, token))
                        left.Add(page);
                }

                if (left.Count == 0 || !Volatile.Read(ref stands))
                    return;
                if (await _guarded.WriteAsync(left, now.Now.Sequence, known: null, permission, token, part.IsNew)
                    is not { } written)
                    Volatile.Write(ref stands, false);
                else
                    written.ToList().ForEach(file => pages[file.Name] = file.ETag);
            });
        there.ExceptWith(wanted.Select(v => $"{plan}/{v.File}"));
        foreach (var gone in there)
            pages.TryRemove(gone, out _);
        return stands && (there.Count == 0 || await DeleteAsync(there, permission, stop)) ? pages : null;
    }

    /// <summary>The end of the chain was moved, on condition that nobody else had, after the ETag was known: that was the
    /// permission.</summary>
    private async Task<bool> TryWriteOverAsync(
        SnapshotFile page,
        long sequence,
        ConcurrentDictionary<string, string> pages,
        CancellationToken stop)
    {
        if (!pages.TryRemove(page.Name, out var etag)
            || await files.TryWriteAsync(page, sequence, new FileStamp(etag, 0), stop) is not { } stamp)
            return false;
        pages[page.Name] = stamp.ETag;
        return true;
    }

    /// <returns>False when the permission has ended.</returns>
    public async Task<bool> WithdrawAsync(string plan, Permission permission, CancellationToken stop) =>
        await DeleteAsync(await NamesAsync(plan, stop), permission, stop);

    private async Task<bool> DeleteAsync(IEnumerable<string> names, Permission permission, CancellationToken stop)
    {
        foreach (var chunk in names.Order(StringComparer.Ordinal).Chunk(Chunk))
        {
            if (!await _guarded.DeleteAsync(chunk, permission, stop))
                return false;
        }

        return true;
    }

    private async Task<HashSet<string>> NamesAsync(string plan, CancellationToken stop)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in files.ListAsync($"{plan}/items/", stop))
            names.Add(name);
        return names;
    }
}
