using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Message keys are known for 90 days; change markers that no publisher will ever look at go after a week.
/// History stays for ever.</summary>
public sealed class PlanRetention(TableServiceClient tables, IPlanStore plans, TimeProvider clock) : IRetention
{
    /// <summary>See the contract: a repeat within 90 days is a duplicate. A day more, for clocks that differ.</summary>
    public static readonly TimeSpan SeenFor = TimeSpan.FromDays(91);
    public static readonly TimeSpan MarkedFor = TimeSpan.FromDays(7);

    /// <summary>Entries that were cut short before their header named them.</summary>
    public static readonly TimeSpan DiscardedAfter = TimeSpan.FromHours(1);
    private readonly TableEntries _entries = new(tables.GetTableClient(TablePlanStore.TableName));
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    public string Name => "plans";

    public async Task<int> ExpireAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var gone = 0;
        foreach (var plan in await plans.ListAsync(stop))
        {
            gone += await DeleteAsync(plan, "seen|", now - SeenFor, stop);
            var header = await plans.FindHeaderAsync(plan, stop);
            gone += await _entries.DiscardAsync(plan, now - DiscardedAfter, now, stop);
            // Publishing it again writes a marker of its own.
            if (header is not null && !header.Plan.IsPublic())
                gone += await DeleteAsync(plan, "pub|", now - MarkedFor, stop);
        }

        return gone;
    }

    /// <summary>By the storage's own time: the hub's calendar may be shifted.</summary>
    private Task<int> DeleteAsync(string plan, string prefix, DateTimeOffset before, CancellationToken stop)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {plan} and RowKey ge {prefix} and RowKey lt {RowKeys.After(prefix)} and Timestamp lt {before}");
        string[] keys = ["PartitionKey", "RowKey"];
        return _table.DeleteRowsAsync(_table.QueryAsync<TableEntity>(filter, select: keys, cancellationToken: stop), stop);
    }
}
