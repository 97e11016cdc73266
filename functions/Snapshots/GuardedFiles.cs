using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Changes a plan's public files for as long as the end of its chain allows it.</summary>
/// <remarks>Invariant: a file changes only on condition of a stamp that was read before the end of the chain was; so whatever
/// moved the end first, a newer snapshot, a withdrawal or a fence, wins over every write that was on its way.</remarks>
public sealed class GuardedFiles(ISnapshotFiles files)
{
    private const int MaxAttempts = 8;

    /// <summary>Writes files in this order.</summary>
    /// <returns>False when the permission has ended.</returns>
    /// <exception cref="IOException">Others changed the same file again and again.</exception>
    public async Task<bool> WriteAsync(
        IReadOnlyList<SnapshotFile> wanted, long sequence, Permission permission, CancellationToken stop)
    {
        for (int done = 0, attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stamps = await Task.WhenAll(wanted.Skip(done).Select(file => ReserveAsync(file, stop)));
            if (!await permission.StandsAsync(stop))
            {
                await ReleaseAsync(wanted.Skip(done).Zip(stamps), stop);
                return false;
            }

            foreach (var stamp in stamps)
            {
                if (stamp is null || (!IsKept(wanted[done], stamp) && await files.TryWriteAsync(wanted[done], sequence, stamp, stop) is null))
                    break;
                (done, attempt) = (done + 1, 0);
            }

            if (done == wanted.Count)
                return true;
        }

        throw new IOException($"A file was changed by others {MaxAttempts} times in a row; the next run tries again.");
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

        throw new IOException($"A file was changed by others {MaxAttempts} times in a row; the next run tries again.");
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
    private async Task<FileStamp?> ReserveAsync(SnapshotFile file, CancellationToken stop) =>
        await files.FindAsync(file.Name, stop)
        ?? await files.TryWriteAsync(new SnapshotFile(file.Name, file.ContentType, default, "no-store"), 0, over: null, stop)
        ?? await files.FindAsync(file.Name, stop);
}

/// <summary>Whether a plan's files may still be changed; asked after their stamps were read.</summary>
public sealed class Permission(IPublicationChain chain, string plan, Func<PublicationHead, bool> holds)
{
    public async Task<bool> StandsAsync(CancellationToken stop) => await chain.HeadAsync(plan, stop) is { } head && holds(head);
}
