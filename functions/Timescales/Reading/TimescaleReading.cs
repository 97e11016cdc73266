using System.Text.Json.Serialization;

namespace HubFunctions.Timescales;

/// <summary>What the hub takes a plan's own words to mean. Dates are calendar dates in Europe/London; null where there is
/// none.</summary>
/// <param name="Text">The plan's words, verbatim.</param>
/// <param name="Kind">The form of the timescale.</param>
/// <param name="Earliest">First day of the window.</param>
/// <param name="Due">Last day of the window, the latest plausible one: overdue starts the day after.</param>
/// <param name="Milestones">One for every clause that carries a window or a review, in the order written.</param>
/// <param name="Confidence">How sure the reader is.</param>
/// <param name="Assumptions">What was assumed, each a sentence that a councillor understands.</param>
public sealed record TimescaleReading(
    string Text,
    TimescaleKind Kind,
    DateOnly? Earliest,
    DateOnly? Due,
    IReadOnlyList<TimescaleMilestone> Milestones,
    Confidence Confidence,
    IReadOnlyList<string> Assumptions)
{
    /// <summary>The work has no end, whatever else is dated: it is never overdue itself, but "review due" (conventions, rule
    /// 8).</summary>
    public bool IsOngoing { get; init; }

    /// <summary>The ISO 8601 interval of something that comes round (<c>P3M</c>); null where nothing does.</summary>
    public string? Every { get; init; }
}

/// <summary>One dated step. <paramref name="RemindBy"/> is the earliest plausible due date, the one reminders count down to;
/// it equals <paramref name="Due"/> unless the words are ambiguous (conventions, rule 6).</summary>
public sealed record TimescaleMilestone(MilestoneType Type, string Label, DateOnly? Earliest, DateOnly? Due, DateOnly? RemindBy);

[JsonConverter(typeof(CamelCase<MilestoneType>))]
public enum MilestoneType
{
    Start,
    Complete,
    Review,
}

[JsonConverter(typeof(CamelCase<Confidence>))]
public enum Confidence
{
    None,
    Low,
    Medium,
    High,
}
