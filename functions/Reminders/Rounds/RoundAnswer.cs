using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What was reported within a round.</summary>
/// <param name="At">When it came in (UTC, the hub's calendar).</param>
/// <param name="Standing">What it said.</param>
public sealed record RoundAnswer(DateTimeOffset At, Standing Standing)
{
    public static RoundAnswer Of(PlanHeader plan, PlanItem item, DateTimeOffset at) =>
        new(at, Standings.Of(plan, item, item.State.AsAt is { } day ? LondonTime.DateOf(day) : LondonTime.DateOf(at)));
}

/// <param name="Answer">The newest within the round; null for none.</param>
public sealed record RoundItem(PlanItem Item, RoundAnswer? Answer);
