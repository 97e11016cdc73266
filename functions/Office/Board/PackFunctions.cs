using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>A pack for the Board: the draft with what the secretary enters, and the press that freezes it.</summary>
public sealed class PackFunctions(OfficePages pages, PackPages open, PackPageView view, PackFreezer freezer)
{
    [Function("GetPack"), Page(PageAccess.Office)]
    public async Task<IResult> GetPackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "office/plans/{plan}/packs/{pack}")] HttpRequest request) =>
        await view.ShowAsync(request, new());

    [Function("FreezePack"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> FreezePackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/packs/{pack}")] HttpRequest request)
    {
        if (PackPages.Board(request.Route("pack")) is not { } board)
            return await open.MissingAsync(request);
        // Whoever leaves the page does not leave the pack half frozen.
        var result = await freezer.FreezeAsync(
            request.Plan(), board, request.Form[DecisionsForm.Version].ToString(), request.SignedIn()!, CancellationToken.None);
        return result switch
        {
            FreezeResult.Done => new SeeOther($"{PackPages.Address(request.Plan(), board)}?done=frozen"),
            FreezeResult.Already => new SeeOther($"{PackPages.Address(request.Plan(), board)}?done=already"),
            FreezeResult.NoPlan => await open.MissingAsync(request),
            FreezeResult.TooLarge => await pages.OfAsync(
                request, 422, "The pack is too large to freeze",
                "Nothing was frozen: its texts are more than one document holds. Shorten the longest, or divide the plan."),
            _ => await view.ShowAsync(request, new()
            {
                Status = 409,
                Errors = [new("freeze", "changed",
                    "The pack has changed since you opened it. Below it is as it is now: look at it, then freeze it")],
            }),
        };
    }
}
