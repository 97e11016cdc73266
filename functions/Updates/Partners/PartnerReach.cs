using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What of the partners somebody of the office may see and change who is limited to some of the plans. A partner that
/// reports on others too is looked after by somebody without limits.</summary>
public sealed class PartnerReach(TablePartnerStore partners, AllPlans plans) : IPartnerReach
{
    public async ValueTask<bool> IncludesAsync(string partner, CancellationToken stop) =>
        PlanReach.Current is null
        || (await partners.FindAsync(partner, stop) is { Partner: var found } && await IncludesAsync(found, stop));

    /// <summary>Whether all that it reports on is within reach.</summary>
    public async Task<bool> IncludesAsync(Partner partner, CancellationToken stop)
    {
        if (PlanReach.Current is null)
            return true;
        var all = partner.AllPlans();
        return all.Count > 0 && (await ReachedAsync(partner, stop)).Count == all.Count;
    }

    /// <summary>The plans of a partner that are within reach, whether they exist or not.</summary>
    public async Task<IReadOnlyList<string>> ReachedAsync(Partner partner, CancellationToken stop)
    {
        var reached = new List<string>();
        foreach (var plan in partner.AllPlans())
        {
            if (await plans.ReachesAsync(plan, stop))
                reached.Add(plan);
        }

        return reached;
    }

    /// <summary>Whether something that a partner sent may be seen: its plan is within reach, and the partner reports there; or
    /// the whole partner is.</summary>
    public async Task<bool> IncludesAsync(QuarantineEntry entry, CancellationToken stop)
    {
        if (PlanReach.Current is null)
            return true;
        if (await partners.FindAsync(entry.Partner, stop) is not { Partner: var partner })
            return false;
        return await IncludesAsync(partner, stop)
            || (entry is { Body: null, Plan: { } plan } && (await ReachedAsync(partner, stop)).Contains(plan));
    }
}
