using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>What has to be said about one item on a day. Pure.</summary>
public sealed class ItemReminders(ReminderOptions settings, ReminderSchedule occasions)
{
    /// <summary>About one milestone; null when nothing is called for or it has been answered.</summary>
    public Reminder? OfMilestone(PlanHeader plan, PlanItem item, Milestone milestone, DateOnly today)
    {
        if (IsQuiet(plan, item, today) || !milestone.IsOpen() || milestone.RemindBy is not { } remindBy)
            return null;
        var due = milestone.Due ?? remindBy;
        if (occasions.Current(remindBy, due, milestone.Type, today) is not { } occasion
            || IsAnswered(item, milestone, occasion, due, today))
            return null;
        var reason = due < today ? milestone.Type == MilestoneType.Review ? Reason.ReviewDue : Reason.Overdue
            : remindBy <= today ? Reason.DueNow
            : Reason.DueSoon;
        var overdue = reason == Reason.Overdue ? occasions.WorkingDaysSince(due, today, 2 * settings.GraceWorkingDays) : 0;
        return new Reminder(plan, item, milestone, reason, occasion, due, overdue);
    }

    /// <summary>"Review due" or "no update since": null while the newest report still counts. An item without a date is asked for
    /// one instead.</summary>
    public Reminder? OfReport(PlanHeader plan, PlanItem item, DateOnly today)
    {
        if (IsQuiet(plan, item, today) || PlanTotals.IsUndated(item))
            return null;
        return occasions.Report(Standings.ReportDue(plan, item), today) is { } occasion
            ? new Reminder(plan, item, null, item.State.Reading.IsOngoing() ? Reason.ReviewDue : Reason.NoUpdate, occasion, null)
            : null;
    }

    /// <summary>The monthly "please set a date".</summary>
    public Reminder? OfDate(PlanHeader plan, PlanItem item, DateOnly today) =>
        !IsQuiet(plan, item, today) && PlanTotals.IsUndated(item) && occasions.Monthly(plan.ReferenceDate, today) is { } occasion
            ? new Reminder(plan, item, null, Reason.SetDate, occasion, null)
            : null;

    private static bool IsQuiet(PlanHeader plan, PlanItem item, DateOnly today) =>
        plan.Status == PlanStatus.Closed || item.Removed || item.State.IsClosed() || item.State.Lifecycle == Lifecycle.Paused
        || item.State.SnoozedUntil > today;

    /// <summary>An update since the phase began answers every reminder of that phase; a later forecast answers until it has
    /// passed.</summary>
    private bool IsAnswered(PlanItem item, Milestone milestone, Occasion occasion, DateOnly due, DateOnly today)
    {
        if (occasion.Phase != Phase.Approaching && milestone.Forecast?.Due >= today)
            return true;
        if (item.State.ReceivedAt is not { } receivedAt)
            return false;
        var updated = LondonTime.DateOf(receivedAt);
        return occasion.Phase == Phase.Approaching
            ? updated >= occasions.ApproachStarts(milestone.RemindBy!.Value)
            : updated > due;
    }
}
