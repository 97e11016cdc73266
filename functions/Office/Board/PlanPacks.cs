using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A plan's meetings of the Board, and the packs for them. Pure.</summary>
/// <param name="Coming">Meetings from today on that have no frozen pack, and others for which something was entered; soonest
/// first.</param>
/// <param name="Frozen">Newest meeting first, with how many supplements each has.</param>
public sealed record PlanPacks(PlanHeader Plan, IReadOnlyList<DateOnly> Coming,
    IReadOnlyList<(PackHead Pack, int Supplements)> Frozen, DateOnly? NextBoard)
{
    /// <param name="heads">Of packs and supplements.</param>
    /// <param name="drafts">Meetings for which something was entered.</param>
    public static PlanPacks Of(PlanHeader plan, IReadOnlyList<PackHead> heads, IReadOnlyList<DateOnly> drafts, DateOnly today)
    {
        var frozen = heads.Where(h => h.Number == 0).ToList();
        var coming = plan.Calendar.Board.Where(day => day >= today).Order().ToList();
        return new(
            plan,
            [.. coming.Concat(drafts).Except(frozen.Select(f => f.Board)).Distinct().Order()],
            [.. frozen.OrderByDescending(f => f.Board).Select(f => (f, heads.Count(h => h.Board == f.Board && h.Number > 0)))],
            coming.Cast<DateOnly?>().FirstOrDefault());
    }
}
