using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Takes a text out of every file under a plan's <c>history/</c>.</summary>
/// <remarks>Invariant: the digest of the changed file is noted before the file is written, so the next snapshot always carries
/// it.</remarks>
public sealed class HistoryErasure(ISnapshotFiles files, IPublicationChain publications, SnapshotRebuilder history)
{
    private const int MaxAttempts = 20;

    /// <param name="from">The first snapshot to look at; 1 for all, and for the files of a chain from before the plan was
    /// restored.</param>
    /// <returns>How many files changed, and the newest snapshot that was looked at.</returns>
    public async Task<(int Changed, long Last)> EraseAsync(TextErasure erasure, long from, CancellationToken stop)
    {
        var changed = 0;
        var sequence = from;
        // Listed first: a file follows its recipe, so what the chain does not hold then is of another one.
        var former = from == 1 ? await FilesAsync(erasure.Plan, stop) : [];
        for (; await publications.FindAsync(erasure.Plan, sequence, stop) is { } recipe; sequence++)
        {
            var file = Chain.FileOf(recipe.AsAt, recipe.Hash);
            former.Remove(file);
            changed += await EraseAsync(erasure, file, recipe, stop) ? 1 : 0;
        }

        foreach (var file in former)
            changed += await EraseAsync(erasure, file, recipe: null, stop) ? 1 : 0;
        return (changed, sequence - 1);
    }

    private async Task<HashSet<string>> FilesAsync(string plan, CancellationToken stop)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in files.ListAsync($"{plan}/{Chain.Folder}", stop))
            found.Add(name[(plan.Length + 1)..]);
        return found;
    }

    /// <param name="recipe">Null where the chain does not hold it.</param>
    private async Task<bool> EraseAsync(TextErasure erasure, string relative, Publication? recipe, CancellationToken stop)
    {
        var name = $"{erasure.Plan}/{relative}";
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var file = await files.ReadAsync(name, stop);
            var stamp = file?.Stamp ?? await files.FindAsync(name, stop);
            var content = file is { } found ? ErasedSnapshot.Take(erasure, found.Content)
                : recipe is null ? null
                : await UnwrittenAsync(erasure, recipe, stop);
            if (content is null)
                return false;
            await publications.NoteErasureAsync(
                erasure.Plan,
                recipe?.Sequence,
                new ErasedFile(relative, ErasedSnapshot.Digest(content)),
                stop);
            var erased = new SnapshotFile(name, "application/json", content, SnapshotFile.OneDay);
            if (await files.TryWriteAsync(erased, recipe?.Sequence ?? stamp!.Sequence, stamp, stop) is not null)
                return true;
        }

        throw new StorageUnavailableException(
            409,
            $"A file was changed by others {MaxAttempts} times in a row; send the erasure again.");
    }

    /// <summary>Of a publication that was cut short before its file was written, and may still be on its way.</summary>
    private async Task<byte[]?> UnwrittenAsync(TextErasure erasure, Publication recipe, CancellationToken stop)
    {
        var rebuilt = await history.RebuildAsync(erasure.Plan, recipe, stop);
        return rebuilt.IsErased
            ? ErasedSnapshot.Remains(erasure, rebuilt.Snapshot)
            : ErasedSnapshot.Take(erasure, CanonicalJson.Write(rebuilt.Snapshot));
    }
}
