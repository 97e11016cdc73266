namespace HubFunctions.Http;

/// <summary>How many places there are at a time.</summary>
/// <param name="Kind">What they are counted by.</param>
public sealed record PlaceLimit(string Kind, int Max);

/// <summary>A place under a limit.</summary>
/// <param name="Row">Of the count.</param>
/// <param name="Until">When the place is free again (UTC).</param>
/// <param name="Wait">Null when it was taken; else how long until one is free.</param>
public sealed record Place(PlaceLimit Limit, string Row, DateTimeOffset Until, TimeSpan? Wait);
