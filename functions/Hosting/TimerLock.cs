using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Whether this instance is the one that ticks: it holds a blob lease, renewed at every tick and in between.</summary>
public sealed class TimerLock(StorageConnection storage, TimeProvider clock) : IAsyncDisposable
{
    private const string Container = "hub-locks";
    private const string Blob = "timers";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private BlobLease? _lease;
    private ITimer? _renewal;

    public async Task<bool> HoldsAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (_lease is not null && await _lease.RenewAsync(stop))
                return true;
            _lease = await BlobLease.TryAcquireAsync(storage.Blobs.GetBlobContainerClient(Container), Blob, Duration, stop);
            _renewal ??= clock.CreateTimer(_ => _ = KeepAsync(), null, Duration / 3, Duration / 3);
            return _lease is not null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Fails when the locks' account cannot be reached.</summary>
    public Task ReachAsync(CancellationToken stop) => storage.Blobs.GetBlobContainerClient(Container).ExistsAsync(stop);

    public async ValueTask DisposeAsync()
    {
        if (_renewal is not null)
            await _renewal.DisposeAsync();
        if (_lease is not null)
            await _lease.ReleaseAsync(CancellationToken.None);
        _one.Dispose();
    }

    /// <summary>A job that takes longer than the lease must not let another instance begin it meanwhile.</summary>
    private async Task KeepAsync()
    {
        if (!await _one.WaitAsync(0))
            return;
        try
        {
            if (_lease is not null && !await _lease.RenewAsync(CancellationToken.None))
                _lease = null;
        }
        catch (Exception unavailable) when (StorageUnavailableException.Is(unavailable))
        {
            // The lease runs out by itself, and the next tick asks again.
            _lease = null;
        }
        finally
        {
            _one.Release();
        }
    }
}
