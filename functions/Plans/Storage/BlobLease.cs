using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace HubFunctions.Plans;

/// <summary>
/// A lock that all instances see and that ends by itself when its holder dies. Whoever holds it renews it well before
/// its time is up and stops work when <see cref="RenewAsync"/> answers false.
/// </summary>
public sealed class BlobLease
{
    private readonly BlobLeaseClient _lease;

    private BlobLease(BlobLeaseClient lease) => _lease = lease;

    /// <summary>Null when someone else holds it. Container and blob are made when they are not there.</summary>
    /// <param name="container">Where the blob that is locked lies.</param>
    /// <param name="name">The blob; it stays empty.</param>
    /// <param name="duration">15 to 60 s of real time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<BlobLease?> TryAcquireAsync(
        BlobContainerClient container, string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.FromSeconds(15));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromSeconds(60));
        var blob = container.GetBlockBlobClient(name);

        // An id of our own makes a repeated try find the lease it already took.
        var lease = blob.GetBlobLeaseClient(Guid.NewGuid().ToString());
        for (var made = false; ; made = true)
        {
            try
            {
                await lease.AcquireAsync(duration, cancellationToken: cancellationToken);
                return new(lease);
            }
            catch (RequestFailedException ex) when (ex.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
            {
                return null;
            }
            catch (RequestFailedException ex) when (ex.Status == 404 && !made)
            {
                await CreateAsync(container, blob, cancellationToken);
            }
        }
    }

    /// <summary>False when it was lost: someone else may hold it by now.</summary>
    public Task<bool> RenewAsync(CancellationToken cancellationToken) =>
        HeldAsync(() => _lease.RenewAsync(cancellationToken: cancellationToken));

    /// <summary>False when it had been lost before.</summary>
    public Task<bool> ReleaseAsync(CancellationToken cancellationToken) =>
        HeldAsync(() => _lease.ReleaseAsync(cancellationToken: cancellationToken));

    private static async Task<bool> HeldAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RequestFailedException ex) when (ex.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static async Task CreateAsync(
        BlobContainerClient container, BlockBlobClient blob, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            var onlyNew = new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.CommitBlockListAsync([], onlyNew, cancellationToken);
        }
        catch (RequestFailedException ex) when (ex.Status is 409 or 412)
        {
            // Another instance made it in the same moment, and may even hold it: the next try to acquire tells.
        }
    }
}
