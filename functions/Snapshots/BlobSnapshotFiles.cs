using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The public files, in the container that <c>Hub__SnapshotContainer</c> names. Each carries the sequence of the
/// snapshot that it shows.</summary>
public sealed class BlobSnapshotFiles : ISnapshotFiles
{
    private const string SequenceKey = "sequence";

    private readonly BlobContainerClient _container;
    private readonly BlobPublisher _blobs;

    public BlobSnapshotFiles(StorageConnection account, string container)
    {
        _container = account.Blobs.GetBlobContainerClient(container);
        _blobs = new(_container);
    }

    /// <summary>Where the files lie; with a slash at the end.</summary>
    public Uri Address => new($"{_container.Uri.AbsoluteUri.TrimEnd('/')}/");

    /// <summary>Fails when their account cannot be reached.</summary>
    public Task ReachAsync(CancellationToken stop) => _container.ExistsAsync(stop);

    /// <exception cref="RequestFailedException">The account allows no public containers, or storage is unavailable.</exception>
    public Task PrepareAsync(CancellationToken stop) => _blobs.CreateContainerAsync(anonymousReading: true, stop);

    public async Task<FileStamp?> FindAsync(string name, CancellationToken stop) =>
        await _blobs.GetPropertiesAsync(name, stop) is { } blob
            ? new FileStamp(blob.ETag.ToString(), SequenceOf(blob.Metadata))
            : null;

    public async Task<(FileStamp Stamp, BinaryData Content)?> ReadAsync(string name, CancellationToken stop) =>
        await DownloadAsync(name, stop) is { } blob ? (new FileStamp(blob.ETag, SequenceOf(blob.Metadata)), blob.Content) : null;

    /// <summary>With its headers, for the local run. A name that is only reserved has no file yet.</summary>
    public async Task<StoredBlob?> DownloadAsync(string name, CancellationToken stop) =>
        await _blobs.DownloadAsync(name, stop) is { } blob && !blob.Content.ToMemory().IsEmpty ? blob : null;

    public async Task<FileStamp?> TryWriteAsync(SnapshotFile file, long sequence, FileStamp? over, CancellationToken stop)
    {
        var conditions = over is null
            ? new BlobRequestConditions { IfNoneMatch = ETag.All }
            : new BlobRequestConditions { IfMatch = new ETag(over.ETag) };
        var metadata = new Dictionary<string, string> { [SequenceKey] = sequence.ToString(CultureInfo.InvariantCulture) };
        try
        {
            var etag = await _blobs.PublishAsync(
                file.Name, file.Content, file.ContentType, file.CacheControl, conditions, metadata,
                stop);
            return new FileStamp(etag.ToString(), sequence);
        }
        catch (RequestFailedException other) when (other.Status is 404 or 409 or 412)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var blob in _blobs.ListAsync(prefix, stop))
            yield return blob.Name;
    }

    public async Task<bool> TryDeleteAsync(string name, FileStamp over, CancellationToken stop)
    {
        try
        {
            await _blobs.DeleteAsync(name, new ETag(over.ETag), stop);
            return true;
        }
        catch (RequestFailedException other) when (other.Status == 412)
        {
            return false;
        }
    }

    private static long SequenceOf(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(SequenceKey, out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : 0;
}
