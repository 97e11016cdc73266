namespace HubFunctions.Snapshots;

/// <summary>The pages of a plan's items, <c>items/{id}.html</c>: thousands, of which a publication changes few, so the end of the chain does not
/// name them one by one.</summary>
/// <remarks>Invariant: what is written is every page whose <see cref="ItemSheet"/> differs from that of a publication all of whose files are known to
/// be there; where none is known, all of them. Each on condition of a stamp that was read before the permission was asked.</remarks>
public sealed class ItemPages(ISnapshotFiles files, Renderings renderings)
{
    private const int Chunk = 32;
    private const int AtOnce = 4;

    private readonly GuardedFiles _guarded = new(files);

    /// <summary>Brings the pages up to a snapshot.</summary>
    /// <param name="before">Of a publication whose pages are all there as it left them; null where that is not known.</param>
    /// <returns>False when the permission has ended.</returns>
    public async Task<bool> ShowAsync(SnapshotView now, SnapshotView? before, Permission permission, CancellationToken stop)
    {
        var plan = now.Now.Plan.Id;
        var wanted = ItemSheet.All(now).ToList();
        IReadOnlyDictionary<string, byte[]>? known = before is null
            ? null
            : ItemSheet.All(before).ToDictionary(v => v.Item.Id, v => v.Bytes(), StringComparer.Ordinal);
        var there = known is null ? await NamesAsync(plan, stop) : [.. known.Keys.Select(id => $"{plan}/{ItemSheet.FileOf(id)}")];
        var changed = known is null ? wanted : [.. wanted.Where(v => !known.TryGetValue(v.Item.Id, out var old) || !v.Bytes().AsSpan().SequenceEqual(old))];
        var stands = true;
        await Parallel.ForEachAsync(
            changed.GroupBy(v => there.Contains($"{plan}/{v.File}")).SelectMany(g => g.Chunk(Chunk).Select(views => (IsNew: !g.Key, Views: views))),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (part, token) =>
            {
                var pages = new List<SnapshotFile>(part.Views.Length);
                foreach (var view in part.Views)
                    pages.Add(await renderings.ItemAsync(view));
                if (Volatile.Read(ref stands) && await _guarded.WriteAsync(pages, now.Now.Sequence, known: null, permission, token, part.IsNew) is null)
                    Volatile.Write(ref stands, false);
            });
        there.ExceptWith(wanted.Select(v => $"{plan}/{v.File}"));
        return stands && (there.Count == 0 || await DeleteAsync(there, permission, stop));
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
