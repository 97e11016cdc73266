using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>What probes and operators ask.</summary>
public sealed class HealthEndpoints(Readiness readiness)
{
    /// <summary>The process answers; storage is not asked.</summary>
    public Task<IResult> LiveAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Task.FromResult(Results.Json(new { status = "live" }, HubJson.Options));
    }

    /// <summary>503 while storage is away or a timer is silent; the body says which.</summary>
    public async Task<IResult> ReadyAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var state = await readiness.CheckAsync(http.RequestAborted);
        return Results.Json(state, HubJson.Options, statusCode: state.IsReady ? 200 : 503);
    }
}
