using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Updates;

/// <summary>Former changes of partners, in a partition a partner of the table <c>HubPartners</c>. The newest change stands in the
/// partner's own row, written with what it changed, and is moved here by the next: so that no change is without its history, and
/// the partition of the partners holds nothing else.</summary>
public sealed class TablePartnerChanges(TableServiceClient tables)
{
    private const string Prefix = "change|";

    /// <summary>Sorts after the partition of every partner.</summary>
    private const string AfterAll = "change}";

    private readonly TableClient _table = tables.GetTableClient(TablePartnerStore.TableName);

    /// <summary>The same twice is there once.</summary>
    public async Task AddAsync(StoredChange change, CancellationToken stop)
    {
        try
        {
            await _table.AddEntityAsync(Row(change), stop);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // Another writer moved it.
        }
    }

    /// <summary>The newest first.</summary>
    /// <param name="most">More are not read.</param>
    public Task<List<StoredChange>> OfAsync(string partner, int most, CancellationToken stop) =>
        ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(partner)}"), most, stop);

    /// <summary>Of all partners, between two instants (UTC, the hub's calendar), the second not included.</summary>
    public Task<List<StoredChange>> BetweenAsync(DateTimeOffset from, DateTimeOffset until, int most, CancellationToken stop) =>
        ReadAsync(
            TableClient.CreateQueryFilter(
                $"PartitionKey ge {Prefix} and PartitionKey lt {AfterAll} and ChangeAt ge {from} and ChangeAt lt {until}"),
            most,
            stop);

    /// <summary>For an erasure only. What was there is gone.</summary>
    public Task ReplaceAsync(StoredChange change, CancellationToken stop) =>
        _table.UpsertEntityAsync(Row(change), TableUpdateMode.Replace, stop);

    private async Task<List<StoredChange>> ReadAsync(string filter, int most, CancellationToken stop) =>
        await _table.QueryAsync<TableEntity>(filter, cancellationToken: stop)
            .Select(row => PartnerChangeEntities.From(row, row.PartitionKey[Prefix.Length..])).OfType<StoredChange>()
            .Take(most).ToListAsync(stop);

    private static TableEntity Row(StoredChange change)
    {
        var row = new TableEntity(PartitionOf(change.Partner), change.Key);
        PartnerChangeEntities.Write(change, row);
        return row;
    }

    private static string PartitionOf(string partner) => Prefix + partner;
}
