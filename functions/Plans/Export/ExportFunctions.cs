using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Plans;

/// <summary>The programme office takes a plan out as a spreadsheet, edits it and brings it in again; or as StratML, for other
/// registers.</summary>
public sealed class ExportFunctions(IPlanStore store)
{
    [Function("ExportPlan")]
    public async Task<IResult> ExportPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/plans/{plan}/export")] HttpRequest request)
    {
        var format = request.Query["format"].ToString();
        if (await store.FindAsync(request.Plan(), request.Stop()) is not { } plan)
            return Problems.NotFound("There is no plan with this id. GET /api/plans lists them.");
        return PlanFiles.Of(plan, format)
            ?? Problems.BadRequest(
                "Fix the query and send it again.", [new("format", "unknown-format", $"Give {PlanFiles.Formats}.")]);
    }
}
