using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace EmptyWorker;

/// <summary>The least worker that can be called: what any of them takes to start.</summary>
public static class Live
{
    [Function("Live")]
    public static IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/live")] HttpRequest request) =>
        Results.Text("live");
}
