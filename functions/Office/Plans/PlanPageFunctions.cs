using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The plans, and a plan's items in lists that are links.</summary>
public sealed class PlanPageFunctions(
    OfficePages pages,
    IPlanStore plans,
    AllPlans all,
    TablePlanSummaries summaries,
    ImportEntries imports,
    TableRounds rounds,
    HubClock calendar)
{
    /// <summary>As many as a page lists.</summary>
    private const int Listed = 100;

    [Function("GetPlansPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetPlansPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/plans")] HttpRequest request)
    {
        var after = request.Query["after"].ToString();
        var left = (await all.ListAsync(request.Stop())).Where(id => string.CompareOrdinal(id, after) > 0).ToList();
        var found = await summaries.ReadAsync([.. left.Take(Listed)], request.Stop());
        return await pages.ShowAsync<PlansPage>(pages.Of(request, "Plans") with { Section = "Plans" }, new()
        {
            ["Plans"] = found.Found,
            ["Unread"] = found.Unread,
            ["Next"] = left.Count > Listed ? left[Listed - 1] : null,
        });
    }

    [Function("GetPlanPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetPlanPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/plans/{plan}")] HttpRequest request)
    {
        if (await plans.FindAsync(request.Plan(), request.Stop()) is not { } stored)
            return await pages.OfAsync(
                request,
                404,
                "There is no such plan",
                "It may have another id. The list of plans has all of them.");
        var filter = ItemFilter.Of(request.Query["show"]);
        var page = pages.Of(request, stored.Plan.Title) with { Section = "Plans", Done = Done(request) };
        return await pages.ShowAsync<PlanPage>(page, new()
        {
            ["Look"] = new PlanLook(stored, calendar.Today),
            ["Filter"] = filter,
            ["Rounds"] = await rounds.OfPlanAsync(request.Plan(), request.Stop()),
            ["Imported"] = await imports.LastAsync(request.Plan(), request.Stop()) is not null,
            ["Search"] = ItemSearch.Of(request),
        });
    }

    private static string? Done(HttpRequest request) => request.Query["done"].ToString() switch
    {
        "started" => "Reminders are started.",
        RowAction.Unowned => "The item has its owner.",
        RowAction.NoAddress => "The address is stored.",
        "unchanged" => "The file says what the plan says already: nothing was changed.",
        _ => null,
    };
}
