using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>What is said about a plan's publication: hold, licence, contact, statements, language; and the dates of its
/// meetings.</summary>
public sealed class PublishingFunctions(OfficePages pages, IPlanStore plans, PlanEntry entry, HubClock calendar)
{
    [Function("GetPublishingPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetPublishingPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "office/plans/{plan}/publishing")] HttpRequest request) =>
        await ShowAsync(request, null, [], 200);

    [Function("ChangePublishing"), Page(PageAccess.Office), MaxBody(256 * 1024)]
    public async Task<IResult> ChangePublishingAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/publishing")] HttpRequest request)
    {
        var version = request.Form[PublishingForm.Version].ToString();
        IReadOnlyList<FieldError> errors = [];
        var (isThere, isStale, wanted) = (false, false, "");
        // Whoever leaves the page does not leave the entry half done.
        var difference = await entry.ChangeAsync(
            request.Plan(),
            stored =>
            {
                var form = PublishingForm.Of(stored.Plan);
                (isThere, isStale) = (true, form.Hash != version);
                if (isStale)
                    return null;
                (var plan, errors) = form.With(request.Form).On(stored.Plan);
                wanted = PublishingForm.Of(plan).Hash;
                var definition = plan.CopyTo(stored.ToDefinition());
                errors = [.. errors, .. Faults(definition)];
                return errors.Count > 0 ? null : definition;
            },
            CancellationToken.None);
        if (!isThere)
            return await MissingAsync(request);
        if (errors.Count > 0)
            return await ShowAsync(request, request.Form, errors, 400);
        if (difference is { Errors: { Count: > 0 } large })
            return await ShowAsync(request, request.Form, [.. large.Select(e => e with { Pointer = "" })], 422);
        return difference is not null || await IsStoredAsync(request, wanted)
            ? new SeeOther($"/office/plans/{request.Plan()}/publishing?done=changed")
            : await ShowAsync(request, request.Form, [Told(isStale)], 409);
    }

    /// <summary>Of what the form has: what else is wrong with the plan is no fault of whoever fills it in.</summary>
    private static IEnumerable<FieldError> Faults(PlanDefinition plan) =>
        PlanValidation.Check(plan, plan.Id).Select(PublishingForm.OfField).OfType<FieldError>().DistinctBy(e => e.Pointer);

    private static FieldError Told(bool isStale) => isStale
        ? new("", "changed", "Somebody changed this since you opened it. The form has both: compare, then save again")
        : new("", "busy", "The plan is being changed by others: save again");

    /// <summary>Where storage's answer got lost, what stands there is what was wanted.</summary>
    private async Task<bool> IsStoredAsync(HttpRequest request, string wanted) =>
        wanted.Length > 0 && await plans.FindHeaderAsync(request.Plan(), request.Stop()) is { } now
            && PublishingForm.Of(now.Plan).Hash == wanted;

    /// <param name="sent">What was entered and is not stored; null for the plan as it is.</param>
    private async Task<IResult> ShowAsync(HttpRequest request, IFormCollection? sent, IReadOnlyList<FieldError> errors,
        int status)
    {
        if (await plans.FindHeaderAsync(request.Plan(), request.Stop()) is not { } stored)
            return await MissingAsync(request);
        var seen = PublishingForm.Of(stored.Plan);
        var page = pages.Of(request, "Publishing and meetings") with
        {
            Section = "Plans",
            Errors = errors,
            Done = request.Query["done"] == "changed" ? "The changes are stored." : null,
        };
        return await pages.ShowAsync<PublishingPage>(
            page,
            new()
            {
                ["Stored"] = stored,
                ["Seen"] = seen,
                ["Form"] = sent is null ? seen : seen.With(sent),
                ["Today"] = calendar.Today,
            },
            status);
    }

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such plan", "It may have another id. The list of plans has all of them.");
}
