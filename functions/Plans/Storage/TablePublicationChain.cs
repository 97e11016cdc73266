using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Publications in the plan's own partition: <c>pub</c> is the end of the chain, <c>pub|…</c> a change marker,
/// <c>snap|…</c> a recipe, newest first.</summary>
public sealed class TablePublicationChain(TableServiceClient tables, TableChangeMarkers changes) : IPublicationChain
{
    private const string Head = RowKeys.ChainEnd;

    /// <summary>A transaction takes 100 operations; head and recipe are two of them.</summary>
    private const int MarkersAtOnce = 90;

    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    public async Task<PublicationState> StateAsync(string plan, CancellationToken stop)
    {
        PublicationHead? head = null;
        string? etag = null;
        var markers = new List<string>();
        var erasures = new List<PendingErasure>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {plan} and RowKey ge {Head} and RowKey lt {"pub~"}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            if (row.RowKey == Head)
                (head, etag) = (PublicationEntities.HeadFromEntity(row), row.ETag.ToString());
            else if (row.RowKey.StartsWith(RowKeys.Erased, StringComparison.Ordinal))
                erasures.Add(new(new(row.GetString("File")!, row.GetString("Digest")!), row.RowKey, row.ETag.ToString()));
            else
                markers.Add(row.RowKey);
        }

        return new PublicationState(head, markers, etag) { Erasures = erasures };
    }

    public async Task NoteErasureAsync(string plan, long? sequence, ErasedFile file, CancellationToken stop)
    {
        await changes.NoteErasureAsync(plan, sequence, file, stop);
        if (sequence is not { } number)
            return;
        var stored = (await _table.GetEntityAsync<TableEntity>(plan, Key(number), cancellationToken: stop)).Value;
        if (PublicationEntities.RecipeFromEntity(stored) is { IsErased: false } recipe)
        {
            var erased = PublicationEntities.ToEntity(plan, Key(number), recipe with { IsErased = true });
            await _table.UpdateEntityAsync(erased, stored.ETag, TableUpdateMode.Replace, stop);
        }
    }

    public async Task<PublicationHead?> HeadAsync(string plan, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, Head, cancellationToken: stop);
        return row.HasValue ? PublicationEntities.HeadFromEntity(row.Value!) : null;
    }

    public async Task<PublicationState?> TryAddAsync(
        string plan,
        PublicationState seen,
        Publication next,
        DateOnly nextDay,
        string claim,
        SpanStart? span,
        CancellationToken stop)
    {
        var head = new PublicationHead(
            next.Sequence, next.Hash, next.AsAt, next.ContentHash, LondonTime.DateOf(next.AsAt), Shown: false, next.Held,
            seen.Head?.Fence, seen.Head?.Fence)
        {
            NextDay = nextDay,
            Format = PublicationHead.CurrentFormat,
            Claim = claim,
            Span = span,
            OnHold = seen.Head?.OnHold ?? false,
        };
        var recipe = PublicationEntities.ToEntity(plan, Key(next.Sequence), next);
        // An erasure that was noted again in the meantime stays for the next publication.
        var carried = seen.Erasures.Select(e => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(plan, e.Key), new ETag(e.ETag)));
        if (await TryWriteAsync(plan, seen, head, [new(TableTransactionActionType.Add, recipe)], carried, stop) is { } added)
            return added;

        // A write whose answer got lost meets itself when it is repeated.
        return await StateAsync(plan, stop) is { Head: { } stored } state && stored.Claim == claim ? state : null;
    }

    public Task<PublicationState?> TryNoteAsync(
        string plan,
        PublicationState seen,
        PublicationHead head,
        CancellationToken stop) => TryWriteAsync(plan, seen, head, [], [], stop);

    public async Task<Publication?> FindAsync(string plan, long sequence, CancellationToken stop)
    {
        if (sequence < 1)
            return null;
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, Key(sequence), cancellationToken: stop);
        return row.HasValue ? PublicationEntities.RecipeFromEntity(row.Value!) : null;
    }

    public async Task<Publication?> AtAsync(string plan, DateTimeOffset instant, CancellationToken stop)
    {
        var after = await FirstAsync(plan, async sequence =>
        {
            var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, Key(sequence), ["AsAt"], stop);
            return row.HasValue && row.Value!.GetDateTimeOffset("AsAt") > instant;
        }, stop);
        return await FindAsync(plan, after - 1, stop);
    }

    public async Task<Publication?> FirstCarryingAsync(string plan, string item, long sequence, CancellationToken stop)
    {
        var first = await FirstAsync(plan, async number =>
            (await FindAsync(plan, number, stop))?.Items.FirstOrDefault(i => i.Item == item)?.Sequence >= sequence, stop);
        return await FindAsync(plan, first, stop);
    }

    /// <summary>The first publication of which something is true, given that it stays true; one more than the last
    /// when it is true of none.</summary>
    private async Task<long> FirstAsync(string plan, Func<long, Task<bool>> isTrue, CancellationToken stop)
    {
        var state = await _table.GetEntityIfExistsAsync<TableEntity>(plan, Head, ["Sequence"], stop);
        var (low, high) = (1L, (state.HasValue ? state.Value!.GetInt64("Sequence") ?? 0 : 0) + 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (await isTrue(middle))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private async Task<PublicationState?> TryWriteAsync(
        string plan,
        PublicationState seen,
        PublicationHead head,
        IEnumerable<TableTransactionAction> more,
        IEnumerable<TableTransactionAction> carried,
        CancellationToken stop)
    {
        var row = PublicationEntities.ToEntity(plan, Head, head);
        var write = seen.ETag is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, new ETag(etag))
            : new TableTransactionAction(TableTransactionActionType.Add, row);
        try
        {
            List<TableTransactionAction> gone = [.. carried, .. seen.Markers.Select(Delete)];
            var answers = (await _table.SubmitTransactionAsync([write, .. more, .. gone.Take(MarkersAtOnce)], stop)).Value;
            foreach (var chunk in gone.Skip(MarkersAtOnce).Chunk(100))
                await _table.SubmitTransactionAsync(chunk, stop);
            return new PublicationState(head, [], answers[0].Headers.ETag!.Value.ToString());
        }
        catch (TableTransactionFailedException other) when (other.Status is 404 or 409 or 412)
        {
            return null;
        }

        TableTransactionAction Delete(string marker) =>
            new(TableTransactionActionType.Delete, new TableEntity(plan, marker), ETag.All);
    }

    private static string Key(long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"snap|{9_999_999_999 - sequence:D10}");
}
