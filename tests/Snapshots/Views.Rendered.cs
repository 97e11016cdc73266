using HubFunctions.Plans;
using HubFunctions.Snapshots;

namespace HubFunctions.Tests.Snapshots;

internal static partial class Views
{
    /// <summary>As the first of its chain is rendered.</summary>
    public static SnapshotView Of(Snapshot snapshot, Uri? site = null) => new(
        snapshot, ChangeLog.Start(snapshot, snapshot.Plan.Publication?.Language),
        Periods.Current(snapshot.Plan, LondonTime.DateOf(At), Wording.Of(snapshot.Plan)), [],
        new SnapshotAddress(new("https://files.example.org/web/"), new("https://hub.example.org/")) { Site = site });
}
