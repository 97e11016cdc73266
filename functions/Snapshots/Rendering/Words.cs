using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>What public pages say in English, and shapes and classes that are the same in any language.</summary>
public static class Words
{
    public static string Of(Standing standing) => Wording.English.Of(standing);

    public static string Of(Lifecycle lifecycle) => Wording.English.Of(lifecycle);

    public static string Of(PlanStatus status) => Wording.English.Of(status);

    public static string Of(PublicMilestone milestone) => Wording.English.Of(milestone);

    public static string Of(Change change) => Wording.English.Of(change);

    public static string Day(DateOnly day) => Wording.English.Day(day);

    public static string Day(DateTimeOffset instant) => Wording.English.Day(instant);

    public static string Window(PublicItem item) => Wording.English.Window(item);

    public static string Window(DateOnly? earliest, DateOnly? due) => Wording.English.Window(earliest, due);

    public static string Value(PublicMeasure measure) => Wording.English.Value(measure);

    public static string Plural(int count, string one, string? many = null) => Wording.English.Count(count, one, many);

    /// <summary>A shape for each word, readable without colour.</summary>
    public static string Shape(Standing standing) => standing switch
    {
        Standing.Complete => "✔",
        Standing.OnTrack => "●",
        Standing.AtRisk => "▲",
        Standing.OffTrack => "◆",
        Standing.NotReported => "?",
        Standing.NotStarted => "○",
        Standing.Paused => "‖",
        _ => "✕",
    };

    public static string Css(Standing standing) => standing switch
    {
        Standing.Complete => "complete",
        Standing.OnTrack => "on-track",
        Standing.AtRisk => "at-risk",
        Standing.OffTrack => "off-track",
        Standing.NotReported => "not-reported",
        Standing.NotStarted => "not-started",
        Standing.Paused => "paused",
        _ => "cancelled",
    };

    public static int Count(PlanTotals totals, Standing standing) => standing switch
    {
        Standing.Complete => totals.Complete,
        Standing.OnTrack => totals.OnTrack,
        Standing.AtRisk => totals.AtRisk,
        Standing.OffTrack => totals.OffTrack,
        Standing.NotReported => totals.NotReported,
        Standing.NotStarted => totals.NotStarted,
        Standing.Paused => totals.Paused,
        _ => totals.Cancelled,
    };
}
