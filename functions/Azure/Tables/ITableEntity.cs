using Azure;

namespace HubFunctions.Azure.Tables;

/// <summary>What every row has: its two keys, the UTC instant the service last wrote it, and its version.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
