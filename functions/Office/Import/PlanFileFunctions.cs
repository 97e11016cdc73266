using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Files for the spreadsheet's way out and in: a plan as it is, and an empty template.</summary>
public sealed class PlanFileFunctions(OfficePages pages, IPlanStore plans)
{
    [Function("DownloadPlan"), Page(PageAccess.Office)]
    public async Task<IResult> DownloadPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/plans/{plan}/export")] HttpRequest request) =>
        await plans.FindAsync(request.Plan(), request.Stop()) is { } plan
            && PlanFiles.Of(plan, request.Query["format"].ToString()) is { } file
            ? file
            : await pages.OfAsync(
                request,
                404,
                "There is no such file",
                "The plan may have another id. Its page has links to the files that there are.");

    [Function("DownloadTemplate"), Page(PageAccess.Office)]
    public async Task<IResult> DownloadTemplateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/templates/{file}")] HttpRequest request) =>
        request.Route("file").Split('.') is ["plan", var format] && PlanFiles.Template(format) is { } file
            ? file
            : await pages.OfAsync(request, 404, "There is no such file", "The templates are plan.xlsx and plan.csv.");
}
