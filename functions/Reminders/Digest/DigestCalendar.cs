using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The digest's deadlines as a calendar file.</summary>
public static class DigestCalendar
{
    public static string? Of(Digest digest, DateTimeOffset now)
    {
        var dated = digest.Lines.Where(l => l.Reminder is { Due: not null, Reason: not Reason.ReviewDue }).ToList();
        if (dated.Count == 0)
            return null;
        var calendar = new CalendarFile("Reminders");
        foreach (var line in dated)
        {
            var (plan, item) = (line.Reminder.Plan, line.Reminder.Item);
            calendar.Add(
                $"{plan.Id}.{item.Id}.{line.Reminder.Subject}", now, line.Reminder.Due!.Value, item.Definition.Title,
                $"{plan.Title}. {Words.Meaning(plan, item, line.Reminder.Milestone)}".Trim());
        }

        return calendar.ToString();
    }
}
