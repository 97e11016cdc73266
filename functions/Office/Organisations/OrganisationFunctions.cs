using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The organisations that a plan names: other spellings of their names, and who took over from whom.</summary>
public sealed class OrganisationFunctions(OfficePages pages, IPlanStore plans, HeaderEntry entry, HubClock calendar)
{
    private const string Other =
        "Somebody changed the plan’s organisations since you opened the page. What you entered is in the form: "
        + "look at the list, then save again";

    [Function("GetOrganisations"), Page(PageAccess.Office)]
    public async Task<IResult> GetOrganisationsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/organisations/{plan}")] HttpRequest request)
    {
        if (await plans.FindAsync(request.Plan(), request.Stop()) is not { } plan)
            return await MissingAsync(request);
        var done =
            request.Query["done"] == "changed" ? "The change is stored. Public pages follow with the next publication." : null;
        return await pages.ShowAsync<OrganisationsPage>(
            pages.Of(request, "Organisations") with { Section = "People", Done = done },
            new() { ["Plan"] = plan.Plan, ["Lines"] = OrganisationLine.Of(plan) });
    }

    [Function("ChangeOrganisation"), Page(PageAccess.Office), MaxBody(256 * 1024)]
    public async Task<IResult> ChangeOrganisationAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/organisations/{plan}/change")]
        HttpRequest request)
    {
        if (await plans.FindAsync(request.Plan(), request.Stop()) is not { } plan)
            return await MissingAsync(request);
        if (!HttpMethods.IsPost(request.Method))
            return await FormAsync(request, plan, OrganisationForm.Of(plan.Plan, request.Query["name"].ToString()), [], 200);
        var (form, version) = (OrganisationForm.Of(request.Form), request.Form[OrganisationForm.Version].ToString());
        if (form.Refusal is { } refusal)
            return await FormAsync(request, plan, form, [refusal], 400);
        if (request.Form["do"] != "save")
            return await PreviewAsync(request, plan, form, version);
        return await entry.ChangeAsync(plan.Plan.Id, form.Said, now => form.In(now, version), request.Stop()) switch
        {
            HeaderEntered.Done => new SeeOther($"/office/organisations/{plan.Plan.Id}?done=changed"),
            HeaderEntered.Invalid invalid => await FormAsync(request, plan, form, Faults(invalid.Errors), 400),
            HeaderEntered.Missing => await MissingAsync(request),
            _ => await FormAsync(request, plan, form, [new("", "changed", Other)], 409),
        };
    }

    private async Task<IResult> PreviewAsync(HttpRequest request, StoredPlan plan, OrganisationForm form, string version)
    {
        if (form.In(plan.Plan, version) is not { } after)
            return await FormAsync(request, plan, form, [new("", "changed", Other)], 409);
        var faults = PlanValidation.Check(after.CopyTo(plan.ToDefinition()), plan.Plan.Id)
            .Where(e => e.Pointer.StartsWith("/organisations", StringComparison.Ordinal)).ToList();
        if (faults.Count > 0)
            return await FormAsync(request, plan, form, Faults(faults), 400);
        return await pages.ShowAsync<OrganisationPreviewPage>(
            pages.Of(request, "Look at the change") with { Section = "People" },
            new()
            {
                ["Plan"] = plan.Plan,
                // With what comes along from others, so that the same press twice is one.
                ["Form"] = OrganisationForm.Of(after, form.Name),
                ["Version"] = version,
                ["Renamed"] = RenamedPartner.Of(plan, after, calendar.Today),
                ["Today"] = calendar.Today,
            });
    }

    private static List<FieldError> Faults(IEnumerable<FieldError> errors) =>
        [.. errors.Select(OrganisationForm.OfField).DistinctBy(e => e.Pointer)];

    private Task<IResult> FormAsync(
        HttpRequest request,
        StoredPlan plan,
        OrganisationForm form,
        IReadOnlyList<FieldError> errors,
        int status) =>
        pages.ShowAsync<OrganisationPage>(
            pages.Of(request, form.Name.Length > 0 ? form.Name : "Add an organisation") with
            {
                Section = "People",
                Errors = errors,
            },
            new()
            {
                ["Plan"] = plan.Plan,
                ["Form"] = form,
                ["Names"] = OrganisationLine.Of(plan).Select(l => l.Name).Where(n => n != form.Name).ToList(),
                ["IsNew"] = !OrganisationLine.Of(plan).Any(l => l.Name == form.Name),
            },
            status);

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such plan", "It may have another id. Nothing was changed now.");
}
