using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Keeps the decisions that the secretary enters for a pack.</summary>
public sealed class DecisionFunctions(PackPages open, PackPageView view, TablePacks packs)
{
    [Function("KeepDecisions"), Page(PageAccess.Office), MaxBody(256 * 1024)]
    public async Task<IResult> KeepDecisionsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post",
            Route = "office/plans/{plan}/packs/{pack}/decisions")] HttpRequest request)
    {
        if (PackPages.Board(request.Route("pack")) is not { } board)
            return await open.MissingAsync(request);
        var (text, version) = (request.Form[DecisionsForm.Field].ToString(), request.Form[DecisionsForm.Version].ToString());
        var (decisions, errors) = DecisionsForm.Read(text);
        if (errors.Count > 0)
            return await view.ShowAsync(request, new() { Status = 400, Errors = errors, Decisions = text });
        var draft = await packs.DraftAsync(request.Plan(), board, request.Stop());
        if (!draft.IsFrozen && draft.Decisions.SequenceEqual(decisions, StringComparer.Ordinal))
            return new SeeOther($"{PackPages.Address(request.Plan(), board)}?done=decisions");
        var isSeen = !draft.IsFrozen && (draft.ETag ?? "") == version;
        if (isSeen && await packs.KeepAsync(request.Plan(), board, draft with { Decisions = decisions }, request.Stop()))
            return new SeeOther($"{PackPages.Address(request.Plan(), board)}?done=decisions");
        return await view.ShowAsync(request, new()
        {
            Status = 409,
            Errors = [new(DecisionsForm.Field, "changed",
                "Somebody changed the decisions, or froze the pack, since you opened it. What you entered is not stored")],
            Decisions = text,
        });
    }
}
