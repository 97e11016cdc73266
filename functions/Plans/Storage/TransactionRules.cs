using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>What Table storage asks of a transaction and Azure.Data.Tables does not check. A breach is the hub's own
/// fault.</summary>
internal static class TransactionRules
{
    public const int MaxOperations = 100;

    /// <exception cref="ArgumentException">Nothing was sent; the message names the operation, never its content.</exception>
    public static void Check(List<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > MaxOperations)
            throw Breach(actions, $"A transaction has 1 to {MaxOperations} operations, not {actions.Count}.");
        var partition = actions[0].Entity.PartitionKey;
        var rows = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            if (!string.Equals(actions[i].Entity.PartitionKey, partition, StringComparison.Ordinal))
                throw Breach(actions, $"Operation {i} is for another partition; a transaction has one.");
            if (!rows.Add(actions[i].Entity.RowKey))
                throw Breach(actions, $"Operation {i} repeats a row of the transaction.");
            if (NeedsETag(actions[i].ActionType) && actions[i].ETag == default)
                throw Breach(actions, $"Operation {i} has no ETag; say ETag.All to overwrite whatever is there.");
        }
    }

    // The client sends such an operation without a condition, whatever ETag its entity has.
    private static bool NeedsETag(TableTransactionActionType type) => type
        is TableTransactionActionType.UpdateMerge
        or TableTransactionActionType.UpdateReplace
        or TableTransactionActionType.Delete;

    private static ArgumentException Breach(List<TableTransactionAction> actions, string message) =>
        new(message, nameof(actions));
}
