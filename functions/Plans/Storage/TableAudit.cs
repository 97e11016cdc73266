using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Reads what was changed in a plan between two instants, of all its items, out of their history: nothing is kept
/// twice.</summary>
public sealed class TableAudit(TableServiceClient tables)
{
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <param name="from">UTC, the hub's calendar; included.</param>
    /// <param name="until">Not included.</param>
    /// <param name="most">Where there are more, as many as this are read, and the answer says that there are more.</param>
    public async Task<AuditRead> ReadAsync(string plan, DateTimeOffset from, DateTimeOffset until, int most,
        CancellationToken stop)
    {
        var (found, unread) = (new List<AuditedEntry>(), 0);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {plan} and RowKey ge {"hist|"} and RowKey lt {"hist~"} and At ge {from} and At lt {until}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            if (found.Count + unread == most)
                return new(found, unread, IsCut: true);
            try
            {
                found.Add(new(plan, RowKeys.HistoryOf(row.RowKey).Item, PlanEntities.HistoryFromEntity(row)));
            }
            catch (BrokenRowException)
            {
                unread++;
            }
        }

        return new(found, unread, IsCut: false);
    }
}

/// <param name="Item">Id of the item, or <see cref="StoredHeader.HistoryId"/> for the plan itself.</param>
public record AuditedEntry(string Plan, string Item, HistoryEntry Entry);

/// <param name="Found">By item, newest first within each.</param>
/// <param name="Unread">Rows that cannot be read.</param>
/// <param name="IsCut">There are more.</param>
public sealed record AuditRead(IReadOnlyList<AuditedEntry> Found, int Unread, bool IsCut);
