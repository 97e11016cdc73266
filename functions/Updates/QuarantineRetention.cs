using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What was refused is kept whole for as long as a repeat would be known, then goes.</summary>
public sealed class QuarantineRetention(Quarantine quarantine, HubClock clock) : IRetention
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public string Name => "quarantine";

    public Task<int> ExpireAsync(CancellationToken stop) => quarantine.DeleteExpiredAsync(clock.Now - KeptFor, stop);
}
