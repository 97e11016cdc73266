using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>A dated step with its three dates: original, approved (the baseline in force) and forecast. All are days in
/// Europe/London.</summary>
public sealed record Milestone
{
    /// <summary>start, complete or review; a second of the same type is complete-2.</summary>
    public required string Id { get; init; }
    public required MilestoneType Type { get; init; }
    public string Label { get; init; } = "";
    public DateOnly? Earliest { get; init; }

    /// <summary>The last day as first entered.</summary>
    public DateOnly? Original { get; init; }

    /// <summary>The last day of the approved window; overdue starts the day after.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The earliest plausible due day: reminders count down to it (conventions, rule 6).</summary>
    public DateOnly? RemindBy { get; init; }
    public Forecast? Forecast { get; init; }

    /// <summary>Set when the office approved another date than the words say; it outlasts a new reading.</summary>
    public Approval? Approval { get; init; }
    public DateOnly? CompletedOn { get; init; }

    public bool IsOpen() => CompletedOn is null;
}

/// <summary>A changed baseline: who, why and when (UTC, the hub's calendar).</summary>
public sealed record Approval(DateOnly Due, string By, string Reason, DateTimeOffset At);

/// <summary>When the partner now expects it: in its own words, and the last day that they were read as.</summary>
public sealed record Forecast(string Text, DateOnly? Due);

/// <summary>What an item's words were taken to mean.</summary>
/// <param name="Override">Set when an owner or the office said that the date means something else; the plan's words stay in the
/// definition.</param>
public sealed record Reading(
    TimescaleKind Kind,
    DateOnly? Earliest,
    DateOnly? Due,
    Confidence Confidence,
    IReadOnlyList<string> Assumptions,
    DateMeaning? Override = null)
{
    /// <summary>The words name no end, whatever other step they date.</summary>
    public bool Ongoing { get; init; }

    public bool IsOngoing() =>
        Ongoing || Kind is TimescaleKind.Ongoing or TimescaleKind.OngoingWithMilestone or TimescaleKind.Recurring;
}

/// <summary>The meaning that a person gave to a timescale. <paramref name="By"/> is an owner id, or <see cref="Acting.Name"/> of
/// the office.</summary>
public sealed record DateMeaning(string Text, string By, DateTimeOffset At);
