using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Hints in the table <c>HubHints</c>: one partition a minute, one row a plan.</summary>
public sealed class TableChangeHints(TableServiceClient tables, TimeProvider clock) : IChangeHints, IRetention
{
    public const string TableName = "HubHints";

    private const int MaxTries = 3;

    /// <summary>Sorts after every minute.</summary>
    private const string AfterMinutes = ":";

    private readonly TableClient _table = tables.GetTableClient(TableName);
    private readonly ConcurrentDictionary<string, Written> _written = new(StringComparer.Ordinal);

    public string Name => "hints";

    public async Task WriteAsync(string plan, TimeSpan freshFor, CancellationToken stop)
    {
        for (var tries = 0; !IsFresh(plan, freshFor); tries++)
        {
            if (tries == MaxTries)
                throw new StorageUnavailableException(503, $"A hint of plan {plan} took longer than a commit may rest on it.");
            var written = new Written(clock.GetUtcNow(), clock.GetTimestamp());
            await _table.UpsertEntityAsync(new TableEntity(HintTimes.MinuteOf(written.At), plan), TableUpdateMode.Replace, stop);
            _written[plan] = written;
        }
    }

    public async Task<IReadOnlyCollection<string>?> SinceAsync(DateTimeOffset mark, CancellationToken stop)
    {
        if (HintTimes.IsTooLongAgo(mark, clock.GetUtcNow()))
            return null;
        var plans = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in Range(HintTimes.From(mark), AfterMinutes, stop))
            plans.Add(row.RowKey);
        return plans;
    }

    public Task<int> ExpireAsync(CancellationToken stop) =>
        _table.DeleteRowsAsync(Range("0", HintTimes.MinuteOf(clock.GetUtcNow() - HintTimes.Kept), stop), stop);

    /// <summary>By both clocks of the process: one stands still while the machine sleeps, the other may be set.</summary>
    private bool IsFresh(string plan, TimeSpan freshFor) =>
        _written.TryGetValue(plan, out var last)
        && clock.GetElapsedTime(last.Timestamp) < freshFor
        && (clock.GetUtcNow() - last.At).Duration() < freshFor;

    private AsyncPageable<TableEntity> Range(string from, string before, CancellationToken stop) =>
        _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {before}"),
            select: ["PartitionKey", "RowKey"],
            cancellationToken: stop);

    /// <param name="At">UTC, before it was sent.</param>
    /// <param name="Timestamp">The same of the clock that is never set.</param>
    private readonly record struct Written(DateTimeOffset At, long Timestamp);
}
