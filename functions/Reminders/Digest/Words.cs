using System.Globalization;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>How mails and pages put dates and statuses into words.</summary>
public static class Words
{
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string DayAndDate(DateOnly date) => date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Days(int days) => days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");

    /// <summary>What is called for, and when.</summary>
    public static string When(Reminder reminder, DateOnly today)
    {
        var state = reminder.Item.State;
        return reminder switch
        {
            { Reason: Reason.SetDate } => "No date is set.",
            { Milestone: null, Reason: Reason.ReviewDue } => $"Ongoing, and due a review. {LastUpdate(state)}",
            { Milestone: null } => LastUpdate(state),
            { Reason: Reason.Overdue, Due: { } due } =>
                $"{Verb(reminder)} by {Date(due)}: {Days(today.DayNumber - due.DayNumber)} overdue.",
            { Reason: Reason.ReviewDue, Due: { } due } => $"Review was due by {Date(due)}.",
            { Due: { } due } when reminder.Milestone?.RemindBy is { } early && early < due => early <= today
                ? $"{Verb(reminder)} by {Date(due)} at the latest; may be due already."
                : $"{Verb(reminder)} by {DayAndDate(early)} at the earliest, by {Date(due)} at the latest.",
            { Due: { } due } when due == today => $"{Verb(reminder)} today, {Date(due)}.",
            { Due: { } due } => $"{Verb(reminder)} by {DayAndDate(due)}, in {Days(due.DayNumber - today.DayNumber)}.",
            _ => "",
        };
    }

    /// <summary>What the plan's words were taken to mean, for a step where there are several; null where there are no
    /// words.</summary>
    /// <param name="most">Characters of the plan's words; what is longer is cut.</param>
    public static string? Meaning(PlanHeader plan, PlanItem item, Milestone? milestone, int most = int.MaxValue)
    {
        var reading = item.State.Reading;
        var text = (reading.Override?.Text ?? item.Definition.Timescale)?.Trim().TrimEnd('.');
        if (string.IsNullOrEmpty(text))
            return null;
        text = text.To(most);
        var said = reading.Override is null ? $"The plan says “{text}”." : $"You told us it means “{text}”.";
        var what = milestone is not null && item.State.Milestones.Count > 1 ? "this step" : "this";
        if (milestone?.Approval is { } approval)
            return $"{said} The approved date is {Date(approval.Due)}.";
        var (earliest, due) = milestone is null ? (reading.Earliest, reading.Due) : (milestone.Earliest, milestone.Due);
        return due switch
        {
            null => reading.IsOngoing() ? $"{said} We read {what} as ongoing." : $"{said} We could not read a date in it.",
            _ when earliest == due => $"{said} We read {what} as {Date(due.Value)}.",
            // "By" has no beginning of its own: it counts from the day the plan was written.
            _ when earliest is null || earliest == plan.ReferenceDate => $"{said} We read {what} as due by {Date(due.Value)}.",
            _ => $"{said} We read {what} as {Date(earliest.Value)} to {Date(due.Value)}.",
        };
    }

    /// <summary>What was assumed in reading the plan's words. What the office should enter is told to the office alone.</summary>
    public static IEnumerable<string> Assumptions(PlanItem item, bool isOffice) =>
        isOffice ? item.State.Reading.Assumptions : item.State.Reading.Assumptions.Select(WithoutAdvice);

    private static string WithoutAdvice(string assumption)
    {
        var advice = assumption.IndexOf(": please enter", StringComparison.Ordinal);
        return (advice < 0 ? assumption : assumption[..advice] + ".")
            .Replace("is not entered yet", "is not known yet", StringComparison.Ordinal)
            .Replace("is not entered", "is not known", StringComparison.Ordinal)
            .Replace(", as the plan's calendar holds no date for it", "", StringComparison.Ordinal);
    }

    public static string Health(PlanItem item) => item.State switch
    {
        { Lifecycle: Lifecycle.Complete or Lifecycle.Verified } => "Done",
        { Lifecycle: Lifecycle.Paused } => "Paused",
        { Lifecycle: Lifecycle.Cancelled or Lifecycle.Superseded } => "Cancelled",
        { Health: Plans.Health.OnTrack } => "On track",
        { Health: Plans.Health.AtRisk } => "At risk",
        { Health: Plans.Health.OffTrack } => "Off track",
        { Lifecycle: Lifecycle.NotStarted } => "Not started",
        _ => "Not reported",
    };

    public static string LastUpdate(ItemState state) =>
        state.AsAt is { } asAt ? $"No update since {Date(LondonTime.DateOf(asAt))}." : "No update yet.";

    /// <summary>Beside what is reported now; a reminder says since when there is nothing newer.</summary>
    public static string LastUpdated(ItemState state) =>
        state.AsAt is { } asAt ? $"Last updated on {Date(LondonTime.DateOf(asAt))}." : "No update yet.";

    private static string Verb(Reminder reminder) => reminder.Milestone?.Type switch
    {
        MilestoneType.Start => "To start",
        MilestoneType.Review => "Review due",
        _ => "Due",
    };
}
