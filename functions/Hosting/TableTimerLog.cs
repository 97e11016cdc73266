using Azure.Data.Tables;

namespace HubFunctions.Hosting;

/// <summary>The last run of each timer, in the table <c>HubSystem</c>: one write a run, whichever instance ran it.</summary>
public sealed class TableTimerLog(TableServiceClient tables)
{
    public const string TableName = "HubSystem";
    private const string Partition = "timer";
    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <param name="at">When it ended (UTC, the real clock).</param>
    /// <param name="failure">Kind of error; null after a success.</param>
    public Task WriteAsync(string timer, DateTimeOffset at, TimeSpan took, string? failure, CancellationToken stop)
    {
        var row = new TableEntity(Partition, timer)
        {
            ["RanAt"] = at,
            ["Milliseconds"] = (long)took.TotalMilliseconds,
            ["Failure"] = failure ?? "",
        };
        if (failure is null)
            row["SucceededAt"] = at;
        // Merged, so that a failure leaves the last success standing.
        return _table.UpsertEntityAsync(row, TableUpdateMode.Merge, stop);
    }

    public async Task<IReadOnlyDictionary<string, TimerRun>> ReadAsync(CancellationToken stop)
    {
        var runs = new Dictionary<string, TimerRun>(StringComparer.Ordinal);
        await foreach (
            var row in _table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"),
                cancellationToken: stop))
        {
            var failure = row.GetString("Failure");
            runs[row.RowKey] = new TimerRun(
                row.GetDateTimeOffset("RanAt") ?? default,
                row.GetDateTimeOffset("SucceededAt"),
                row.GetInt64("Milliseconds") ?? 0,
                failure is { Length: > 0 } ? failure : null);
        }

        return runs;
    }
}

/// <param name="RanAt">UTC, the real clock.</param>
/// <param name="SucceededAt">Null when it has never succeeded.</param>
/// <param name="Failure">Kind of error of the last run; null when it succeeded.</param>
public sealed record TimerRun(DateTimeOffset RanAt, DateTimeOffset? SucceededAt, long Milliseconds, string? Failure);
