using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class BlobLeaseTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly BlobContainerClient _container = azurite.Blobs.GetBlobContainerClient(azurite.NewName("locks"));

    [Fact]
    public async Task One_instance_of_many_gets_the_lease()
    {
        var leases = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => BlobLease.TryAcquireAsync(_container, "timers", Duration, Cancel)));

        Assert.Single(leases, lease => lease is not null);
    }

    [Fact]
    public async Task The_next_instance_gets_the_lease_when_the_first_lets_go()
    {
        var first = await BlobLease.TryAcquireAsync(_container, "timers", Duration, Cancel);
        Assert.True(await first!.RenewAsync(Cancel));
        Assert.True(await first.ReleaseAsync(Cancel));

        Assert.NotNull(await BlobLease.TryAcquireAsync(_container, "timers", Duration, Cancel));
        Assert.False(await first.RenewAsync(Cancel));
    }

    [Fact]
    public async Task A_lease_that_was_broken_cannot_be_renewed()
    {
        var lease = await BlobLease.TryAcquireAsync(_container, "timers", Duration, Cancel);
        await _container.GetBlobClient("timers").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancel);

        Assert.False(await lease!.RenewAsync(Cancel));
    }

    [Fact]
    public Task A_lease_shorter_than_the_service_allows_is_refused() =>
        Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => BlobLease.TryAcquireAsync(_container, "timers", TimeSpan.FromSeconds(5), Cancel));
}
