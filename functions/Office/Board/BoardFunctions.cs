using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The Board: of each plan the next meeting and the packs, and of one plan all of them.</summary>
public sealed class BoardFunctions(OfficePages pages, AllPlans all, IPlanStore plans, TablePacks packs, HubClock calendar)
{
    [Function("GetBoardPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetBoardPageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
        Route = "office/board")] HttpRequest request)
    {
        var found = await all.ReadAsync(PacksAsync, request.Stop());
        return await pages.ShowAsync<BoardPage>(pages.Of(request, "Board") with { Section = "Board" }, new()
        {
            ["Plans"] = found.Found,
            ["Unread"] = found.Unread,
        });
    }

    [Function("GetPacksPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetPacksPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/plans/{plan}/packs")] HttpRequest request)
    {
        if (await PacksAsync(request.Plan(), request.Stop()) is not { } found)
            return await pages.OfAsync(request, 404, "There is no such plan",
                "It may have another id. The list of plans has all of them.");
        FieldError[] errors = [];
        if (request.Query["board"].ToString().Trim() is { Length: > 0 } entered)
        {
            if (TypedDay.Read(entered) is { } board)
                return new SeeOther(PackPages.Address(request.Plan(), board));
            errors = [new("board", "not-a-date", "Give the day of the meeting with day, month and year, such as 22 June 2022")];
        }

        var page = pages.Of(request, "Board packs") with { Section = "Board", Errors = errors };
        return await pages.ShowAsync<PacksPage>(
            page, new() { ["Plan"] = found, ["Entered"] = request.Query["board"].ToString() }, errors.Length > 0 ? 400 : 200);
    }

    private async Task<PlanPacks?> PacksAsync(string plan, CancellationToken stop) =>
        await plans.FindHeaderAsync(plan, stop) is { } stored
            ? PlanPacks.Of(stored.Plan, await packs.ListAsync(plan, stop), await packs.DraftsAsync(plan, stop), calendar.Today)
            : null;
}
