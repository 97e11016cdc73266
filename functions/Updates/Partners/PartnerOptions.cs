namespace HubFunctions.Updates;

/// <param name="RequestsPerMinute">Of one partner: so many at once, and again so many spread over a minute.</param>
public sealed record PartnerOptions(int RequestsPerMinute = 6000);
