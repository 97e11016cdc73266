using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Makes the tables once the server listens, and holds the first calls back until they are there.</summary>
public sealed partial class StorageSetup(
    StorageConnection storage, IEnumerable<NeededTable> needed, IHostApplicationLifetime lifetime, ILogger<StorageSetup> log)
    : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ready => _ready.Task;

    /// <exception cref="TimeoutException">Storage was unavailable for too long.</exception>
    public ValueTask WaitAsync(CancellationToken stop) =>
        _ready.Task.IsCompleted ? default : new(_ready.Task.WaitAsync(Longest, stop));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not beside the server's own start: the host waits for the first answer, and asks no storage for it.
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
        for (var pause = TimeSpan.FromSeconds(0.5); ; pause = pause < Longest ? 2 * pause : Longest)
        {
            try
            {
                await Task.WhenAll(needed.Select(table => storage.CreateTableAsync(table.Name, stoppingToken)));
                _ready.TrySetResult();
                return;
            }
            catch (Exception unavailable) when (StorageUnavailableException.Is(unavailable))
            {
                Waiting(log, StorageUnavailableException.StatusOf(unavailable));
                await Task.Delay(pause, stoppingToken);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Storage is unavailable (status {Status}); trying again")]
    private static partial void Waiting(ILogger log, int status);
}
