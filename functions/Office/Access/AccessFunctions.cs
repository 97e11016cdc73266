using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Who of the office signs in with Entra ID, and to which plans each is limited.</summary>
public sealed class AccessFunctions(OfficePages pages, TableOfficePeople people, AllPlans all, IPlanStore plans)
{
    private const int ChangesShown = 20;

    private const string Other =
        "Somebody changed this since you opened the page. What you chose is in the form: look at what is stored now, "
        + "then save again";

    [Function("OfficePeople"), Page(PageAccess.WholeOffice), MaxBody(16 * 1024)]
    public async Task<IResult> OfficePeopleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/access")] HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return await ListAsync(request, "", "", [], 200);
        var (account, name) = (request.Form["account"].ToString().Trim(), OneLine.Of(request.Form["name"].ToString()));
        if (!Guid.TryParseExact(account, "D", out var objectId))
            return await ListAsync(
                request,
                account,
                name,
                [new("account", "not-an-id", "Give the person’s object ID as the directory shows it: 32 digits with hyphens")],
                400);
        if (name.Length is 0 or > PlanLimits.Name)
            return await ListAsync(request, account, name, [new("name", "required", "Give the person’s name")], 400);
        return new SeeOther($"/office/access/{await people.AddAsync(objectId, name, request.Stop())}");
    }

    [Function("LimitPerson"), Page(PageAccess.WholeOffice), MaxBody(256 * 1024)]
    public async Task<IResult> LimitPersonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/access/{person}")] HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return await ShowAsync(request, null, [], 200);
        var (form, seen) = (LimitForm.Of(request.Form), request.Form[LimitForm.Version].ToString());
        if (form.Refusal is { } refusal)
            return await ShowAsync(request, form, [refusal], 400);
        return await people.LimitAsync(request.Route("person"), form.Limit, seen, Acting.Name, request.Stop())
            ? new SeeOther($"/office/access/{request.Route("person")}?done=changed")
            : await ShowAsync(request, form, [new("", "changed", Other)], 409);
    }

    private async Task<IResult> ListAsync(
        HttpRequest request, string account, string name, IReadOnlyList<FieldError> errors, int status) =>
        await pages.ShowAsync<AccessPage>(
            pages.Of(request, "Who sees which plans") with { Section = "People", Errors = errors },
            new() { ["People"] = await people.ListAsync(request.Stop()), ["Account"] = account, ["Name"] = name },
            status);

    private async Task<IResult> ShowAsync(HttpRequest request, LimitForm? sent, IReadOnlyList<FieldError> errors, int status)
    {
        if (await people.FindAsync(request.Route("person"), request.Stop()) is not { } person)
            return await pages.OfAsync(request, 404, "There is no such person", "Nobody of this id has signed in with Entra ID.");
        var headers = await all.ReadAsync(plans.FindHeaderAsync, request.Stop());
        var page = pages.Of(request, person.Name) with
        {
            Section = "People",
            Errors = errors,
            Done = request.Query["done"] == "changed" ? "The change is stored, and holds from the person’s next press." : null,
        };
        return await pages.ShowAsync<LimitPage>(
            page,
            new()
            {
                ["Person"] = person,
                ["Form"] = sent ?? LimitForm.Of(person.Limit),
                ["Plans"] = headers.Found.Select(h => h.Plan).ToList(),
                ["Changes"] = await people.ChangesAsync(person.Id, ChangesShown, request.Stop()),
            },
            status);
    }
}
