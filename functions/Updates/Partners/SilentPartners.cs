using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Partners from whom nothing came within an adopted plan's rhythm. Read off the plans themselves, so that an update costs nothing more.</summary>
public static class SilentPartners
{
    /// <param name="today">London.</param>
    public static IReadOnlyList<SilentPartner> Of(IEnumerable<Partner> partners, IReadOnlyList<StoredPlan> plans, DateOnly today) =>
    [
        .. from partner in partners
           from plan in plans
           let items = plan.Items.Where(i => partner.MayReportOn(plan.Plan.Id, i.Id) && !i.State.IsClosed()).ToList()
           where items.Count > 0
           let heard = LastHeard(partner.Id, plan)
           let due = plan.Plan.ReviewEvery.After(LondonTime.DateOf(heard ?? partner.Since))
           where today > due
           orderby due, partner.Id
           select new SilentPartner(partner.Id, plan.Plan.Id, heard, due),
    ];

    /// <summary>When the newest update of a partner came that still is an item's newest; null when there is none.</summary>
    public static DateTimeOffset? LastHeard(string partner, StoredPlan plan) =>
        plan.Items.Where(i => i.State.Partner == partner).Max(i => i.State.ReceivedAt);
}

/// <param name="LastHeard">UTC, the hub's calendar; null when never.</param>
/// <param name="Due">The last day of the plan's rhythm since then, London.</param>
public sealed record SilentPartner(string Partner, string Plan, DateTimeOffset? LastHeard, DateOnly Due);
