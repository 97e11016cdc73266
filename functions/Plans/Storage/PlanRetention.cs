using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Message keys are known for 90 days; change markers that no publisher will ever look at go after a week.
/// History stays for ever. A night that is cut short says how far it got, and the next one goes on from there.</summary>
public sealed class PlanRetention(TableServiceClient tables, IPlanStore plans, TimeProvider clock) : IRetention
{
    /// <summary>See the contract: a repeat within 90 days is a duplicate. A day more, for clocks that differ.</summary>
    public static readonly TimeSpan SeenFor = TimeSpan.FromDays(91);
    public static readonly TimeSpan MarkedFor = TimeSpan.FromDays(7);

    /// <summary>Entries that were cut short before their header named them.</summary>
    public static readonly TimeSpan DiscardedAfter = TimeSpan.FromHours(1);
    private const int Together = 100;
    private const string After = "After";

    private readonly TableEntries _entries = new(tables.GetTableClient(TablePlanStore.TableName));
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    public string Name => "plans";

    public async Task<int> ExpireAsync(CancellationToken stop)
    {
        var cursor = await _table.GetEntityIfExistsAsync<TableEntity>(
            RowKeys.Housekeeping,
            RowKeys.Housekeeping,
            cancellationToken: stop);
        var before = cursor.HasValue && cursor.Value!.GetString(After) is { Length: > 0 } from ? from : null;
        var (gone, done, last) = (0, 0, before);
        try
        {
            foreach (var plan in FromThere(await plans.ListAsync(stop), before))
            {
                gone += await ExpireAsync(plan, stop);
                last = plan;
                if (++done % Together == 0)
                    await NoteAsync(last, stop);
            }
        }
        catch (OperationCanceledException)
        {
            await NoteAsync(last, CancellationToken.None);
            throw;
        }

        if (done >= Together || before is not null)
            await NoteAsync(null, stop);
        return gone;
    }

    /// <summary>Every plan once: first those after the last one that was done.</summary>
    private static IEnumerable<string> FromThere(IReadOnlyList<string> all, string? last) =>
        all.OrderBy(plan => string.CompareOrdinal(plan, last) <= 0).ThenBy(plan => plan, StringComparer.Ordinal);

    private Task NoteAsync(string? last, CancellationToken stop)
    {
        var row = new TableEntity(RowKeys.Housekeeping, RowKeys.Housekeeping) { [After] = last ?? "" };
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, stop);
    }

    private async Task<int> ExpireAsync(string plan, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var gone = await DeleteAsync(plan, "seen|", now - SeenFor, stop);
        var header = await plans.FindHeaderAsync(plan, stop);
        gone += await _entries.DiscardAsync(plan, now - DiscardedAfter, now, stop);
        // Publishing it again writes a marker of its own.
        if (header is not null && !header.Plan.IsPublic())
            gone += await DeleteAsync(plan, "pub|", now - MarkedFor, stop);
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
