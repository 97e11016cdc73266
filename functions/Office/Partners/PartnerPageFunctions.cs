using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>A partner's page: what it may report on, and what became of what it sent.</summary>
public sealed class PartnerPageFunctions(PartnerPages pages, PartnerPlans plans)
{
    [Function("GetPartnerPage"), Page(PageAccess.Partner)]
    public async Task<IResult> GetPartnerPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "partners/{partner}")] HttpRequest request) =>
        await plans.FindAsync(request.Partner(), request.Stop()) is { } partner
            ? await pages.ShowAsync(request, partner, 200) : await pages.MissingAsync(request);

    [Function("GetPartnerTemplate"), Page(PageAccess.Partner)]
    public Task<IResult> GetPartnerTemplateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "partners/{partner}/template.csv")]
        HttpRequest request) =>
        TemplateAsync(request, PartnerTemplate.Csv, "text/csv; charset=utf-8", "csv");

    [Function("GetPartnerWorkbook"), Page(PageAccess.Partner)]
    public Task<IResult> GetPartnerWorkbookAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "partners/{partner}/template.xlsx")]
        HttpRequest request) =>
        TemplateAsync(request, PartnerTemplate.Workbook, WorkbookFile.ContentType, "xlsx");

    private async Task<IResult> TemplateAsync(
        HttpRequest request, Func<Partner, IReadOnlyList<StoredPlan>, byte[]> write, string type, string ending)
    {
        if (await plans.FindAsync(request.Partner(), request.Stop()) is not { Partner: var partner })
            return await pages.MissingAsync(request);
        return Results.File(write(partner, await plans.OfAsync(partner, request.Stop())), type, $"{partner.Id}.{ending}");
    }
}
