using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Counts of sign-ups go when they no longer count for anything.</summary>
public sealed class SignUpRetention(TableSignUps counts) : IRetention
{
    public string Name => "sign-ups";

    public Task<int> ExpireAsync(CancellationToken stop) => counts.DeleteFreeAsync(stop);
}
