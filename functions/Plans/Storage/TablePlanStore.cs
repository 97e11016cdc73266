using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Plans in the table <c>HubPlans</c>, one partition a plan. See <see cref="RowKeys"/> for the rows.</summary>
public sealed class TablePlanStore(TableServiceClient tables, TableChangeMarkers markers) : IPlanStore
{
    public const string TableName = "HubPlans";

    private const int MaxReads = 10;

    /// <summary>Answers of storage are dated in seconds, and its servers' clocks differ a little.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(5);

    private readonly TableClient _table = tables.GetTableClient(TableName);

    internal TableEntries Entries { get; } = new(tables.GetTableClient(TableName));

    // Invariant: a plan in here has a header in storage, for no call takes one away.
    private readonly ConcurrentDictionary<string, byte> _there = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken stop)
    {
        var plans = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {RowKeys.Index}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            plans.Add(row.RowKey);
        return plans;
    }

    public async Task<StoredPlan?> FindAsync(string plan, CancellationToken stop) =>
        await ReadAsync(plan, stop) is { Header: { } header } rows ? new StoredPlan(header, rows.Items) : null;

    /// <summary>In the plan's own order. Invariant: rows of several pages all stood when the header did, for it has not changed
    /// in between.</summary>
    /// <exception cref="StorageUnavailableException">Also when the plan changed all the time.</exception>
    public async Task<PlanRows> ReadAsync(string plan, CancellationToken stop)
    {
        string? before = null;
        for (var attempt = 0; attempt < MaxReads; attempt++)
        {
            var (rows, whole) = await ReadOnceAsync(plan, stop);
            if (whole || (attempt > 0 && before == rows.Header?.ETag))
                return rows;
            before = rows.Header?.ETag;
        }

        throw new StorageUnavailableException(503, $"Plan {plan} changed all the time while it was read.");
    }

    private async Task<(PlanRows Rows, bool IsWhole)> ReadOnceAsync(string plan, CancellationToken stop)
    {
        StoredHeader? header = null;
        var items = new List<StoredItem>();
        var (pages, began, changed) = (0, DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        await foreach (var page in Range(plan, RowKeys.Item(""), RowKeys.Header + "!", stop).AsPages())
        {
            if (pages++ == 0)
                began = page.GetRawResponse().Headers.Date ?? DateTimeOffset.MinValue;
            foreach (var row in page.Values)
            {
                if (row.RowKey == RowKeys.Header)
                    (header, changed) = (PlanEntities.HeaderFromEntity(row), row.Timestamp ?? DateTimeOffset.MaxValue);
                else if (RowKeys.IsItem(row.RowKey))
                    items.Add(PlanEntities.ItemFromEntity(row));
            }
        }

        items.Sort((a, b) => (a.Item.Order, a.Item.Id).CompareTo((b.Item.Order, b.Item.Id)));
        return (new PlanRows(header, items), pages <= 1 || changed < began - ClockMargin);
    }

    public async Task<StoredHeader?> FindHeaderAsync(string plan, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, RowKeys.Header, cancellationToken: stop);
        if (!row.HasValue)
            return null;
        _there.TryAdd(plan, 0);
        return PlanEntities.HeaderFromEntity(row.Value!);
    }

    public async Task<bool> ExistsAsync(string plan, CancellationToken stop) =>
        _there.ContainsKey(plan) || await FindHeaderAsync(plan, stop) is not null;

    public async Task<StoredItem?> FindItemAsync(string plan, string item, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, RowKeys.Item(item), cancellationToken: stop);
        return row.HasValue ? PlanEntities.ItemFromEntity(row.Value!) : null;
    }

    public async Task<IReadOnlyList<StoredItem>> FindItemsAsync(string plan, string first, string last, CancellationToken stop)
    {
        var items = new List<StoredItem>();
        await foreach (var row in Range(plan, RowKeys.Item(first), RowKeys.Item(last) + "!", stop))
            items.Add(PlanEntities.ItemFromEntity(row));
        return items;
    }

    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        string plan, string item, long? before, int take, CancellationToken stop)
    {
        var entries = new List<HistoryEntry>();
        var from = before is { } sequence ? RowKeys.History(item, sequence - 1) : $"hist|{item}|";
        await foreach (var row in Range(plan, from, RowKeys.After($"hist|{item}|"), stop, take))
        {
            entries.Add(PlanEntities.HistoryFromEntity(row));
            if (entries.Count == take)
                break;
        }

        return entries;
    }

    public async IAsyncEnumerable<DueEntry> DueAsync(
        string plan, DateOnly from, DateOnly until, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var row in Range(plan, RowKeys.Due(from), RowKeys.Due(until.AddDays(1)), stop))
            yield return PlanEntities.DueFromEntity(row);
    }

    public async Task<IReadOnlyList<Acceptance>> AcceptancesAsync(string plan, string source, string key, CancellationToken stop)
    {
        var prefix = RowKeys.Seen(source, key);
        var accepted = new List<Acceptance>();
        await foreach (var row in Range(plan, prefix, RowKeys.After(prefix), stop))
            accepted.Add(PlanEntities.AcceptanceFromEntity(row));
        return accepted;
    }

    public Task AnnounceAsync(string plan, CancellationToken stop) => markers.AnnounceAsync(plan, stop);

    public async Task<IReadOnlyList<Acceptance>> AcceptancesSinceAsync(
        string plan,
        string source,
        DateTimeOffset since,
        CancellationToken stop)
    {
        var prefix = $"seen|{source}|";
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {plan} and RowKey ge {prefix} and RowKey lt {RowKeys.After(prefix)} and At ge {since}");
        var accepted = new List<Acceptance>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            accepted.Add(PlanEntities.AcceptanceFromEntity(row));
        return accepted;
    }

    public async Task<CommitResult> CommitAsync(PlanCommit commit, CancellationToken stop)
    {
        // The list of plans is another partition: a name without a plan is harmless, a plan without a name is lost.
        if (commit.Header is { Before: null })
            await _table.UpsertEntityAsync(new TableEntity(RowKeys.Index, commit.Plan), cancellationToken: stop);
        var (before, actions, after) = CommitActions.Of(commit);
        foreach (var rows in before)
            await _table.SubmitTransactionAsync(rows, stop);
        try
        {
            var answers = await SubmitAsync(actions, rows => markers.SubmitAsync(commit.Plan, rows, ChangeMark.Of(commit), stop));
            var firstItem = commit.Accepted.Count + (commit.Header is null ? 0 : 1);
            foreach (var rows in after)
                await SubmitAsync(rows, async gone => (await _table.SubmitTransactionAsync(gone, stop)).Value);
            if (commit.Header is not null)
                _there.TryAdd(commit.Plan, 0);
            return new CommitResult.Committed([
                .. answers.Skip(firstItem).Take(commit.Items.Count).Select(a => a.Headers.ETag!.Value.ToString()),
            ])
            {
                Mark = commit.Mark is { IsLast: false } ? answers[firstItem + commit.Items.Count].Headers.ETag?.ToString() : null,
            };
        }
        catch (TableTransactionFailedException refused)
            when (refused is { Status: 404 or 409 or 412, FailedTransactionActionIndex: { } index })
        {
            return CommitActions.Collision(commit, index, actions[index].Entity.RowKey);
        }
    }

    /// <summary>A due row that is gone already must not keep an update out.</summary>
    private static async Task<IReadOnlyList<Response>> SubmitAsync(
        List<TableTransactionAction> actions, Func<List<TableTransactionAction>, Task<IReadOnlyList<Response>>> send)
    {
        while (actions.Count > 0)
        {
            try
            {
                return await send(actions);
            }
            catch (TableTransactionFailedException gone)
                when (gone is { Status: 404, FailedTransactionActionIndex: { } index }
                    && index < actions.Count && actions[index].ActionType == TableTransactionActionType.Delete)
            {
                actions.RemoveAt(index);
            }
        }

        return [];
    }

    private AsyncPageable<TableEntity> Range(string plan, string from, string before, CancellationToken stop, int? page = null) =>
        _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {plan} and RowKey ge {from} and RowKey lt {before}"),
            page,
            cancellationToken: stop);
}
