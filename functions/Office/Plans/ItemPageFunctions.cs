using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>One item: its dates and what led to them, and changes of owner, approved dates and the meaning of its words.</summary>
public sealed class ItemPageFunctions(OfficePages pages, IPlanStore plans, ItemPatch patch, HubClock calendar)
{
    private const int HistoryShown = 50;

    [Function("GetItemPage"), Page(PageAccess.Office)]
    public Task<IResult> GetItemPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/plans/{plan}/items/{item}")] HttpRequest request) =>
        ShowAsync(request, null, [], 200, request.Query["done"] == "changed" ? "The change is stored." : null);

    [Function("ChangeItem"), Page(PageAccess.Office), MaxBody(64 * 1024)]
    public async Task<IResult> ChangeItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/items/{item}")] HttpRequest request)
    {
        var form = request.Form;
        if (await plans.FindItemAsync(request.Plan(), request.Item(), request.Stop()) is not { } stored)
            return await MissingAsync(request);
        var (changes, errors) = ItemForm.Of(stored.Item).Read(form);
        if (errors.Count > 0)
            return await ShowAsync(request, form, errors, 400, null);
        var version = form[ItemForm.Version].ToString();
        switch (await patch.ApplyAsync(request.Plan(), request.Item(), changes, version.Length == 0 ? "none" : version, null, request.Stop()))
        {
            case ItemPatched.Done:
                return new SeeOther($"/office/plans/{request.Plan()}/items/{request.Item()}?done=changed");
            case ItemPatched.Invalid invalid:
                return await ShowAsync(request, form, [.. invalid.Errors.Select(ItemForm.OfField)], 400, null);
            case ItemPatched.Stale:
                return await ShowAsync(request, form, [new("", "changed", "Somebody changed this item since you opened it. Its values now are above the form, and what you entered is in it: compare them, then save again")], 409, null);
            default:
                return await MissingAsync(request);
        }
    }

    /// <param name="sent">What was entered and is not stored; null for the item as it is.</param>
    private async Task<IResult> ShowAsync(HttpRequest request, IFormCollection? sent, IReadOnlyList<FieldError> errors, int status, string? done)
    {
        if (await plans.FindAsync(request.Plan(), request.Stop()) is not { } plan
            || await plans.FindItemAsync(request.Plan(), request.Item(), request.Stop()) is not { } stored)
            return await MissingAsync(request);
        return await pages.ShowAsync<ItemPage>(
            pages.Of(request, stored.Item.Definition.Title) with { Section = "Plans", Errors = errors, Done = done },
            new()
            {
                ["Plan"] = plan.Plan,
                ["Stored"] = stored,
                ["Standing"] = plan.Stored.Any(s => s.Item.Id == stored.Item.Id && !s.Item.Removed)
                    ? Standings.Of(plan.Plan, plan.Items, calendar.Today)[stored.Item.Id] : Standings.Of(plan.Plan, stored.Item, calendar.Today),
                ["History"] = await plans.HistoryAsync(plan.Plan.Id, stored.Item.Id, null, HistoryShown, request.Stop()),
                ["Form"] = sent is null ? ItemForm.Of(stored.Item) : ItemForm.Of(stored.Item).With(sent),
                ["Seen"] = ItemForm.Of(stored.Item),
            },
            status);
    }

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such item", "It may have left the plan, or have another id. Nothing was changed now.");
}
