namespace HubFunctions.Plans;

/// <summary>A change of a plan that takes several transactions, stored whole before the first. The plan's own part stands in its
/// header.</summary>
/// <param name="At">When it was entered (UTC, the hub's calendar).</param>
/// <param name="IsOtherRhythm">Reports are due on other days now, for unchanged items too.</param>
internal sealed record StoredEntry(string Id, DateTimeOffset At, bool IsOtherRhythm, IReadOnlyList<EntryStep> Steps)
{
    /// <summary>Who entered it, whoever completes it; the version before kept none.</summary>
    public string By { get; init; } = Acting.Office;
}

/// <param name="Definition">Null takes the item out of the plan.</param>
/// <param name="IsHeading">Others stand below it, so that no report on it is due.</param>
internal sealed record EntryStep(string Item, ItemDefinition? Definition, int Order, bool IsHeading);
