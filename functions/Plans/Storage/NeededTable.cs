namespace HubFunctions.Plans;

/// <summary>A table that a store needs: made as the hub starts.</summary>
public sealed record NeededTable(string Name);
