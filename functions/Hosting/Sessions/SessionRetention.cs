using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Sessions go once they have ended, counts of wrong keys when they no longer count.</summary>
public sealed class SessionRetention(TableSessions sessions, TableSignIns counts) : IRetention
{
    public string Name => "sessions";

    public async Task<int> ExpireAsync(CancellationToken stop) =>
        await sessions.DeleteEndedAsync(stop) + await counts.DeleteFreeAsync(stop);
}
