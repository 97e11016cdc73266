using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Hosting;

/// <summary>What probes and operators ask, and the nightly timer.</summary>
public sealed class OperationsFunctions(Readiness readiness, OfficeAccess office, Housekeeping housekeeping, TimeProvider clock)
{
    /// <summary>The process answers; storage is not asked.</summary>
    [Function("GetLiveness"), Anyone, NeedsNoStorage]
    public Task<IResult> GetLivenessAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/live")] HttpRequest request) =>
        Task.FromResult(Results.Json(new { status = "live" }, HubJson.Options));

    /// <summary>503 while storage is unavailable or a timer is silent; the body says which. Only the office is told which
    /// partners are silent.</summary>
    [Function("GetReadiness"), Anyone, NeedsNoStorage]
    public async Task<IResult> GetReadinessAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health/ready")] HttpRequest request)
    {
        var state = await readiness.CheckAsync(request.Stop());
        if (!await office.IsOfficeAsync(request.HttpContext))
            state = state with { SilentPartners = null };
        request.Answer().Vary = "Authorization";
        return Results.Json(state, HubJson.Options, statusCode: state.IsReady ? 200 : 503);
    }

    [Function("Housekeeping")]
    public Task HousekeepAsync([TimerTrigger("0 10 3 * * *")] TimerInfo timer, CancellationToken stop) =>
        RunLimit.RunAsync(housekeeping.RunAsync, clock, stop);
}
