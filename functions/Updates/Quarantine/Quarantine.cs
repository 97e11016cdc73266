using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The table <c>HubQuarantine</c>. What is refused is durable here before the partner is answered.</summary>
public sealed class Quarantine(TableServiceClient tables)
{
    public const string TableName = "HubQuarantine";
    private const int MaxAttempts = 8;
    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>An entry that is there already stays as it is.</summary>
    public async Task KeepAsync(IReadOnlyList<QuarantineEntry> entries, CancellationToken stop)
    {
        var rows = new List<TableEntity>();
        var bytes = 0;
        var from = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            List<TableEntity> next = [.. QuarantineEntities.ToEntities(entries[i])];
            var size = next.Sum(row => RowSize.Of(row).Sent);
            if (rows.Count > 0
                && (rows.Count + next.Count > TransactionRules.MaxOperations || bytes + size > PlanCommit.MaxBytes))
            {
                await AddAsync(rows, entries, from, i, stop);
                (rows, bytes, from) = ([], 0, i);
            }

            rows.AddRange(next);
            bytes += size;
        }

        if (rows.Count > 0)
            await AddAsync(rows, entries, from, entries.Count, stop);
    }

    public async Task<QuarantineEntry?> FindAsync(string id, CancellationToken stop) =>
        await FirstAsync(id, stop) is { } first ? await WholeAsync(first, stop) : null;

    /// <summary>Takes an entry off the lists of what waits; what was sent stays, with the correction beside it.</summary>
    public Task CorrectAsync(string id, Correction correction, CancellationToken stop) =>
        ChangeAsync(id, entry => entry with { Correction = correction }, stop);

    /// <summary>Writes an entry again, in one transaction, on condition that it is what was read: a correction never brings back
    /// what was erased meanwhile.</summary>
    /// <param name="change">Null where nothing is to be changed.</param>
    /// <returns>False when nothing was, or the entry is gone.</returns>
    /// <exception cref="IOException">Others changed it again and again.</exception>
    public async Task<bool> ChangeAsync(string id, Func<QuarantineEntry, QuarantineEntry?> change, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            try
            {
                if (await FirstAsync(id, stop) is not { } first || change(await WholeAsync(first, stop)) is not { } changed)
                    return false;
                await ReplaceAsync(first, changed, stop);
                return true;
            }
            catch (RequestFailedException faster) when (faster.Status is 404 or 412)
            {
                // Somebody else was faster, or an answer got lost.
            }
        }

        throw new IOException($"Entry {id} was changed by others {MaxAttempts} times in a row.");
    }

    private Task ReplaceAsync(TableEntity first, QuarantineEntry entry, CancellationToken stop)
    {
        List<TableEntity> rows = [.. QuarantineEntities.ToEntities(entry)];
        var kept = rows.Select(row => row.RowKey).ToHashSet();
        var gone = QuarantineEntities.Keys(first).Where(key => !kept.Contains(key)).Select(key => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(QuarantineEntities.Partition, key), ETag.All));
        return _table.SubmitTransactionAsync([.. rows.Select(Write), .. gone], stop);

        TableTransactionAction Write(TableEntity row) => row.RowKey == first.RowKey
            ? new(TableTransactionActionType.UpdateReplace, row, first.ETag)
            : new(TableTransactionActionType.UpsertReplace, row);
    }

    /// <summary>Newest first.</summary>
    /// <param name="partner">Null for every partner's.</param>
    /// <param name="after">The place up to which a former page went.</param>
    public Task<(IReadOnlyList<QuarantineEntry> Entries, string? Last)> ListAsync(
        string? partner, string? after, int take, CancellationToken stop) =>
        ReadAsync(QuarantineEntities.List(partner), after, take, stop);

    /// <summary>What the office has corrected, newest first.</summary>
    public Task<(
        IReadOnlyList<QuarantineEntry> Entries, string? Last)> CorrectedAsync(string? after, int take, CancellationToken stop) =>
        ReadAsync(QuarantineEntities.Corrected, after, take, stop);

    private async Task<(IReadOnlyList<QuarantineEntry> Entries, string? Last)> ReadAsync(
        string list, string? after, int take, CancellationToken stop)
    {
        var places = await PlacesAsync(list, after ?? "", list[..^1] + "}", take + 1, stop);
        var entries = await Task.WhenAll(
            places.Take(take).Select(place => FindAsync(place[(place.IndexOf('|', StringComparison.Ordinal) + 1)..], stop)));
        return ([.. entries.OfType<QuarantineEntry>()], places.Count > take ? places[take - 1] : null);
    }

    /// <returns>False when there was none.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken stop)
    {
        if (await FirstAsync(id, stop) is not { } first)
            return false;
        try
        {
            await _table.SubmitTransactionAsync(
                QuarantineEntities.Keys(first).Select(key => new TableTransactionAction(
                    TableTransactionActionType.Delete, new TableEntity(QuarantineEntities.Partition, key), ETag.All)),
                stop);
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return false;
        }
    }

    /// <summary>Retention: deletes what came before an instant of the hub's calendar.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> DeleteExpiredAsync(DateTimeOffset before, CancellationToken stop) =>
        await DeleteExpiredAsync(
            QuarantineEntities.List(null), before, stop) + await DeleteExpiredAsync(QuarantineEntities.Corrected, before, stop);

    private async Task<int> DeleteExpiredAsync(string list, DateTimeOffset before, CancellationToken stop)
    {
        var deleted = 0;
        while (true)
        {
            var places = await PlacesAsync(list, QuarantineEntities.Place(before), list[..^1] + "}", 1000, stop);
            foreach (var place in places)
                deleted += await DeleteAsync(place[(place.IndexOf('|', StringComparison.Ordinal) + 1)..], stop) ? 1 : 0;
            if (places.Count < 1000)
                return deleted;
        }
    }

    /// <summary>How much waits (counted up to 1,000), and since when the oldest of it does; null when nothing waits.</summary>
    public async Task<(int Count, DateTimeOffset? Oldest)> WaitingAsync(CancellationToken stop)
    {
        var list = QuarantineEntities.List(null);
        var places = await PlacesAsync(list, "", list[..^1] + "}", 1000, stop);
        return (places.Count, places.Count == 0 ? null : QuarantineEntities.TimeOf(places[^1]));
    }

    private async Task<List<string>> PlacesAsync(string list, string after, string end, int take, CancellationToken stop)
    {
        var places = new List<string>();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {QuarantineEntities.Partition} and RowKey gt {list + after} and RowKey lt {end}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, take, ["RowKey"], stop))
        {
            places.Add(row.RowKey[list.Length..]);
            if (places.Count == take)
                break;
        }

        return places;
    }

    private async Task<QuarantineEntry> WholeAsync(TableEntity first, CancellationToken stop)
    {
        var more = new List<TableEntity>();
        foreach (var key in QuarantineEntities.Keys(first).Where(QuarantineEntities.IsPart))
            more.Add(await _table.GetEntityAsync<TableEntity>(QuarantineEntities.Partition, key, cancellationToken: stop));
        return QuarantineEntities.FromEntities(first, more);
    }

    private async Task<TableEntity?> FirstAsync(string id, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(
            QuarantineEntities.Partition,
            QuarantineEntities.Entry(id),
            cancellationToken: stop);
        return row.HasValue ? row.Value : null;
    }

    private async Task AddAsync(
        List<TableEntity> rows,
        IReadOnlyList<QuarantineEntry> entries,
        int from,
        int to,
        CancellationToken stop)
    {
        try
        {
            await _table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)),
                stop);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // Some are there from an earlier time, maybe with other neighbours: each by itself then.
            for (var i = from; i < to && to - from > 1; i++)
                await AddAsync([.. QuarantineEntities.ToEntities(entries[i])], entries, i, i + 1, stop);
        }
    }
}
