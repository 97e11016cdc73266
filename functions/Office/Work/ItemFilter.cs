using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A list of a plan's items, as a link.</summary>
/// <param name="Key">In the address.</param>
public sealed record ItemFilter(string Key, string Name, Func<PlanLook, PlanItem, bool> Has)
{
    public static readonly ItemFilter All = new("all", "All", (_, _) => true);

    public static readonly IReadOnlyList<ItemFilter> Each =
    [
        All,
        new("overdue", "Overdue", (plan, item) => Standings.IsOverdue(item, plan.Today)),
        new("off-track", "Off track", (plan, item) => plan.StandingOf(item) == Standing.OffTrack),
        new("undated", "Undated", (plan, item) => plan.IsUndated(item)),
        new(RowAction.Unowned, "Unowned", (plan, item) => plan.IsUnowned(item)),
        new(RowAction.NoAddress, "Owner without address", (plan, item) => plan.IsUnreachable(item)),
        new("silent", "Not replied", (plan, item) => plan.IsSilent(item)),
        new("contradictory", "Contradicts its dates", (plan, item) => Standings.IsContradicted(item, plan.Today)),
        new("annual-council", "Annual council date missing", (plan, item) => plan.NeedsAnnualCouncil(item)),
    ];

    /// <returns>All where there is no such list.</returns>
    public static ItemFilter Of(string? key) => Each.FirstOrDefault(f => f.Key == key) ?? All;

    public IReadOnlyList<PlanItem> In(PlanLook plan) => [.. plan.Items.Where(item => Has(plan, item))];
}
