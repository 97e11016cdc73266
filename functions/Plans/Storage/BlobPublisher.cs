using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace HubFunctions.Plans;

/// <summary>Writes and reads the blobs of one container.</summary>
/// <remarks>All failures but the named ones are <see cref="RequestFailedException"/>; status 0: not reached.</remarks>
public sealed class BlobPublisher(BlobContainerClient container)
{
    /// <param name="anonymousReading">Anyone may read a blob by its address (not list them).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task CreateContainerAsync(bool anonymousReading, CancellationToken cancellationToken) =>
        container.CreateIfNotExistsAsync(
            anonymousReading ? PublicAccessType.Blob : PublicAccessType.None, cancellationToken: cancellationToken);

    /// <summary>Readers see the old content or the new, never a part. Answers the new ETag.</summary>
    /// <param name="name">Path in the container.</param>
    /// <param name="content">All of it.</param>
    /// <param name="contentType">With its charset.</param>
    /// <param name="cacheControl">The header as browsers shall see it.</param>
    /// <param name="conditions">If-Match; or If-None-Match with <see cref="ETag.All"/>: only when there is none yet.</param>
    /// <param name="metadata">Kept beside the content.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RequestFailedException">412 the blob has another ETag; 409 there is one already.</exception>
    public async Task<ETag> PublishAsync(
        string name,
        ReadOnlyMemory<byte> content,
        string contentType,
        string? cacheControl = null,
        BlobRequestConditions? conditions = null,
        IDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType, CacheControl = cacheControl },
            Conditions = conditions,
            Metadata = metadata,
        };
        var blob = container.GetBlobClient(name);
        return (await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken)).Value.ETag;
    }

    /// <summary>Null when there is no such blob.</summary>
    public async Task<StoredBlob?> DownloadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var result = (await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value;
            var details = result.Details;
            return new(result.Content, details.ContentType, details.CacheControl, details.ETag.ToString(), details.Metadata);
        }
        catch (RequestFailedException ex) when (IsMissing(ex))
        {
            return null;
        }
    }

    /// <summary>Size in bytes, headers and ETag; null when there is no such blob.</summary>
    public async Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        }
        catch (RequestFailedException ex) when (IsMissing(ex))
        {
            return null;
        }
    }

    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        (await container.GetBlobClient(name).ExistsAsync(cancellationToken)).Value;

    /// <summary>In name order, read a page at a time.</summary>
    public AsyncPageable<BlobItem> ListAsync(string prefix, CancellationToken cancellationToken) =>
        container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken);

    /// <summary>False when there was none.</summary>
    /// <exception cref="RequestFailedException">412 the blob has another ETag.</exception>
    public async Task<bool> DeleteAsync(string name, ETag? ifMatch = null, CancellationToken cancellationToken = default) =>
        (await container.GetBlobClient(name).DeleteIfExistsAsync(
            conditions: ifMatch is null ? null : new BlobRequestConditions { IfMatch = ifMatch },
            cancellationToken: cancellationToken)).Value;

    /// <summary>Before the first publication there is no container either.</summary>
    private static bool IsMissing(RequestFailedException error) =>
        error.ErrorCode == BlobErrorCode.BlobNotFound || error.ErrorCode == BlobErrorCode.ContainerNotFound;
}
