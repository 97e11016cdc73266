using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>One item: its dates and what led to them, and changes of owner, approved dates and the meaning of its
/// words.</summary>
public sealed class ItemPageFunctions(
    OfficePages pages, IPlanStore plans, ItemPatch patch, ChangePreviews previews, HubClock calendar)
{
    private const int HistoryShown = 50;

    private const string CannotUndo =
        "This cannot be changed back any more: somebody changed the item since. Look at its history, then decide";

    [Function("GetItemPage"), Page(PageAccess.Office)]
    public Task<IResult> GetItemPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/plans/{plan}/items/{item}")]
        HttpRequest request) =>
        ShowAsync(
            request,
            null,
            [],
            200,
            request.Query["done"].ToString() switch
            {
                "changed" => "The change is stored.",
                "undone" => "It is changed back. Both the change and its undoing stay in the history.",
                _ => null,
            });

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
        if (form["do"] == "preview")
            return await ShowAsync(request, form, [], 200, null, changes);
        if (RowAction.ListOf(form) is not null && ItemForm.MissingInRow(form) is { Count: > 0 } missing)
            return await ShowAsync(request, form, missing, 400, null);
        var version = form[ItemForm.Version].ToString();
        switch (
            await patch.ApplyAsync(
                request.Plan(),
                request.Item(),
                changes,
                version.Length == 0 ? "none" : version,
                null,
                request.Stop()))
        {
            case ItemPatched.Done:
                return new SeeOther(
                    RowAction.ListOf(form) is { } list
                        ? RowAction.AddressOf(request.Plan(), list)
                        : $"/office/plans/{request.Plan()}/items/{request.Item()}?done=changed");
            case ItemPatched.Invalid invalid:
                return await ShowAsync(request, form, [.. invalid.Errors.Select(ItemForm.OfField)], 400, null);
            case ItemPatched.Stale:
                return await ShowAsync(
                    request,
                    form,
                    [
                        new(
                            "",
                            "changed",
                            "Somebody changed this item since you opened it. Its values now are above the form, and what you "
                                + "entered is in it: compare them, then save again"),
                    ],
                    409,
                    null);
            default:
                return await MissingAsync(request);
        }
    }

    [Function("UndoItemChange"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> UndoItemChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/items/{item}/undo")] HttpRequest request)
    {
        var (plan, item, stop) = (request.Plan(), request.Item(), request.Stop());
        var (number, version) = (request.Form["sequence"].ToString(), request.Form[ItemForm.Version].ToString());
        if (await plans.FindItemAsync(plan, item, stop) is not { Item.Removed: false } stored)
            return await MissingAsync(request);

        // By number and version: the same press twice is one, and the entry can be undone once more later.
        var key = $"undo-{number}-{version}";
        var back = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? ItemUndo.Of(stored.Item, await plans.HistoryAsync(plan, item, null, HistoryShown, stop), sequence) : null;
        var isDone = await patch.HasAppliedAsync(plan, item, key, stop)
            || (back is not null && version.Length > 0
                && await patch.ApplyAsync(plan, item, back, version, key, stop) is ItemPatched.Done);
        return isDone
            ? new SeeOther($"/office/plans/{plan}/items/{item}?done=undone")
            : await ShowAsync(request, null, [new("", "changed", CannotUndo)], 409, null);
    }

    /// <param name="sent">What was entered and is not stored; null for the item as it is.</param>
    private async Task<IResult> ShowAsync(
        HttpRequest request, IFormCollection? sent, IReadOnlyList<FieldError> errors, int status, string? done,
        ItemChanges? wanted = null)
    {
        if (await plans.FindAsync(request.Plan(), request.Stop()) is not { } plan
            || await plans.FindItemAsync(request.Plan(), request.Item(), request.Stop()) is not { } stored)
            return await MissingAsync(request);
        return await pages.ShowAsync<ItemPage>(
            pages.Of(request, stored.Item.Definition.Title) with
            {
                Section = "Plans",
                Errors = errors,
                Done = done,
            },
            new()
            {
                ["Plan"] = plan.Plan,
                ["Stored"] = stored,
                ["Standing"] = plan.Stored.Any(s => s.Item.Id == stored.Item.Id && !s.Item.Removed)
                    ? Standings.Of(plan.Plan, plan.Items, calendar.Today)[stored.Item.Id]
                    : Standings.Of(plan.Plan, stored.Item, calendar.Today),
                ["History"] = await plans.HistoryAsync(plan.Plan.Id, stored.Item.Id, null, HistoryShown, request.Stop()),
                ["Form"] = sent is null ? ItemForm.Of(stored.Item) : ItemForm.Of(stored.Item).With(sent),
                ["Preview"] = wanted is null ? null : (await previews.OfAsync(plan, [(stored.Item, wanted)], request.Stop()))[0],
                ["Seen"] = ItemForm.Of(stored.Item),
            },
            status);
    }

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(
            request,
            404,
            "There is no such item",
            "It may have left the plan, or have another id. Nothing was changed now.");
}
