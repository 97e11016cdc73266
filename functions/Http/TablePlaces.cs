using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Http;

/// <summary>Counts in a table, for all instances together: each row keeps until when its places are taken, and every write is
/// conditional, so never more than <see cref="PlaceLimit.Max"/> places are taken at a time. What is counted, such as networks and
/// mailboxes, is a keyed hash; housekeeping deletes a row in the night after its last place is free.</summary>
/// <param name="purpose">Names the key of the hashes.</param>
public abstract class TablePlaces(TableServiceClient tables, string name, SigningKeys keys, string purpose, TimeProvider clock)
{
    private const string Places = "Places";
    private const string Last = "Last";
    private const int MaxTries = 64;

    private static readonly TimeSpan Crowded = TimeSpan.FromSeconds(10);

    private readonly TableClient _table = tables.GetTableClient(name);
    /// <summary>Rows as this process wrote them last: a write that rests on one that has changed since fails, and is tried on
    /// what is stored.</summary>
    private readonly ConcurrentDictionary<(string Kind, string Row), TableEntity> _written = new();
    private const int MaxWritten = 10_000;

    private readonly byte[] _key = HMACSHA256.HashData(keys.Current, Encoding.UTF8.GetBytes(purpose));

    public async Task<Place> TakeAsync(PlaceLimit limit, string what, DateTimeOffset until, CancellationToken stop)
    {
        var place = new Place(limit, RowOf(what), until, null);
        TimeSpan? wait = null;
        var written = await ChangeAsync(
            limit,
            place.Row,
            taken => (wait = PlaceTimes.Wait(limit, taken, clock.GetUtcNow())) is null ? [.. taken, until.UtcTicks] : null,
            stop);
        return place with { Wait = wait ?? (written ? null : Crowded) };
    }

    /// <summary>Takes a place for another time; null gives it back.</summary>
    public Task MoveAsync(Place place, DateTimeOffset? until, CancellationToken stop) => ChangeAsync(
        place.Limit,
        place.Row,
        taken =>
        {
            var at = Array.IndexOf(taken, place.Until.UtcTicks);
            long[] others = at < 0 ? taken : [.. taken[..at], .. taken[(at + 1)..]];
            return until is { } later ? [.. others, later.UtcTicks] : others;
        },
        stop);

    /// <returns>How many rows went.</returns>
    public async Task<int> DeleteFreeAsync(CancellationToken stop)
    {
        var gone = 0;
        var filter = TableClient.CreateQueryFilter($"Last lt {clock.GetUtcNow()}");
        await foreach (
            var row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: stop))
            gone += (await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, stop)).Status == 404 ? 0 : 1;
        return gone;
    }

    /// <param name="change">The places to store, from those that are taken; null stores nothing.</param>
    /// <returns>False when others were always faster.</returns>
    private async Task<bool> ChangeAsync(PlaceLimit limit, string id, Func<long[], long[]?> change, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var isRead = attempt > 0;
            var known = isRead ? await FindAsync(limit, id, stop) : _written.GetValueOrDefault((limit.Kind, id));
            if (change(Taken(known)) is not { } places)
            {
                if (isRead)
                    return true;
                continue;
            }

            var row = new TableEntity(limit.Kind, id)
            {
                [Places] = PlaceTimes.Pack(places),
                [Last] = places.Length == 0 ? clock.GetUtcNow() : new DateTimeOffset(places.Max(), TimeSpan.Zero),
            };
            try
            {
                var answer = known is null
                    ? await _table.AddEntityAsync(row, stop)
                    : await _table.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, stop);
                Remember(row, answer.Headers.ETag);
                return true;
            }
            catch (RequestFailedException faster) when (faster.Status is 404 or 409 or 412)
            {
                if (isRead)
                    await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(30)), stop);
            }
        }

        return false;
    }

    private void Remember(TableEntity row, ETag? etag)
    {
        if (_written.Count >= MaxWritten)
            _written.Clear();
        if (etag is { } now)
        {
            row.ETag = now;
            _written[(row.PartitionKey, row.RowKey)] = row;
        }
    }

    private async Task<TableEntity?> FindAsync(PlaceLimit limit, string id, CancellationToken stop)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(limit.Kind, id, cancellationToken: stop);
        return found.HasValue ? found.Value : null;
    }

    private long[] Taken(TableEntity? row) => PlaceTimes.Taken(row?.GetBinary(Places), clock.GetUtcNow());

    /// <summary>A keyed hash, as it stands in rows.</summary>
    public string RowOf(string what) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(what)))[..40];
}
