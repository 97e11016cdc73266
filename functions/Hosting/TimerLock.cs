namespace HubFunctions.Hosting;

/// <summary>Whether this instance is the one that ticks.</summary>
public sealed class TimerLock
{
    public Task<bool> HoldsAsync(CancellationToken stop) => Task.FromResult(!stop.IsCancellationRequested);
}
