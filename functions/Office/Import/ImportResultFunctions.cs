using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>What a plan's last import changed, and the press that puts the plan back.</summary>
public sealed class ImportResultFunctions(OfficePages pages, IPlanStore plans, ImportEntries entries)
{
    [Function("ImportResult"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> ImportResultAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/plans/{plan}/import")]
        HttpRequest request)
    {
        if (await plans.FindAsync(request.Plan(), request.Stop()) is not { } plan
            || await entries.LastAsync(request.Plan(), request.Stop()) is not { } last)
            return await pages.OfAsync(
                request,
                404,
                "No spreadsheet was brought in here",
                "The plan may have another id, or was entered in another way.");
        if (!HttpMethods.IsPost(request.Method))
            return await ShowAsync(request, plan, last, []);
        if (request.Form["draft"] == last.Draft && await entries.UndoAsync(request.Plan(), request.Stop()) == UndoneImport.Done)
            return new SeeOther($"/office/plans/{request.Plan()}/import");
        return await ShowAsync(
            request,
            plan,
            last,
            [
                new(
                    "",
                    "changed",
                    "This import cannot be undone any more: an update came in, or somebody changed what it needs")]);
    }

    private Task<IResult> ShowAsync(HttpRequest request, StoredPlan plan, LastImport last, IReadOnlyList<FieldError> errors)
    {
        var title = last.Undone is null ? "The spreadsheet is brought in" : "The import is undone";
        return pages.ShowAsync<ImportResultPage>(
            pages.Of(request, title) with { Section = "Plans", Errors = errors },
            new() { ["Plan"] = plan, ["Last"] = last },
            errors.Count > 0 ? 409 : 200);
    }
}
