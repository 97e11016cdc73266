using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Who would get mail about a plan that was brought in, and the button that lets it go out.</summary>
public sealed class StartPageFunctions(
    OfficePages pages,
    IPlanStore plans,
    StartPreview preview,
    StartReminders start,
    HubClock calendar)
{
    [Function("GetStartPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetStartPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/plans/{plan}/reminders")] HttpRequest request)
    {
        if (await plans.FindHeaderAsync(request.Plan(), request.Stop()) is not { Plan: var plan })
            return await MissingAsync(request);
        return await pages.ShowAsync<StartPage>(pages.Of(request, "Start reminders") with { Section = "Plans" }, new()
        {
            ["Plan"] = plan,
            ["Preview"] = plan.AwaitsStart() ? await preview.OfAsync(plan, calendar.Now, request.Stop()) : null,
        });
    }

    [Function("StartPlanReminders"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> StartPlanRemindersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/plans/{plan}/reminders")] HttpRequest request) =>
        await start.RunAsync(request.Plan(), request.Stop()) switch
        {
            StartResult.Started => new SeeOther($"/office/plans/{request.Plan()}?done=started"),
            StartResult.NoPlan => await MissingAsync(request),
            _ => await pages.OfAsync(
                request,
                409,
                "The plan is being changed by others",
                "Nothing was changed now. Go back and start the reminders again."),
        };

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such plan", "It may have another id. The list of plans has all of them.");
}
