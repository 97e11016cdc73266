namespace HubFunctions.Plans;

/// <summary>The programme office's calls on plans.</summary>
public sealed class PlanEndpoints(IPlanStore store)
{
    public Task<IResult> PutAsync(HttpContext http) => Task.FromResult(Problems.NotFound("Not yet."));

    public async Task<IResult> ListAsync(HttpContext http) => Results.Json(await store.ListAsync(http.RequestAborted), HubJson.Options);

    public Task<IResult> GetAsync(HttpContext http) => Task.FromResult(Problems.NotFound("Not yet."));
}
