using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Who of the office pressed, in the plan's backup.</summary>
public sealed class TableActsBackup(TableServiceClient tables) : TableBackupPart
{
    private readonly TableClient _table = tables.GetTableClient(TableOfficeActs.TableName);

    public override string Name => "acts";

    /// <exception cref="FormatException">It does not say who.</exception>
    public override IReadOnlyList<TableEntity> Checked(string plan, IReadOnlyList<TableEntity> group) =>
        group[0].GetString("By") is { Length: > 0 } ? group : throw new FormatException("A row does not say who pressed.");

    protected override IAsyncEnumerable<(string Key, TableEntity Row)> RowsAsync(string plan, CancellationToken stop)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {plan}");
        return _table.QueryAsync<TableEntity>(filter, cancellationToken: stop).Select(row => (row.RowKey, row));
    }

    protected override TableClient TableOf(TableEntity row) => _table;
}
