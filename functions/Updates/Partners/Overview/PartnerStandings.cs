using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Reads who the partners are, and whether they reported in time.</summary>
public sealed class PartnerStandings(TablePartnerStore partners, TableReporting reporting, HubClock calendar)
{
    private const int AtOnce = 8;

    public async Task<PartnerList> ListAsync(CancellationToken stop)
    {
        var all = await partners.ListAsync(stop);
        var found = await SilentPartners.ByPlan(all).AskAsync(
            AtOnce, (plan, token) => reporting.FindAsync(plan.Key, [.. plan.Select(r => r.Partner.Id)], token), stop);
        return PartnerList.Of(all, [.. found.OfType<PlanReporting>()], calendar.Today);
    }
}
