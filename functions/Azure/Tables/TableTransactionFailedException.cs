using Azure;

namespace HubFunctions.Azure.Tables;

/// <summary>The whole transaction was refused; nothing of it was stored.</summary>
public sealed class TableTransactionFailedException(int status, string message, string? errorCode, int? failedIndex)
    : RequestFailedException(status, message, errorCode, innerException: null)
{
    /// <summary>Zero-based index of the operation that the service refused, null when it named none.</summary>
    public int? FailedTransactionActionIndex { get; } = failedIndex;
}
