using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The rounds that are open, in all plans, and where to open one.</summary>
public sealed class RoundsPageFunctions(OfficePages pages, IPlanStore plans, AllPlans all, TableRounds rounds, HubClock calendar)
{
    [Function("GetRoundsPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetRoundsPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/rounds")] HttpRequest request)
    {
        var open = (await rounds.CurrentAsync(calendar.Today, request.Stop())).Where(r => !r.IsClosed).ToList();
        var read = await all.ReadAsync(open.Select(r => r.Plan).Distinct(StringComparer.Ordinal), request.Stop());
        var headers = await all.ReadAsync(plans.FindHeaderAsync, request.Stop());
        var found = read.Found.ToDictionary(p => p.Plan.Id, StringComparer.Ordinal);
        return await pages.ShowAsync<RoundsPage>(
            pages.Of(request, "Rounds") with
            {
                Section = "Rounds",
            },
            new()
            {
                ["Rounds"] = open.Where(r => found.ContainsKey(r.Plan))
                    .Select(r => new OpenRound(r, found[r.Plan].Plan, RoundState.Count(r, found[r.Plan], calendar.Today).Waiting))
                    .ToList(),
                ["Plans"] = headers
                    .Found.Select(h => h.Plan)
                    .Where(p => p.Status is PlanStatus.Adopted or PlanStatus.Consultation)
                    .ToList(),
                ["Today"] = calendar.Today,
                ["Unread"] = headers.Unread.Union(read.Unread).ToList(),
            });
    }
}

/// <param name="Waiting">How many have not answered.</param>
public sealed record OpenRound(Round Round, PlanHeader Plan, int Waiting);
