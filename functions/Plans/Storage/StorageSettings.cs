namespace HubFunctions.Plans;

/// <summary>One storage account: a connection string, or a name for managed identity.</summary>
/// <param name="ClientId">Of a user-assigned identity; null for the system-assigned one.</param>
public sealed record StorageSettings(
    string? ConnectionString, string? AccountName, string? ClientId, Uri? TableServiceUri, Uri? BlobServiceUri);
