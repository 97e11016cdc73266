using HubFunctions.Plans;

namespace HubFunctions.LocalRun;

/// <summary>What the home page of a local run shows.</summary>
public sealed record HomeView(
    DateTimeOffset Now,
    IReadOnlyList<PlanSummary> Plans,
    IReadOnlyList<RecentUpdate> Updates,
    string Curl,
    string Embed,
    string AdminKey,
    Uri Hub)
{
    private const int RecentUpdates = 8;

    public static IReadOnlyList<RecentUpdate> Latest(IEnumerable<StoredPlan> plans, DateOnly today) =>
        [
            .. plans
                .SelectMany(p =>
                    p.Items.Where(i => i.State.ReceivedAt is not null).Select(i => RecentUpdate.Of(p.Plan, i, today)))
                .OrderByDescending(u => u.At)
                .Take(RecentUpdates),
        ];
}

public sealed record RecentUpdate(
    DateTimeOffset At,
    string Partner,
    string Plan,
    string Item,
    string Title,
    Standing Standing,
    string? Summary)
{
    public static RecentUpdate Of(PlanHeader plan, PlanItem item, DateOnly today) =>
        new(
            item.State.ReceivedAt!.Value,
            item.State.Partner ?? "",
            plan.Id,
            item.Id,
            item.Definition.Title,
            Standings.Of(plan, item, today),
            item.State.Summary);
}
