using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Reads who the partners are, and whether they reported in time.</summary>
public sealed class PartnerStandings(TablePartnerStore partners, TableReporting reporting, AllPlans plans, HubClock calendar)
{
    public async Task<PartnerList> ListAsync(CancellationToken stop)
    {
        var all = await partners.ListAsync(stop);
        var reporters = SilentPartners
            .ByPlan(all)
            .ToDictionary(plan => plan.Key, plan => plan.Select(r => r.Partner.Id).ToList());
        var read = await plans.ReadAsync(
            reporters.Keys,
            (plan, token) => reporting.FindAsync(plan, reporters[plan], token),
            stop);
        return PartnerList.Of(all, read.Found, calendar.Today);
    }
}
