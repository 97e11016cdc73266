using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The digest's deadlines as a calendar file.</summary>
public static class DigestCalendar
{
    /// <summary>Lines that have a day to be entered.</summary>
    public static IEnumerable<DigestLine> Dated(Digest digest) => digest.Lines.Where(l => l.Reminder is { Due: not null, Reason: not Reason.ReviewDue });

    /// <param name="host">Of the hub, so that no other's deadlines are taken for these.</param>
    public static string? Of(Digest digest, DateTimeOffset now, string host)
    {
        var dated = Dated(digest).ToList();
        if (dated.Count == 0)
            return null;
        var calendar = new CalendarFile("Reminders", host);
        foreach (var line in dated)
        {
            var (plan, item) = (line.Reminder.Plan, line.Reminder.Item);
            calendar.Add(
                $"{plan.Id}_{item.Id}_{line.Reminder.Subject}", now, line.Reminder.Due!.Value, item.Definition.Title,
                $"{plan.Title}. {Words.Meaning(plan, item, line.Reminder.Milestone)}".Trim());
        }

        return calendar.ToString();
    }
}
