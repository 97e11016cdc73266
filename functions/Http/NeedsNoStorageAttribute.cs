namespace HubFunctions.Http;

/// <summary>This function answers while storage is unavailable or not yet prepared.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsNoStorageAttribute : Attribute;
