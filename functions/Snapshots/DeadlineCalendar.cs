using System.Globalization;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>deadlines.ics</c> (RFC 5545): an all-day event on the last day of every open step. Deadlines are days in London, so they carry no time zone.</summary>
public static class DeadlineCalendar
{
    private const int MaxOctets = 75;

    public static byte[] Of(Snapshot snapshot, Uri folder)
    {
        var text = new StringBuilder();
        void Line(string line) => Fold(text, line);

        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Deliverables Hub//Deadlines//EN");
        Line("CALSCALE:GREGORIAN");
        Line("METHOD:PUBLISH");
        Line($"X-WR-CALNAME:{Text(snapshot.Plan.Title)}");
        Line("REFRESH-INTERVAL;VALUE=DURATION:PT12H");
        foreach (var item in snapshot.Items.Where(i => i.Standing is not (Standing.Complete or Standing.Cancelled)))
        {
            foreach (var step in item.Milestones.Where(m => m is { CompletedOn: null, Due: not null }))
            {
                var due = step.Due!.Value;
                Line("BEGIN:VEVENT");
                Line($"UID:{snapshot.Plan.Id}_{item.Id}_{step.Id}@deliverables-hub");
                Line($"DTSTAMP:{snapshot.AsAt.UtcDateTime.ToString("yyyyMMddTHHmmssZ", CultureInfo.InvariantCulture)}");
                Line(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{snapshot.Sequence}"));
                Line($"DTSTART;VALUE=DATE:{Date(due)}");
                Line($"DTEND;VALUE=DATE:{Date(due.AddDays(1))}");
                Line($"SUMMARY:{Text($"{Kind(step)}: {Title(item)}")}");
                Line($"DESCRIPTION:{Text($"{Words.Of(item.Standing)}. Window: {Words.Window(step.Earliest, due)}. In the plan's words: {item.Timescale ?? "none"}")}");
                Line($"URL:{folder}index.html#i-{item.Id}");
                Line("TRANSP:TRANSPARENT");
                Line("END:VEVENT");
            }
        }

        Line("END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Kind(PublicMilestone step) => step.Type switch { "start" => "Start by", "complete" => "Due", _ => "Review due" };

    private static string Title(PublicItem item) => item.Title.Length == 0 ? $"Item {item.Id}" : item.Title;

    private static string Date(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Text(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    /// <summary>At most 75 octets a line; a character is never cut.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxOctets)
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
