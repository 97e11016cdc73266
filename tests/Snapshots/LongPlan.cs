using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>The public files of a plan that is longer than a page, with headings, every standing, and texts that try to break the
/// page.</summary>
internal static class LongPlan
{
    public const int Items = 1_000;
    private const int UnderHeading = 20;

    private static readonly string LongTitle = string.Concat(Enumerable.Repeat("A promise with many words in it ", 320))[
        ..10_000
    ];

    public static async Task<Dictionary<string, BrowserFile>> FilesAsync(Renderings renderings, int items = Items)
    {
        var snapshot = Chain.Append(Views.Plan(items, Change), null, Views.At);
        var view = new SnapshotView(
            snapshot,
            ChangeLog.Start(snapshot),
            Periods.Current(snapshot.Plan, LondonTime.DateOf(Views.At)),
            [],
            renderings.Address);
        var files = await renderings.OfAsync(view, CanonicalJson.Write(snapshot));
        return files.ToDictionary(f => f.Name, f => new BrowserFile(f.Content.ToArray(), f.ContentType, f.CacheControl));
    }

    private static PlanItem Change(PlanItem item)
    {
        var number = item.Order;
        var heading = number % UnderHeading == 1;
        var definition = item.Definition with
        {
            Level = heading ? "priority" : "deliverable",
            Label = heading ? $"Priority {1 + (number / UnderHeading)}" : "Deliverable",
            Parent = heading ? null : $"d{number - ((number - 1) % UnderHeading)}",
            Title = number switch
            {
                5 => LongTitle,
                6 => new string('w', 9_000),
                7 => "عنوان \u202Ereversed\u202C <b>bold</b>",
                8 => "=cmd()",
                _ => item.Definition.Title,
            },
        };
        var state = heading
            ? new ItemState { Reading = item.State.Reading with { Earliest = null, Due = null } }
            : item.State with
            {
                Health = (number % 9) switch
                {
                    2 => Health.AtRisk,
                    3 => Health.OffTrack,
                    _ => Health.OnTrack,
                },
                Lifecycle = (number % 11) switch
                {
                    4 => Lifecycle.Complete,
                    5 => Lifecycle.Paused,
                    6 => Lifecycle.Cancelled,
                    _ => Lifecycle.InProgress,
                },
            };
        return item with { Definition = definition, State = state };
    }
}
