using System.Globalization;
using System.Text;

namespace HubFunctions.Reminders;

/// <summary>The digest's deadlines as an iCalendar file (RFC 5545): whole days, so no time zone can move them.</summary>
public static class DigestCalendar
{
    private const int FoldAt = 73;

    public static string? Of(Digest digest, DateTimeOffset now)
    {
        var dated = digest.Lines.Where(l => l.Reminder is { Due: not null, Reason: not Reason.ReviewDue }).ToList();
        if (dated.Count == 0)
            return null;
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Deliverables Hub//Reminders//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
        foreach (var line in dated)
        {
            var (plan, item, due) = (line.Reminder.Plan, line.Reminder.Item, line.Reminder.Due!.Value);
            text.Append("BEGIN:VEVENT\r\n");
            Line(text, $"UID:{plan.Id}.{item.Id}.{line.Reminder.Subject}@deliverables-hub");
            Line(text, $"DTSTAMP:{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
            Line(text, $"DTSTART;VALUE=DATE:{due.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");
            Line(text, $"SUMMARY:{Escape(item.Definition.Title)}");
            Line(text, $"DESCRIPTION:{Escape($"{plan.Title}. {Words.Meaning(plan, item, line.Reminder.Milestone)}".Trim())}");
            text.Append("TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
        }

        return text.Append("END:VCALENDAR\r\n").ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").ReplaceLineEndings("\\n");

    /// <summary>Folds at 75 octets without cutting a character.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > FoldAt)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
