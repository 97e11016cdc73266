namespace HubFunctions.Plans;

/// <summary>A blob as it was downloaded.</summary>
public sealed record StoredBlob(
    BinaryData Content, string ContentType, string? CacheControl, string ETag, IDictionary<string, string> Metadata);
