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
            { Reason: Reason.Overdue, Due: { } due } => $"{Verb(reminder)} by {Date(due)}: {Days(today.DayNumber - due.DayNumber)} overdue.",
            { Reason: Reason.ReviewDue, Due: { } due } => $"Review was due by {Date(due)}.",
            { Due: { } due } when reminder.Milestone?.RemindBy is { } early && early < due => early <= today
                ? $"{Verb(reminder)} by {Date(due)} at the latest; may be due already."
                : $"{Verb(reminder)} by {DayAndDate(early)} at the earliest, by {Date(due)} at the latest.",
            { Due: { } due } when due == today => $"{Verb(reminder)} today, {Date(due)}.",
            { Due: { } due } => $"{Verb(reminder)} by {DayAndDate(due)}, in {Days(due.DayNumber - today.DayNumber)}.",
            _ => "",
        };
    }

    /// <summary>What the plan's words were taken to mean; null where there are none to explain.</summary>
    public static string? Meaning(PlanItem item)
    {
        var reading = item.State.Reading;
        var text = reading.Override?.Text ?? item.Definition.Timescale;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var said = reading.Override is null ? $"The plan says “{text.Trim()}”." : $"You told us it means “{text.Trim()}”.";
        return reading switch
        {
            { Due: { } due, Earliest: { } earliest } when earliest != due => $"{said} We read this as {Date(earliest)} to {Date(due)}.",
            { Due: { } due } => $"{said} We read this as {Date(due)}.",
            _ when reading.IsOngoing() => $"{said} We read this as ongoing.",
            _ => $"{said} We could not read a date in it.",
        };
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

    private static string Verb(Reminder reminder) => reminder.Milestone?.Type switch
    {
        MilestoneType.Start => "To start",
        MilestoneType.Review => "Review due",
        _ => "Due",
    };
}
