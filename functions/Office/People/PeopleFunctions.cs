using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Owners over all plans, and one owner more.</summary>
public sealed class PeopleFunctions(OfficePages pages, People people, IPlanStore plans, AllPlans all, HeaderEntry entry)
{
    [Function("GetPeoplePage"), Page(PageAccess.Office)]
    public async Task<IResult> GetPeoplePageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/people")] HttpRequest request)
    {
        var (lines, unread) = await people.ListAsync(request.Stop());
        var owned = lines.Select(l => l.Plan.Id).ToHashSet(StringComparer.Ordinal);
        var headers = await all.ReadAsync(plans.FindHeaderAsync, request.Stop());
        return await pages.ShowAsync<PeoplePage>(
            pages.Of(request, "People") with
            {
                Section = "People",
                Done = request.Query["done"] == "added" ? "The owner is added." : null,
            },
            new()
            {
                ["Lines"] = lines,
                ["Unread"] = unread,
                ["Filter"] = PersonFilter.Of(request.Query["show"]),
                ["Words"] = OneLine.Of(request.Query["q"].ToString()),
                ["Empty"] = headers.Found.Where(h => !owned.Contains(h.Plan.Id)).Select(h => (h.Plan.Id, h.Plan.Title)).ToList(),
            });
    }

    [Function("AddPerson"), Page(PageAccess.Office), MaxBody(64 * 1024)]
    public async Task<IResult> AddPersonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/people/{plan}")] HttpRequest request)
    {
        if (await plans.FindHeaderAsync(request.Plan(), request.Stop()) is not { Plan: var plan })
            return await MissingAsync(request);
        if (!HttpMethods.IsPost(request.Method))
            return await ShowAsync(request, plan, PersonForm.Empty, [], 200);
        var form = PersonForm.Of(request.Form);
        if (form.Refusal is { } refusal)
            return await ShowAsync(request, plan, form, [refusal], 400);
        return await entry.ChangeAsync(plan.Id, "An owner added", form.AddedTo, request.Stop()) switch
        {
            HeaderEntered.Done => new SeeOther("/office/people?done=added"),
            HeaderEntered.Invalid invalid =>
                await ShowAsync(request, plan, form, [.. invalid.Errors.Select(PersonForm.OfField)], 400),
            HeaderEntered.Missing => await MissingAsync(request),
            _ => await ShowAsync(request, plan, form, [new("", "busy", "Others are changing this plan: send it again")], 409),
        };
    }

    private Task<IResult> ShowAsync(
        HttpRequest request, PlanHeader plan, PersonForm form, IReadOnlyList<FieldError> errors, int status) =>
        pages.ShowAsync<AddPersonPage>(
            pages.Of(request, "Add an owner") with { Section = "People", Errors = errors },
            new() { ["Plan"] = plan, ["Form"] = form },
            status);

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such plan", "It may have another id. Nothing was changed now.");
}
