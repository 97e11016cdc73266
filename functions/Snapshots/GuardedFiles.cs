using System.Security.Cryptography;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Changes a plan's public files for as long as the end of its chain allows it.</summary>
/// <remarks>Invariant: a file changes only on condition of a stamp that was read before the end of the chain was; so whatever
/// moved the end first, a newer snapshot, a withdrawal, a claim or a fence, wins over every write that was on its way.</remarks>
public sealed class GuardedFiles(ISnapshotFiles files)
{
    private const int MaxAttempts = 8;

    /// <summary>Writes files in this order; those that hold the same already cost nothing.</summary>
    /// <param name="known">What the end of the chain named before it was moved, on condition of that, to what is written now;
    /// null where it named nothing.</param>
    /// <param name="areNew">Whether none of them is there, as far as the caller knows.</param>
    /// <returns>The files without a date in their name; null when the permission has ended.</returns>
    /// <exception cref="IOException">Others changed the same file again and again.</exception>
    public async Task<IReadOnlyList<WrittenFile>?> WriteAsync(
        IReadOnlyList<SnapshotFile> wanted,
        long sequence,
        IReadOnlyList<WrittenFile>? known,
        Permission permission,
        CancellationToken stop,
        bool areNew = false)
    {
        // A refused write says that a file is not what is known, or that an answer got lost: nothing is taken for known then.
        if (known is not null && await WriteOverAsync(wanted, sequence, known, stop) is { } changed)
            return changed;
        var written = new List<WrittenFile>();
        for (int done = 0, attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stamps = await Task.WhenAll(wanted.Skip(done).Select(file => ReserveAsync(file, stop, areNew)));
            if (!await permission.StandsAsync(stop))
            {
                await ReleaseAsync(wanted.Skip(done).Zip(stamps), stop);
                return null;
            }

            foreach (var stamp in stamps)
            {
                var file = wanted[done];
                if (stamp is null)
                    break;
                if (!IsKept(file, stamp))
                {
                    if (await files.TryWriteAsync(file, sequence, stamp, stop) is not { } now)
                        break;
                    if (!file.Dated)
                        written.Add(Of(file, now));
                }

                (done, attempt) = (done + 1, 0);
            }

            if (done == wanted.Count)
                return written;
        }

        throw Changing();
    }

    /// <returns>False when the permission has ended.</returns>
    /// <exception cref="IOException">As above.</exception>
    public async Task<bool> DeleteAsync(IEnumerable<string> names, Permission permission, CancellationToken stop)
    {
        var left = names.ToList();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stamps = await Task.WhenAll(left.Select(name => files.FindAsync(name, stop)));
            if (!await permission.StandsAsync(stop))
                return false;
            var changed = new List<string>();
            foreach (var (name, stamp) in left.Zip(stamps))
            {
                if (stamp is not null && !await files.TryDeleteAsync(name, stamp, stop))
                    changed.Add(name);
            }

            if (changed.Count == 0)
                return true;
            left = changed;
        }

        throw Changing();
    }

    /// <summary>Leaves a name without content, also where there is no file yet: one that is on its way meets the name and is not
    /// written.</summary>
    /// <returns>False when the permission has ended.</returns>
    /// <exception cref="IOException">As above.</exception>
    public async Task<bool> EmptyAsync(string name, Permission permission, CancellationToken stop)
    {
        var empty = Empty(name, "application/json");
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stamp = await ReserveAsync(empty, stop);
            if (!await permission.StandsAsync(stop))
                return false;
            if (stamp is not null && await files.TryWriteAsync(empty, 0, stamp, stop) is not null)
                return true;
        }

        throw Changing();
    }

    /// <returns>Null when a file is not what is known.</returns>
    private async Task<IReadOnlyList<WrittenFile>?> WriteOverAsync(
        IReadOnlyList<SnapshotFile> wanted, long sequence, IReadOnlyList<WrittenFile> known, CancellationToken stop)
    {
        var there = known.ToDictionary(file => file.Name, StringComparer.Ordinal);
        if (wanted.Any(file => !file.Dated && !there.ContainsKey(file.Name)))
            return null;
        var written = new List<WrittenFile>();
        foreach (var file in wanted)
        {
            var over = file.Dated ? null : there[file.Name];
            if (over is not null && over.Digest == Digest(file))
                written.Add(over);
            else if (await files.TryWriteAsync(file, sequence, over is null ? null
                : new FileStamp(over.ETag, 0), stop) is not { } now)
                return null;
            else if (over is not null)
                written.Add(Of(file, now));
        }

        return written;
    }

    /// <summary>Gives back the names that were only reserved.</summary>
    private async Task ReleaseAsync(IEnumerable<(SnapshotFile File, FileStamp? Stamp)> reserved, CancellationToken stop)
    {
        foreach (var (file, stamp) in reserved)
        {
            if (stamp is { Sequence: 0 })
                _ = await files.TryDeleteAsync(file.Name, stamp, stop);
        }
    }

    private static bool IsKept(SnapshotFile file, FileStamp there) => file.Dated && there.Sequence > 0;

    /// <summary>A file that is not there has no stamp to write over: its name is taken first, without content.</summary>
    private async Task<FileStamp?> ReserveAsync(SnapshotFile file, CancellationToken stop, bool isNew = false) =>
        (isNew ? null : await files.FindAsync(file.Name, stop))
        ?? await files.TryWriteAsync(Empty(file.Name, file.ContentType), 0, over: null, stop)
        ?? await files.FindAsync(file.Name, stop);

    private static SnapshotFile Empty(string name, string contentType) => new(name, contentType, default, "no-store");

    private static WrittenFile Of(SnapshotFile file, FileStamp stamp) => new(file.Name, Digest(file), stamp.ETag);

    /// <summary>Of all that a write says.</summary>
    public static string Digest(SnapshotFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{file.ContentType}\n{file.CacheControl}\n"));
        hash.AppendData(file.Content.Span);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    private static IOException Changing() =>
        new($"A file was changed by others {MaxAttempts} times in a row; the next run tries again.");
}

/// <summary>Whether a plan's files may still be changed; asked after their stamps were read.</summary>
public sealed class Permission(IPublicationChain chain, string plan, Func<PublicationHead, bool> holds)
{
    public async Task<bool> StandsAsync(CancellationToken stop) => await chain.HeadAsync(plan, stop) is { } head && holds(head);
}
