using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>The days in London on which an item's <see cref="Standings"/> can change by themselves. Pure.</summary>
public static class StandingDays
{
    /// <summary>A report that is no longer fresh, a last plausible day that is over.</summary>
    public static IEnumerable<DateOnly> Of(PlanHeader plan, PlanItem item)
    {
        if (item.State.IsClosed() || item.State.Lifecycle == Lifecycle.Paused)
            return [];
        var due = item
            .State.Milestones.Where(m => m.IsOpen() && m.Type != MilestoneType.Review)
            .Select(m => m.Due)
            .OfType<DateOnly>();
        return due.Append(Standings.ReportDue(plan, item)).Select(day => day.PlusDays(1));
    }
}
