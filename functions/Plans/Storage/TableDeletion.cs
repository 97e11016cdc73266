using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Deletes rows that are out of date, as many in one transaction as storage takes.</summary>
internal static class TableDeletion
{
    /// <param name="rows">With their keys, partition by partition.</param>
    /// <returns>How many were deleted. A transaction that another run was in the way of counts for none: what it left, the next
    /// night takes.</returns>
    public static async Task<int> DeleteRowsAsync(
        this TableClient table,
        IAsyncEnumerable<TableEntity> rows,
        CancellationToken stop)
    {
        var gone = 0;
        var batch = new List<TableTransactionAction>();
        await foreach (var row in rows.WithCancellation(stop))
        {
            if (batch.Count == TransactionRules.MaxOperations
                || (batch.Count > 0 && batch[0].Entity.PartitionKey != row.PartitionKey))
                gone += await SubmitAsync(table, batch, stop);
            batch.Add(new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All));
        }

        return batch.Count == 0 ? gone : gone + await SubmitAsync(table, batch, stop);
    }

    private static async Task<int> SubmitAsync(TableClient table, List<TableTransactionAction> batch, CancellationToken stop)
    {
        var count = batch.Count;
        try
        {
            await table.SubmitTransactionAsync(batch, stop);
        }
        catch (TableTransactionFailedException another) when (another.Status == 404)
        {
            // Another run deleted some of them in the same moment.
            count = 0;
        }

        batch.Clear();
        return count;
    }
}
