using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using HubFunctions.Hosting;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The public files in the container <c>snapshots</c>. Each carries the sequence of the snapshot that it shows.</summary>
public sealed class BlobSnapshotFiles(HubSettings settings) : ISnapshotFiles
{
    public const string ContainerName = "snapshots";
    private const string SequenceKey = "sequence";

    private BlobPublisher? _blobs;

    private BlobPublisher Blobs => _blobs ??= new(new StorageConnection(settings.SnapshotStorage).Blobs.GetBlobContainerClient(ContainerName));

    /// <exception cref="RequestFailedException">The account allows no public containers, or storage is away.</exception>
    public Task PrepareAsync(CancellationToken stop) => Blobs.CreateContainerAsync(anonymousReading: true, stop);

    public async Task<FileStamp?> FindAsync(string name, CancellationToken stop) =>
        await Blobs.GetPropertiesAsync(name, stop) is { } blob ? new FileStamp(blob.ETag, SequenceOf(blob.Metadata)) : null;

    public async Task<(FileStamp Stamp, BinaryData Content)?> ReadAsync(string name, CancellationToken stop) =>
        await Blobs.DownloadAsync(name, stop) is { } blob ? (new FileStamp(blob.ETag, SequenceOf(blob.Metadata)), blob.Content) : null;

    /// <summary>With its headers, for the local run.</summary>
    public Task<StoredBlob?> DownloadAsync(string name, CancellationToken stop) => Blobs.DownloadAsync(name, stop);

    public async Task<bool> TryWriteAsync(SnapshotFile file, long sequence, FileStamp? over, CancellationToken stop)
    {
        var conditions = over is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = over.ETag };
        var metadata = new Dictionary<string, string> { [SequenceKey] = sequence.ToString(CultureInfo.InvariantCulture) };
        try
        {
            await Blobs.PublishAsync(file.Name, file.Content, file.ContentType, file.CacheControl, conditions, metadata, stop);
            return true;
        }
        catch (RequestFailedException other) when (other.Status is 409 or 412)
        {
            return false;
        }
    }

    public Task DeleteAsync(string name, CancellationToken stop) => Blobs.DeleteAsync(name, cancellationToken: stop);

    private static long SequenceOf(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(SequenceKey, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
}
