using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>What Table storage asks of a transaction and Azure.Data.Tables does not check. A breach is a fault of the hub's own.</summary>
internal static class TransactionRules
{
    public const int MaxOperations = 100;

    /// <exception cref="ArgumentException">Nothing was sent; the message names the operation, never its content.</exception>
    public static void Check(List<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > MaxOperations)
            throw new ArgumentException($"A transaction has 1 to {MaxOperations} operations, not {actions.Count}.", nameof(actions));
        var partition = actions[0].Entity.PartitionKey;
        var rows = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            if (!string.Equals(actions[i].Entity.PartitionKey, partition, StringComparison.Ordinal))
                throw new ArgumentException($"Operation {i} is for another partition; a transaction has one.", nameof(actions));
            if (!rows.Add(actions[i].Entity.RowKey))
                throw new ArgumentException($"Operation {i} repeats a row of the transaction.", nameof(actions));
            if (NeedsETag(actions[i].ActionType) && actions[i].ETag == default)
                throw new ArgumentException($"Operation {i} has no ETag; say ETag.All to overwrite whatever is there.", nameof(actions));
        }
    }

    // The client sends such an operation without a condition, whatever ETag its entity has.
    private static bool NeedsETag(TableTransactionActionType type) => type
        is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete;
}
