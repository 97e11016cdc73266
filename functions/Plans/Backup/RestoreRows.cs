using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The rows of one restore. Invariant: each transaction rests on the row that says whose restore goes on; whoever enters
/// the plan, or restores it too, changes that row, so that nothing of a plan in force is written over.</summary>
internal sealed class RestoreRows
{
    private readonly TableClient _table;
    private readonly TableChangeMarkers _markers;
    private readonly string _plan;
    private readonly Dictionary<string, TableEntity> _waiting = new(StringComparer.Ordinal);
    private int _bytes;
    private int _step;
    private ETag _etag;

    private RestoreRows(TableClient table, TableChangeMarkers markers, string plan) =>
        (_table, _markers, _plan) = (table, markers, plan);

    /// <summary>Names this restore.</summary>
    public string Owner { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Takes over from a restore that was cut short, and takes away what it left.</summary>
    /// <returns>Null when there is such a plan.</returns>
    public static async Task<RestoreRows?> BeginAsync(
        TableClient table,
        TableChangeMarkers markers,
        string plan,
        CancellationToken stop)
    {
        // The list of plans is another partition: a name without a plan is harmless, a plan without a name is lost.
        await table.UpsertEntityAsync(new TableEntity(RowKeys.Index, plan), cancellationToken: stop);
        var rows = new RestoreRows(table, markers, plan);
        rows._etag = (await table.UpsertEntityAsync(rows.Mark(), TableUpdateMode.Replace, stop)).Headers.ETag!.Value;
        var there = await table.GetEntityIfExistsAsync<TableEntity>(plan, RowKeys.Header, ["RowKey"], stop);
        return !there.HasValue && await rows.ClearAsync(stop) ? rows : null;
    }

    /// <returns>False when somebody else is writing under this id: nothing more is written.</returns>
    public async Task<bool> WriteAsync(TableEntity row, CancellationToken stop)
    {
        var bytes = RowSize.Of(row).Sent;
        var isFull = _waiting.Count >= TransactionRules.MaxOperations - 1 || _bytes + bytes > PlanCommit.MaxBytes;
        if (isFull && !await FlushAsync(stop))
            return false;
        _waiting[row.RowKey] = row;
        _bytes += bytes;
        return true;
    }

    /// <summary>The plan is there with this, and not before.</summary>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> EndAsync(TableEntity header, CancellationToken stop)
    {
        if (!await FlushAsync(stop))
            return false;
        try
        {
            List<TableTransactionAction> end =
            [
                new(TableTransactionActionType.Delete, Mark(), _etag),
                new(TableTransactionActionType.Add, header),
            ];
            await _markers.SubmitAsync(_plan, end, ChangeMark.Any, stop);
            return true;
        }
        catch (TableTransactionFailedException faster) when (faster.Status is 404 or 409 or 412)
        {
            // Where the answer got lost, the header met is the one just written.
            var there = await _table.GetEntityIfExistsAsync<TableEntity>(_plan, RowKeys.Header, cancellationToken: stop);
            return there.HasValue
                && header.All(column =>
                    EntityLimits.IsSystemProperty(column.Key) || Equals(there.Value![column.Key], column.Value));
        }
    }

    /// <summary>Nobody's restore goes on.</summary>
    public async Task LeaveAsync(CancellationToken stop)
    {
        try
        {
            await _table.UpdateEntityAsync(new TableEntity(_plan, RowKeys.Restore), _etag, TableUpdateMode.Replace, stop);
        }
        catch (RequestFailedException faster) when (faster.Status is 404 or 412)
        {
            // Somebody else has begun.
        }
    }

    private async Task<bool> FlushAsync(CancellationToken stop)
    {
        var isWritten =
            _waiting.Count == 0
            || await SubmitAsync(
                _waiting.Values.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                stop);
        _waiting.Clear();
        _bytes = 0;
        return isWritten;
    }

    /// <summary>Rows without a plan: of a restore or a first entry that was cut short.</summary>
    private async Task<bool> ClearAsync(CancellationToken stop)
    {
        var left = new List<string>();
        await foreach (
            var row in _table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {_plan}"),
                select: ["RowKey"],
                cancellationToken: stop))
        {
            if (row.RowKey.Split('|')[0] is "due" or "entry" or "hist" or "item" or "last" or "seen")
                left.Add(row.RowKey);
        }

        foreach (var keys in left.Chunk(TransactionRules.MaxOperations - 1))
        {
            if (!await SubmitAsync(
                    keys.Select(key => new TableTransactionAction(
                        TableTransactionActionType.Delete,
                        new TableEntity(_plan, key),
                        ETag.All)),
                    stop))
                return false;
        }

        return true;
    }

    private async Task<bool> SubmitAsync(IEnumerable<TableTransactionAction> actions, CancellationToken stop)
    {
        _step++;
        try
        {
            var answers = await _table.SubmitTransactionAsync(
                [new(TableTransactionActionType.UpdateReplace, Mark(), _etag), .. actions],
                stop);
            _etag = answers.Value[0].Headers.ETag!.Value;
            return true;
        }
        catch (TableTransactionFailedException other) when (other.Status is 404 or 412)
        {
            // Where the answer got lost, the mark met is the one just written.
            var mark = await _table.GetEntityIfExistsAsync<TableEntity>(_plan, RowKeys.Restore, cancellationToken: stop);
            if (!mark.HasValue || mark.Value!.GetString("Owner") != Owner || mark.Value.GetInt32("Step") != _step)
                return false;
            _etag = mark.Value.ETag;
            return true;
        }
    }

    private TableEntity Mark() => new(_plan, RowKeys.Restore) { ["Owner"] = Owner, ["Step"] = _step };
}
