using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What was refused is kept whole for as long as a repeat would be known, then goes.</summary>
public sealed class QuarantineRetention(Quarantine quarantine, HubClock calendar) : IRetention
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public string Name => "quarantine";

    public async Task<int> ExpireAsync(CancellationToken stop)
    {
        var gone = await quarantine.DeleteExpiredAsync(calendar.Now - KeptFor, stop);
        var (count, oldest) = await quarantine.WaitingAsync(stop);
        HubTelemetry.Quarantine(count, oldest is { } since ? calendar.Now - since : TimeSpan.Zero);
        return gone;
    }
}
