using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Snapshots;

/// <summary>The hub's front door leads to the published plans.</summary>
public sealed class RootFunctions(SnapshotAddress address)
{
    // The host reads an empty route as none and takes the function's name; the local run's own home page comes before this.
    [Function("GetRoot"), Anyone, NeedsNoStorage]
    public Task<IResult> GetRootAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{none:maxlength(0)?}")] HttpRequest request) =>
        Task.FromResult(Results.Redirect(new Uri(address.Base, PlanIndex.PageName).ToString()));
}
