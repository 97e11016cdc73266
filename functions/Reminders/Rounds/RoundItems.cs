using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What a round asks about, and what was answered, from the plan as it is stored. Pure.</summary>
public static class RoundItems
{
    /// <summary>Deliverables that are open and not paused, or were when the round was closed, and those on which there was a
    /// report within it.</summary>
    /// <param name="past">Of a round that is closed: the newest report within it of items on which there was a later one.</param>
    public static IReadOnlyList<RoundItem> Of(Round round, StoredPlan plan, IReadOnlyDictionary<string, RoundAnswer>? past = null)
    {
        var headings = plan.Items.Select(i => i.Definition.Parent).ToHashSet();
        return
        [
            .. plan.Items.Where(i => !headings.Contains(i.Id)).Select(i => new RoundItem(i, AnswerOf(round, plan.Plan, i, past)))
                .Where(i => i.Answer is not null || IsAsked(i.Item) || DayOf(i.Item) > round.ClosedOn),
        ];
    }

    /// <summary>Deliverables on which there was a report after the round was closed: only their history says whether there was
    /// one within it.</summary>
    public static IEnumerable<PlanItem> ReportedLater(Round round, StoredPlan plan)
    {
        var headings = plan.Items.Select(i => i.Definition.Parent).ToHashSet();
        return plan.Items.Where(i => !headings.Contains(i.Id) && DayOf(i) > round.ClosedOn);
    }

    /// <param name="history">Newest first.</param>
    public static RoundAnswer? AnswerIn(Round round, PlanHeader plan, PlanItem item, IEnumerable<HistoryEntry> history) =>
        history.FirstOrDefault(e => e is { Kind: HistoryKind.Update, State: not null } && round.Holds(LondonTime.DateOf(e.At)))
            is { } entry
            ? RoundAnswer.Of(plan, item with { State = entry.State! }, entry.At)
            : null;

    private static bool IsAsked(PlanItem item) => !item.State.IsClosed() && item.State.Lifecycle != Lifecycle.Paused;

    private static RoundAnswer? AnswerOf(Round round, PlanHeader plan, PlanItem item,
        IReadOnlyDictionary<string, RoundAnswer>? past) =>
        DayOf(item) is { } day && round.Holds(day)
            ? RoundAnswer.Of(plan, item, item.State.ReceivedAt!.Value)
            : past?.GetValueOrDefault(item.Id);

    private static DateOnly? DayOf(PlanItem item) => item.State.ReceivedAt is { } at ? LondonTime.DateOf(at) : null;
}
