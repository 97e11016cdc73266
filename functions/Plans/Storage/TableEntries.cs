using System.IO.Compression;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Entries in their plan's partition: <c>entry|{id}</c> says how far one is, <c>entry|{id}|…</c> hold what it is, as
/// compressed JSON. An entry that no header names is nothing but rows to be taken away.</summary>
internal sealed class TableEntries(TableClient table)
{
    private const int ColumnBytes = 60_000;
    private const int Columns = 14;

    /// <summary>Longer than any entry takes.</summary>
    private static readonly TimeSpan SavedWithin = TimeSpan.FromMinutes(10);

    /// <returns>The entry's mark, for the commit that names it.</returns>
    public async Task<EntryMark> SaveAsync(string plan, StoredEntry entry, CancellationToken stop)
    {
        // Housekeeping finds what a cut leaves behind by the plan's name.
        await table.UpsertEntityAsync(new TableEntity(RowKeys.Index, plan), cancellationToken: stop);
        var part = 0;
        foreach (var bytes in Compress(HubJson.Store(entry)).Chunk(ColumnBytes * Columns))
        {
            var row = new TableEntity(plan, RowKeys.EntryPart(entry.Id, part++));
            for (var column = 0; column * ColumnBytes < bytes.Length; column++)
                row[$"Part{column}"] = bytes[(column * ColumnBytes)..Math.Min(bytes.Length, (column + 1) * ColumnBytes)];
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace, stop);
        }

        var mark = new EntryMark(entry.Id, 0, "");
        var saved = await table.UpsertEntityAsync(PlanEntities.ToEntity(plan, mark), TableUpdateMode.Replace, stop);
        return mark with { ETag = saved.Headers.ETag!.Value.ToString() };
    }

    /// <returns>Null when it is completed or was discarded.</returns>
    public async Task<(StoredEntry Entry, EntryMark Mark)?> FindAsync(string plan, string id, CancellationToken stop)
    {
        if (await MarkAsync(plan, id, stop) is not { } mark)
            return null;
        using var packed = new MemoryStream();
        await foreach (var row in Rows(plan, $"{RowKeys.Entry(id)}|", stop))
        {
            for (var column = 0; row.GetBinary($"Part{column}") is { } bytes; column++)
                packed.Write(bytes);
        }

        packed.Position = 0;
        using var text = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return packed.Length == 0 ? null : (HubJson.Read<StoredEntry>(await text.ReadToEndAsync(stop)), mark);
    }

    public async Task<EntryMark?> MarkAsync(string plan, string id, CancellationToken stop)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(plan, RowKeys.Entry(id), cancellationToken: stop);
        return row.HasValue ? new EntryMark(id, row.Value!.GetInt32("Done") ?? 0, row.Value.ETag.ToString()) : null;
    }

    /// <summary>Takes away what it is; what says how far it is went with its last transaction.</summary>
    public Task ForgetAsync(string plan, string id, CancellationToken stop) =>
        DeleteAsync(plan, $"{RowKeys.Entry(id)}|", DateTimeOffset.MaxValue, stop);

    /// <summary>Invariant: an entry that a header has named is never discarded, for naming it changed its mark.</summary>
    public async Task DiscardAsync(string plan, EntryMark mark, CancellationToken stop)
    {
        try
        {
            await table.DeleteEntityAsync(plan, RowKeys.Entry(mark.Id), new ETag(mark.ETag), stop);
            await ForgetAsync(plan, mark.Id, stop);
        }
        catch (RequestFailedException named) when (named.Status is 404 or 412)
        {
            // It is in force, or gone already.
        }
    }

    /// <summary>Discards what is older than a time and no header names. Invariant: a mark is read before the header is looked at,
    /// so that an entry that is named in between has another mark by then, and stays; one that is still being saved has none, and
    /// is left in peace.</summary>
    /// <param name="before">By storage's own time.</param>
    /// <param name="now">UTC, the real clock.</param>
    /// <returns>How many entries went.</returns>
    public async Task<int> DiscardAsync(string plan, DateTimeOffset before, DateTimeOffset now, CancellationToken stop)
    {
        var gone = 0;
        foreach (var (id, newest) in await OlderAsync(plan, before, stop))
        {
            var mark = await MarkAsync(plan, id, stop);
            var header = await table.GetEntityIfExistsAsync<TableEntity>(plan, RowKeys.Header, ["Pending"], stop);
            if ((header.HasValue && header.Value!.GetString("Pending") == id) || (mark is null && newest > now - SavedWithin))
                continue;
            await (mark is null ? ForgetAsync(plan, id, stop) : DiscardAsync(plan, mark, stop));
            gone++;
        }

        return gone;
    }

    private async Task<Dictionary<string, DateTimeOffset>> OlderAsync(string plan, DateTimeOffset before, CancellationToken stop)
    {
        var newest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var row in Rows(plan, "entry|", stop, "RowKey", "Timestamp"))
        {
            if (row.Timestamp is { } at && at < before && row.RowKey.Split('|')[1] is var id)
                newest[id] = newest.TryGetValue(id, out var known) && known > at ? known : at;
        }

        return newest;
    }

    private async Task DeleteAsync(string plan, string prefix, DateTimeOffset before, CancellationToken stop)
    {
        await foreach (var row in Rows(plan, prefix, stop, "RowKey", "Timestamp"))
        {
            if (row.Timestamp < before)
                await table.DeleteEntityAsync(plan, row.RowKey, cancellationToken: stop);
        }
    }

    private AsyncPageable<TableEntity> Rows(string plan, string prefix, CancellationToken stop, params string[] columns) =>
        table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {plan} and RowKey ge {prefix} and RowKey lt {RowKeys.After(prefix)}"),
            select: columns.Length == 0 ? null : columns,
            cancellationToken: stop);

    private static byte[] Compress(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
