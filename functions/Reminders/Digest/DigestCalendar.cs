using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The digest's deadlines as a calendar file.</summary>
public static class DigestCalendar
{
    /// <param name="lines">Those that the mail shows; the ones that have a day to be entered are taken.</param>
    /// <param name="host">Of the hub, so that no other's deadlines are taken for these.</param>
    /// <returns>Null where there is no such day.</returns>
    public static string? Of(IEnumerable<DigestLine> lines, DateTimeOffset now, string host)
    {
        var dated = lines.Where(l => l.Reminder is { Due: not null, Reason: not Reason.ReviewDue }).ToList();
        if (dated.Count == 0)
            return null;
        var calendar = new CalendarFile("Reminders", host);
        foreach (var line in dated)
        {
            var (plan, item) = (line.Reminder.Plan, line.Reminder.Item);
            calendar.Add(
                $"{plan.Id}_{item.Id}_{line.Reminder.Subject}",
                now,
                line.Reminder.Due!.Value,
                item.Definition.Title.To(Shortened.Title),
                ($"{plan.Title.To(Shortened.Label)}. "
                    + $"{Words.Meaning(plan, item, line.Reminder.Milestone, Shortened.Words)}").Trim());
        }

        return calendar.ToString();
    }
}
