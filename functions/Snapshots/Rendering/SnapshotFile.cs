namespace HubFunctions.Snapshots;

/// <summary>One file for the public. The name is relative to the container.</summary>
public sealed record SnapshotFile(string Name, string ContentType, ReadOnlyMemory<byte> Content, string CacheControl)
{
    public const string Latest = "public, max-age=60, stale-while-revalidate=60, stale-if-error=2592000";

    /// <summary>What has a date in its name changes only by an erasure, which caches must notice within a day.</summary>
    public const string OneDay = "public, max-age=86400";

    /// <summary>Written once: a file that is there stays as it is.</summary>
    public bool Dated => CacheControl == OneDay;
}

/// <param name="Sequence">Of the snapshot that the file shows; 0 for files of no snapshot, and where the name is only
/// reserved.</param>
public sealed record FileStamp(string ETag, long Sequence);

/// <summary>The public files. Every write is conditional, so that two instances cannot cross.</summary>
public interface ISnapshotFiles
{
    /// <summary>Null when there is no such file.</summary>
    Task<FileStamp?> FindAsync(string name, CancellationToken stop);

    /// <summary>Null when there is no such file, or one without content.</summary>
    Task<(FileStamp Stamp, BinaryData Content)?> ReadAsync(string name, CancellationToken stop);

    /// <summary>Names that begin so, reserved ones too.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken stop);

    /// <param name="over">What the write replaces; null when the file must not exist.</param>
    /// <returns>The new stamp; null when the file was changed by somebody else in the meantime.</returns>
    Task<FileStamp?> TryWriteAsync(SnapshotFile file, long sequence, FileStamp? over, CancellationToken stop);

    /// <returns>False when the file was changed by somebody else in the meantime; true also when it is gone already.</returns>
    Task<bool> TryDeleteAsync(string name, FileStamp over, CancellationToken stop);
}
