namespace HubFunctions.Plans;

/// <summary>What it takes to tell who owes a report on a plan.</summary>
/// <param name="Open">Ids of the items that are part of the plan and not closed.</param>
/// <param name="Heard">When each partner was last heard (UTC, the hub's calendar): null for one that never was, no entry for one
/// that the
/// version before did not keep it of.</param>
public sealed record PlanReporting(
    PlanHeader Plan,
    IReadOnlySet<string> Open,
    IReadOnlyDictionary<string, DateTimeOffset?> Heard);
