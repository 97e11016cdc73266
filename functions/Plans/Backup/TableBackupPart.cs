using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>What a feature keeps of a plan outside the plan's own partition, as rows of its backup.</summary>
public abstract class TableBackupPart
{
    /// <summary>Names the restore that wrote a row, by which what a restore left that was cut short is taken away.</summary>
    internal const string Tag = "Restored";

    /// <summary>In the file.</summary>
    public abstract string Name { get; }

    /// <summary>The rows, with keys that are the file's own.</summary>
    public virtual IAsyncEnumerable<(string Key, TableEntity Row)> ReadAsync(string plan, CancellationToken stop) =>
        RowsAsync(plan, stop);

    /// <summary>Rows of the same group follow each other in the file and are written together.</summary>
    public virtual string GroupOf(string key) => key;

    /// <summary>A group of a file as it is to be stored.</summary>
    /// <exception cref="FormatException">The hub could not read it again.</exception>
    public abstract IReadOnlyList<TableEntity> Checked(string plan, IReadOnlyList<TableEntity> group);

    /// <summary>What is there stays, since it is the same or newer, unless another restore wrote it, which may still take it
    /// away.</summary>
    /// <param name="rows">Of one group.</param>
    /// <param name="restore">Whose they are.</param>
    public async Task WriteAsync(IReadOnlyList<TableEntity> rows, string restore, CancellationToken stop)
    {
        foreach (var row in rows)
            row[Tag] = restore;
        var table = TableOf(rows[0]);
        try
        {
            await table.SubmitTransactionAsync(Actions(rows, TableTransactionActionType.Add), stop);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(
                rows[0].PartitionKey, rows[0].RowKey, [Tag], stop);
            if (row.HasValue && row.Value!.GetString(Tag) is { } other && other != restore)
                await table.SubmitTransactionAsync(Actions(rows, TableTransactionActionType.UpsertReplace), stop);
        }
    }

    private static IEnumerable<TableTransactionAction> Actions(
        IReadOnlyList<TableEntity> rows,
        TableTransactionActionType type) => rows.Select(row => new TableTransactionAction(type, row));

    /// <summary>Takes away what a restore wrote that did not come to its end.</summary>
    public async Task RemoveAsync(string plan, string restore, CancellationToken stop)
    {
        await foreach (var (_, row) in RowsAsync(plan, stop))
        {
            if (row.GetString(Tag) == restore)
                await RemoveAsync(row, stop);
        }
    }

    private async Task RemoveAsync(TableEntity row, CancellationToken stop)
    {
        try
        {
            await TableOf(row).DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, stop);
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            // Somebody uses it by now: it is theirs.
        }
    }

    /// <summary>Every row of the plan, broken ones too.</summary>
    protected abstract IAsyncEnumerable<(string Key, TableEntity Row)> RowsAsync(string plan, CancellationToken stop);

    protected abstract TableClient TableOf(TableEntity row);
}
