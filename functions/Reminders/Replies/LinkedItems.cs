namespace HubFunctions.Reminders;

/// <summary>What a link leads to now.</summary>
/// <param name="Views">What its holder may answer.</param>
/// <param name="Moved">How many items are still part of their plans, but for others to answer.</param>
public sealed record LinkedItems(IReadOnlyList<ResponseView> Views, int Moved);
