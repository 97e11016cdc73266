using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>One change of many items: chosen on the plan's page, looked at before and after, then made.</summary>
public sealed class BulkFunctions(OfficePages pages, IPlanStore plans, BulkRun run, ChangePreviews previews, HubClock calendar)
{
    private const int LongestKey = 64;

    [Function("ChangeItems"), Page(PageAccess.Office), MaxBody(256 * 1024)]
    public async Task<IResult> ChangeItemsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/changes")] HttpRequest request)
    {
        if (await plans.FindAsync(request.Plan(), request.Stop()) is not { } plan)
            return await pages.OfAsync(request, 404, "There is no such plan", "It may have another id. Nothing was changed now.");
        var (form, chosen) = (BulkForm.Of(request.Form), SeenItems.Chosen(request.Form));
        var (change, errors) = form.Read(plan.Plan);
        if (chosen.Count == 0)
            errors = [new("", "required", "Tick the items to change"), .. errors];
        if (change is null || errors.Count > 0)
            return await ShowAsync(request, plan, form, chosen, errors, 400);
        var key = request.Form["key"].ToString();
        return request.Form["do"] == "apply" && key.Length is > 0 and <= LongestKey
            ? await ApplyAsync(request, plan, form, change, chosen, $"bulk-{key}")
            : await PreviewAsync(request, plan, form, change, chosen);
    }

    private async Task<IResult> PreviewAsync(
        HttpRequest request, StoredPlan plan, BulkForm form, BulkChange change, IReadOnlyList<SeenItem> chosen)
    {
        var items = Now(plan, chosen);
        var (after, left) = (new List<(PlanItem Before, ItemChanges Changes)>(), new List<BulkOutcome>());
        foreach (var item in items)
        {
            var (changes, why) = change.For(item);
            if (changes is not null)
                after.Add((item, changes));
            else
                left.Add(new(item.Id, item.Definition.Title, why));
        }

        var shown = await previews.OfAsync(plan, after, request.Stop());
        return await pages.ShowAsync<BulkPage>(
            pages.Of(request, after.Count > 0 ? "Look at the change" : "Nothing would change") with { Section = "Plans" },
            new()
            {
                ["Look"] = new PlanLook(plan, calendar.Today),
                ["Form"] = form,
                ["Items"] = items,
                ["Previews"] = shown,
                ["Left"] = left,
                ["Key"] = Guid.NewGuid().ToString("N"),
            });
    }

    private async Task<IResult> ApplyAsync(
        HttpRequest request, StoredPlan plan, BulkForm form, BulkChange change, IReadOnlyList<SeenItem> chosen, string key)
    {
        // Begun, it is not cut short by a browser that goes away: what is left undone would have to be looked for.
        var outcomes = await run.RunAsync(plan.Plan.Id, chosen, change, key, CancellationToken.None);
        var left = outcomes.Where(o => o.Left is not null).Select(o => o.Item).ToHashSet(StringComparer.Ordinal);
        var now = left.Count > 0 ? await plans.FindAsync(plan.Plan.Id, request.Stop()) : null;
        var changed = outcomes.Count - left.Count;
        return await pages.ShowAsync<BulkResultPage>(
            pages.Of(request, TitleOf(changed, left.Count)) with { Section = "Plans" },
            new()
            {
                ["Plan"] = plan.Plan,
                ["Form"] = form,
                ["Outcomes"] = outcomes,
                ["Now"] = (now?.Items ?? []).Where(i => left.Contains(i.Id) && change.For(i).Changes is not null).ToList(),
            },
            left.Count > 0 ? 409 : 200);
    }

    private static string TitleOf(int changed, int left) =>
        changed == 0 ? "Nothing was changed" : left > 0 ? "Some of them are changed" : "The items are changed";

    private Task<IResult> ShowAsync(
        HttpRequest request, StoredPlan plan, BulkForm form, IReadOnlyList<SeenItem> chosen, IReadOnlyList<FieldError> errors,
        int status) =>
        pages.ShowAsync<BulkPage>(
            pages.Of(request, "Change several items") with { Section = "Plans", Errors = errors },
            new() { ["Look"] = new PlanLook(plan, calendar.Today), ["Form"] = form, ["Items"] = Now(plan, chosen) },
            status);

    private static IReadOnlyList<PlanItem> Now(StoredPlan plan, IReadOnlyList<SeenItem> chosen)
    {
        var ids = chosen.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return [.. plan.Items.Where(i => ids.Contains(i.Id))];
    }
}
