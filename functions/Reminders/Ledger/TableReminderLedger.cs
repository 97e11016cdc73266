using System.Globalization;
using System.Runtime.InteropServices;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The ledger in the table <c>HubReminders</c>: one partition a day with one row a person, one partition a
/// round with one row a mail, and the partition <c>state</c> with bounces and marks. It keeps identities (hashes), never
/// addresses.</summary>
public sealed class TableReminderLedger(TableServiceClient tables) : IReminderLedger
{
    public const string TableName = "HubReminders";
    private const string State = "state";
    private const string Mark = "sweep";
    private const string BouncePrefix = "bounce|";
    internal const string AskPrefix = "ask|";
    private const int HashesPerColumn = EntityLimits.PropertyBytes / sizeof(long);

    private readonly TableClient _table = tables.GetTableClient(TableName);

    public async Task<IReadOnlyList<LedgerRow>> ReadAsync(DateOnly from, DateOnly until, CancellationToken stop)
    {
        var rows = new List<LedgerRow>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {Key(from)} and PartitionKey le {Key(until)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            rows.Add(Row(row));
        return rows;
    }

    public async Task<IReadOnlyList<LedgerRow>> AsksAsync(string plan, DateOnly board, CancellationToken stop)
    {
        var rows = new List<LedgerRow>();
        await foreach (var row in _table.QueryAsync<TableEntity>(AsksOf(plan, board), cancellationToken: stop))
            rows.Add(Row(row));
        return rows;
    }

    public Task<int> DeleteAsksAsync(string plan, DateOnly board, CancellationToken stop) => _table.DeleteRowsAsync(
        _table.QueryAsync<TableEntity>(AsksOf(plan, board), select: ["PartitionKey", "RowKey"], cancellationToken: stop), stop);

    public Task BeginAskingAsync(string plan, DateOnly board, DateTimeOffset at, CancellationToken stop)
    {
        var row = new TableEntity(State, AskPartition(plan, board)) { ["At"] = at };
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, stop);
    }

    public async Task EndAskingAsync(AskMark mark, CancellationToken stop)
    {
        try
        {
            await _table.DeleteEntityAsync(State, AskPartition(mark.Plan, mark.Board), new ETag(mark.ETag), stop);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Somebody asked again: the next sweep looks once more.
        }
    }

    public async Task<LedgerRow?> AddAsync(LedgerRow row, CancellationToken stop)
    {
        try
        {
            var answer = await _table.AddEntityAsync(Entity(row), stop);
            return row with { ETag = answer.Headers.ETag!.Value.ToString() };
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return null;
        }
    }

    public async Task<LedgerRow?> ReplaceAsync(LedgerRow row, CancellationToken stop)
    {
        try
        {
            var read = new ETag(row.ETag ?? throw new ArgumentException("The row was not read from the ledger.", nameof(row)));
            var answer = await _table.UpdateEntityAsync(Entity(row), read, TableUpdateMode.Replace, stop);
            return row with { ETag = answer.Headers.ETag!.Value.ToString() };
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return null;
        }
    }

    public async Task<LedgerState> StateAsync(CancellationToken stop)
    {
        SweepMark? mark = null;
        var bounces = new List<Bounce>();
        var asking = new List<AskMark>();
        await foreach (
            var row in _table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {State}"),
                cancellationToken: stop))
        {
            if (row.RowKey.Split('|') is ["ask", var plan, var board])
                asking.Add(new AskMark(plan, Day(board), row.GetDateTimeOffset("At")!.Value, row.ETag.ToString()));
            else if (row.RowKey == Mark)
                mark = new SweepMark(Day(row.GetString("Day")!), row.GetString("Before") is { } before ? Day(before) : null)
                {
                    SettledAt = row.GetDateTimeOffset("SettledAt"),
                };
            else
                bounces.Add(
                    new Bounce(row.RowKey[BouncePrefix.Length..], row.GetString("Kind")!, row.GetDateTimeOffset("At")!.Value));
        }

        return new LedgerState(mark, bounces) { Asking = asking };
    }

    public Task MarkAsync(SweepMark mark, CancellationToken stop) =>
        _table.UpsertEntityAsync(
            new TableEntity(State, Mark)
            {
                ["Day"] = Key(mark.Day),
                ["Before"] = mark.Before is { } before ? Key(before) : null,
                ["SettledAt"] = mark.SettledAt,
            },
            TableUpdateMode.Replace,
            stop);

    public Task BounceAsync(Bounce bounce, CancellationToken stop) =>
        _table.UpsertEntityAsync(
            new TableEntity(State, BouncePrefix + bounce.Identity) { ["Kind"] = bounce.Kind, ["At"] = bounce.At },
            TableUpdateMode.Replace,
            stop);

    public async Task<bool> ClearBounceAsync(string identity, CancellationToken stop) =>
        (await _table.DeleteEntityAsync(State, BouncePrefix + identity, ETag.All, stop)).Status != 404;

    /// <returns>How many rows of earlier days went.</returns>
    public async Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken stop)
    {
        var gone = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {Key(DateOnly.MinValue)} and PartitionKey lt {Key(day)}");
        await foreach (
            var row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: stop))
            gone += (await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, stop)).Status == 404 ? 0 : 1;
        return gone;
    }

    private static TableEntity Entity(LedgerRow row)
    {
        var partition = row.Ask is { } of ? AskPartition(of.Plan, of.Board) : Key(row.Day);
        var entity = new TableEntity(partition, row.Ask?.Row ?? row.Identity)
        {
            ["Day"] = row.Ask is null ? null : Key(row.Day),
            ["Plans"] = row.Plans is null ? null : string.Join(';', row.Plans),
            ["Owner"] = row.Owner,
            ["Status"] = row.Status.ToString(),
            ["Attempts"] = row.Attempts,
            ["Until"] = row.Until,
            ["SettledAt"] = row.SettledAt,
            ["Reason"] = row.Reason,
        };
        var column = 0;
        foreach (var part in row.Covers.Chunk(HashesPerColumn))
            entity[$"Covers{column++}"] = MemoryMarshal.AsBytes<long>(part).ToArray();
        return entity;
    }

    internal static LedgerRow Row(TableEntity entity)
    {
        var covers = new HashSet<long>();
        for (var column = 0; entity.GetBinary($"Covers{column}") is { } part; column++)
            covers.UnionWith(MemoryMarshal.Cast<byte, long>(part).ToArray());
        var ask = Ask(entity);
        return new LedgerRow(
            Day(entity.GetString("Day") ?? entity.PartitionKey), ask?.Identity ?? entity.RowKey, entity.GetString("Owner")!,
            Enum.Parse<LedgerStatus>(entity.GetString("Status")!),
            entity.GetInt32("Attempts")!.Value, entity.GetDateTimeOffset("Until")!.Value, covers)
        {
            Ask = ask,
            Plans = entity.GetString("Plans")?.Split(';', StringSplitOptions.RemoveEmptyEntries),
            SettledAt = entity.GetDateTimeOffset("SettledAt"),
            Reason = entity.GetString("Reason"),
            ETag = entity.ETag.ToString(),
        };
    }

    private static AskKey? Ask(TableEntity entity) =>
        entity.PartitionKey.Split('|') is [_, var plan, var board] ? AskKey.OfRow(plan, Day(board), entity.RowKey) : null;

    private static string AsksOf(string plan, DateOnly board) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {AskPartition(plan, board)}");

    /// <summary>Days begin with a figure, so that no range of them holds it.</summary>
    internal static string AskPartition(string plan, DateOnly board) => $"{AskPrefix}{plan}|{Key(board)}";

    private static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string key) => DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
