using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Who of the office pressed, for what keeps no name itself, in the table <c>HubOfficeActs</c>: a partition a
/// plan, one row
/// an act.</summary>
public sealed class TableOfficeActs(TableServiceClient tables)
{
    public const string TableName = "HubOfficeActs";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Who pressed first stays: the same press again changes nothing.</summary>
    public async Task AddAsync(string plan, string act, string by, CancellationToken stop)
    {
        try
        {
            await _table.AddEntityAsync(new TableEntity(plan, act) { ["By"] = by }, stop);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // Noted before.
        }
    }

    /// <returns>By the act's id; without those of which nobody noted who pressed.</returns>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(string plan, CancellationToken stop)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {plan}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            found[row.RowKey] = row.GetString("By") ?? Acting.Office;
        return found;
    }
}
