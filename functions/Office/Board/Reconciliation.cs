using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Figures of a pack against those of the one before, line by line, with the names behind each movement. Pure.</summary>
public static class Reconciliation
{
    /// <param name="before">Of the previous pack; null where there is none.</param>
    public static IReadOnlyList<PackLine> Of(IReadOnlyList<PackDeliverable>? before, IReadOnlyList<PackDeliverable> now) =>
        [.. Enum.GetValues<PackLineKind>().Select(line => Of(line, before, now))];

    /// <summary>Whether a deliverable counts in a line.</summary>
    public static bool IsIn(PackLineKind line, PackDeliverable deliverable) => line switch
    {
        PackLineKind.Deliverables => true,
        PackLineKind.Complete => deliverable.Standing == Standing.Complete,
        PackLineKind.OnTrack => deliverable.Standing == Standing.OnTrack,
        PackLineKind.AtRisk => deliverable.Standing == Standing.AtRisk,
        PackLineKind.OffTrack => deliverable.Standing == Standing.OffTrack,
        PackLineKind.NotReported => deliverable.Standing == Standing.NotReported,
        PackLineKind.NotStarted => deliverable.Standing == Standing.NotStarted,
        PackLineKind.Paused => deliverable.Standing == Standing.Paused,
        PackLineKind.Cancelled => deliverable.Standing == Standing.Cancelled,
        PackLineKind.Ongoing => deliverable.Ongoing,
        PackLineKind.Overdue => deliverable.Overdue,
        PackLineKind.Undated => deliverable.Undated,
        _ => deliverable.Unowned,
    };

    private static PackLine Of(PackLineKind line, IReadOnlyList<PackDeliverable>? before, IReadOnlyList<PackDeliverable> now)
    {
        var current = now.Where(d => IsIn(line, d)).ToList();
        if (before is null)
            return new() { Line = line, Now = current.Count };
        var former = before.Where(d => IsIn(line, d)).ToList();
        return new()
        {
            Line = line,
            Before = former.Count,
            Became = Names(current, former),
            Ceased = Names(former, current),
            Now = current.Count,
        };
    }

    private static List<PackName> Names(List<PackDeliverable> of, List<PackDeliverable> without)
    {
        var known = without.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        return [.. of.Where(d => !known.Contains(d.Id)).Select(d => new PackName(d.Id, d.Title))];
    }
}
