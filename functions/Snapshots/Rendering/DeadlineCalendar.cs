using System.Globalization;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>deadlines.ics</c>: an all-day event on the last day of every open step.</summary>
public static class DeadlineCalendar
{
    public static byte[] Of(Snapshot snapshot, Uri folder)
    {
        var calendar = new CalendarFile("Deadlines", folder.Host.Length == 0 ? "deliverables-hub" : folder.Host, $"X-WR-CALNAME:{CalendarFile.Text(snapshot.Plan.Title)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H");
        var issue = string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{snapshot.Sequence}");
        foreach (var item in snapshot.Items.Where(i => i.Standing is not (Standing.Complete or Standing.Cancelled)))
        {
            foreach (var step in item.Milestones.Where(m => m is { CompletedOn: null, Due: not null }))
            {
                calendar.Add(
                    $"{snapshot.Plan.Id}_{item.Id}_{step.Id}", snapshot.AsAt, step.Due!.Value, $"{Kind(step)}: {Title(item)}",
                    $"{Words.Of(item.Standing)}. Window: {Words.Window(step.Earliest, step.Due!.Value)}. In the plan's words: {item.Timescale ?? "none"}",
                    issue, $"URL:{folder}{ItemSheet.FileOf(item.Id)}");
            }
        }

        return Encoding.UTF8.GetBytes(calendar.ToString());
    }

    private static string Kind(PublicMilestone step) => step.Type switch { "start" => "Start by", "complete" => "Due", _ => "Review due" };

    private static string Title(PublicItem item) => item.Title.Length == 0 ? $"Item {item.Id}" : item.Title;
}
