using System.Globalization;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary><c>deadlines.ics</c>: an all-day event on the last day of every open step. It changes only with what it says: dates
/// and words, and no status, which calendars that ask twice a day would show late; the item's page, to which the event leads, has
/// that.</summary>
public static class DeadlineCalendar
{
    private static readonly HashSet<string> Told = ["date", "milestone", "wording", "added"];

    public static byte[] Of(SnapshotView view)
    {
        var (snapshot, folder) = (view.Now, view.Folder);
        var calendar = new CalendarFile(
            "Deadlines",
            folder.Host.Length == 0 ? "deliverables-hub" : folder.Host,
            $"X-WR-CALNAME:{CalendarFile.Text(snapshot.Plan.Title)}",
            "REFRESH-INTERVAL;VALUE=DURATION:PT12H");
        foreach (var item in snapshot.Items.Where(i => i.Standing is not (Standing.Complete or Standing.Cancelled)))
        {
            var (sequence, at) = Revised(view, item.Id);
            foreach (var step in item.Milestones.Where(m => m is { CompletedOn: null, Due: not null }))
            {
                calendar.Add(
                    $"{snapshot.Plan.Id}_{item.Id}_{step.Id}",
                    at,
                    step.Due!.Value,
                    $"{Kind(step)}: {Title(item)}",
                    $"Window: {Words.Window(step.Earliest, step.Due!.Value)}. In the plan's words: {item.Timescale ?? "none"}",
                    string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{sequence}"),
                    $"URL:{folder}{ItemSheet.FileOf(item.Id)}");
            }
        }

        return Encoding.UTF8.GetBytes(calendar.ToString());
    }

    /// <summary>The snapshot in which dates or words of an item changed last; the first one where that is further back than is
    /// known: the event says then what it said before.</summary>
    private static (long Sequence, DateTimeOffset At) Revised(SnapshotView view, string item)
    {
        var step = view.History(item).FirstOrDefault(s => s.Changes.Any(c => Told.Contains(c.Field)));
        return step is null ? (1, view.ChangeLog.First) : (step.Sequence, step.AsAt);
    }

    private static string Kind(PublicMilestone step) =>
        step.Type switch
        {
            "start" => "Start by",
            "complete" => "Due",
            _ => "Review due",
        };

    private static string Title(PublicItem item) => item.Title.Length == 0 ? $"Item {item.Id}" : item.Title;
}
