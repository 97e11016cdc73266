using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Today: what waits for the programme office, made from what is stored.</summary>
public sealed class TodayFunctions(
    OfficePages pages, AllPlans plans, HeldList held, RefusedList refusals, TableRounds rounds, HubClock calendar)
{
    [Function("GetToday"), Page(PageAccess.Office)]
    public async Task<IResult> GetTodayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office")] HttpRequest request)
    {
        var waiting = (await held.ReadAsync(null, request.Stop())).Found.Count(h => h.Decision is null);
        var (refused, oldest) = await refusals.WaitingAsync(request.Stop());
        var found = await plans.ReadAsync(request.Stop());
        var current = (await rounds.CurrentAsync(calendar.Today, request.Stop())).ToLookup(r => r.Plan, StringComparer.Ordinal);
        var page = pages.Of(request, $"Today, {Say.Day(calendar.Today)}") with { Section = "Today" };
        return await pages.ShowAsync<Today>(page, new()
        {
            ["All"] = WorkLine.Of(waiting, refused, oldest is { } day ? LondonTime.DateOf(day) : null).ToList(),
            ["Plans"] = found.Found.Select(p => new PlanLook(p, calendar.Today))
                .Select(p => (p.Plan, RoundWork.Of(p, current[p.Plan.Id]).Concat(WorkLine.Of(p)).ToList())).ToList(),
            ["Unread"] = found.Unread,
        });
    }
}
