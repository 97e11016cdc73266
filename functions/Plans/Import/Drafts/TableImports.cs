using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The table <c>HubImports</c>: files that wait between the steps of an import, what columns were said to be, and how to
/// undo a plan's last
/// import. A table, since what is deleted from it is gone: the account keeps versions of blobs for a while.</summary>
public sealed class TableImports(TableServiceClient tables)
{
    public const string TableName = "HubImports";

    private const int ColumnBytes = 60_000;
    private const int Columns = 14;

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <param name="name">Parts of it are divided by slashes; all but the last are a partition.</param>
    /// <returns>Null when there is none of this name.</returns>
    public async Task<BinaryData?> FindAsync(string name, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        var isThere = false;
        await foreach (var row in _table.QueryAsync<TableEntity>(RowsOf(name), cancellationToken: stop))
        {
            isThere = true;
            for (var column = 0; row.GetBinary(Column(column)) is { } part; column++)
                bytes.Write(part);
        }

        return isThere ? new BinaryData(bytes.ToArray()) : null;
    }

    /// <summary>Takes the place of what has this name. A content of several rows is torn where the process dies between
    /// them.</summary>
    public async Task SaveAsync(string name, BinaryData content, CancellationToken stop)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in content.ToArray().Chunk(ColumnBytes * Columns).DefaultIfEmpty([]))
        {
            var row = new TableEntity(PartitionOf(name), RowOf(name, written.Count));
            var column = 0;
            foreach (var part in chunk.Chunk(ColumnBytes))
                row[Column(column++)] = part;
            await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, stop);
            written.Add(row.RowKey);
        }

        await DeleteAsync(name, key => !written.Contains(key), stop);
    }

    /// <returns>False when there was none.</returns>
    public async Task<bool> DeleteAsync(string name, CancellationToken stop) => await DeleteAsync(name, _ => true, stop) > 0;

    /// <summary>Names that begin so, with when each was written last (UTC, storage's clock).</summary>
    /// <param name="prefix">Ends with a slash.</param>
    public async IAsyncEnumerable<(string Name, DateTimeOffset At)> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken stop)
    {
        var from = PartitionOf(prefix);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {from + "~"}");
        var before = "";
        await foreach (
            var row in _table.QueryAsync<TableEntity>(
                filter, select: ["PartitionKey", "RowKey", "Timestamp"], cancellationToken: stop))
        {
            var name = $"{row.PartitionKey.Replace('|', '/')}/{row.RowKey.Split('|')[0]}";
            if (name != before)
                yield return (before = name, row.Timestamp ?? DateTimeOffset.MaxValue);
        }
    }

    private async Task<int> DeleteAsync(string name, Predicate<string> isGoing, CancellationToken stop)
    {
        var gone = 0;
        await foreach (var row in _table.QueryAsync<TableEntity>(RowsOf(name), select: ["RowKey"], cancellationToken: stop))
        {
            if (!isGoing(row.RowKey))
                continue;
            await _table.DeleteEntityAsync(PartitionOf(name), row.RowKey, ETag.All, stop);
            gone++;
        }

        return gone;
    }

    private static string RowsOf(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        return TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionOf(name)} and RowKey ge {last + "|"} and RowKey lt {last + "}"}");
    }

    private static string PartitionOf(string name) => name[..name.LastIndexOf('/')].Replace('/', '|');

    private static string RowOf(string name, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"{name[(name.LastIndexOf('/') + 1)..]}|{row:D3}");

    private static string Column(int column) => string.Create(CultureInfo.InvariantCulture, $"Part{column}");
}
