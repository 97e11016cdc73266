using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Frozen packs and their supplements, and what is entered for the next ones, in the table <c>HubPacks</c>, a
/// partition a plan. A document is
/// written whole or not at all, and once: a second writer collides.</summary>
public sealed class TablePacks(TableServiceClient tables)
{
    public const string TableName = "HubPacks";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    /// <summary>Of packs and supplements, oldest meeting first.</summary>
    public async Task<IReadOnlyList<PackHead>> ListAsync(string plan, CancellationToken stop)
    {
        var heads = new List<PackHead>();
        await foreach (var row in _table.QueryAsync<TableEntity>(
            PackEntities.Documents(plan), select: PackEntities.HeadColumns, cancellationToken: stop))
        {
            if (PackEntities.IsHead(row))
                heads.Add(PackEntities.HeadFromEntity(row));
        }

        return heads;
    }

    public async Task<PackHead?> HeadAsync(string plan, DateOnly board, CancellationToken stop)
    {
        var row =
            await _table.GetEntityIfExistsAsync<TableEntity>(plan, PackEntities.HeadRow(board, 0), PackEntities.HeadColumns,
                stop);
        return row.HasValue ? PackEntities.HeadFromEntity(row.Value!) : null;
    }

    /// <param name="number">0 for the pack itself, else of a supplement.</param>
    /// <returns>Null when there is none.</returns>
    public async Task<FrozenPack?> FindAsync(string plan, DateOnly board, int number, CancellationToken stop)
    {
        var found = await ReadAsync(plan, board, number, stop);
        // An erasure may have come between two pages of the answer.
        return found is { IsWhole: false } ? await ReadAsync(plan, board, number, stop) : found;
    }

    /// <returns>Null when the plan has no pack.</returns>
    public async Task<LastPack?> LastAsync(string plan, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, PackEntities.LastRow, cancellationToken: stop);
        return row.HasValue ? PackEntities.LastFromEntity(row.Value!) : null;
    }

    public async Task<PackDraft> DraftAsync(string plan, DateOnly board, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, PackEntities.DraftRow(board), cancellationToken: stop);
        return row.HasValue ? PackEntities.DraftFromEntity(row.Value!) : new PackDraft([], IsFrozen: false, null);
    }

    /// <param name="draft">What is to be kept, over what was read.</param>
    /// <returns>False when somebody else changed it, or the pack is frozen.</returns>
    public async Task<bool> KeepAsync(string plan, DateOnly board, PackDraft draft, CancellationToken stop) =>
        await TryAsync([DraftAction(plan, board, draft)], stop);

    /// <summary>Stores a pack, and that its draft is over, in one transaction.</summary>
    /// <param name="draft">As it was read.</param>
    /// <param name="last">As it was read; null for the plan's first pack.</param>
    /// <returns>False when the pack is there already, or another was frozen or the draft was changed meanwhile.</returns>
    public Task<bool> FreezeAsync(string plan, FrozenPack pack, PackDraft draft, LastPack? last, CancellationToken stop)
    {
        var over = DraftAction(plan, pack.Head.Board, draft with { IsFrozen = true });
        return TryAsync([.. Added(plan, pack), LastAction(plan, pack.Head.Board, last), over], stop);
    }

    /// <summary>Whatever is being frozen from what was read before collides.</summary>
    /// <returns>False when another came first.</returns>
    public async Task<bool> OutdateAsync(string plan, CancellationToken stop)
    {
        var last = await LastAsync(plan, stop);
        return await TryAsync([LastAction(plan, last?.Board, last)], stop);
    }

    /// <returns>False when there is one of this number.</returns>
    public Task<bool> AddAsync(string plan, FrozenPack supplement, CancellationToken stop) =>
        TryAsync([.. Added(plan, supplement)], stop);

    /// <summary>For an erasure only: the document without a text, in the place of the one that was read.</summary>
    /// <param name="pack">With the head as it was read, but for what the erasure changes.</param>
    /// <returns>False when it was changed meanwhile.</returns>
    public Task<bool> ReplaceAsync(string plan, FrozenPack pack, CancellationToken stop)
    {
        var rows = PackEntities.ToEntities(plan, pack);
        var gone = Enumerable.Range(rows.Count, Math.Max(0, pack.Rows - rows.Count))
            .Select(part => new TableEntity(plan, PackEntities.PartRow(pack.Head.Board, pack.Head.Number, part)));
        return TryAsync(
            [
                new(TableTransactionActionType.UpdateReplace, rows[0], new ETag(pack.Head.ETag)),
                .. rows.Skip(1).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                .. gone.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)),
            ],
            stop);
    }

    /// <summary>What is entered for packs, frozen or not: board dates of a plan.</summary>
    public async Task<IReadOnlyList<DateOnly>> DraftsAsync(string plan, CancellationToken stop) =>
        await _table.QueryAsync<TableEntity>(PackEntities.Drafts(plan), select: ["RowKey"], cancellationToken: stop)
            .Select(row => PackEntities.BoardOf(row.RowKey)).ToListAsync(stop);

    private async Task<FrozenPack?> ReadAsync(string plan, DateOnly board, int number, CancellationToken stop)
    {
        var rows = await _table.QueryAsync<TableEntity>(PackEntities.Document(plan, board, number), cancellationToken: stop)
            .ToListAsync(stop);
        return PackEntities.FromEntities(rows);
    }

    private async Task<bool> TryAsync(List<TableTransactionAction> actions, CancellationToken stop)
    {
        try
        {
            await _table.SubmitTransactionAsync(actions, stop);
            return true;
        }
        catch (RequestFailedException other) when (other.Status is 404 or 409 or 412 && other is not StorageUnavailableException)
        {
            return false;
        }
    }

    private static IEnumerable<TableTransactionAction> Added(string plan, FrozenPack pack) =>
        PackEntities.ToEntities(plan, pack).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));

    private static TableTransactionAction LastAction(string plan, DateOnly? board, LastPack? last)
    {
        var row = PackEntities.ToEntity(plan, board);
        return last is null
            ? new(TableTransactionActionType.Add, row)
            : new(TableTransactionActionType.UpdateReplace, row, new ETag(last.ETag));
    }

    private static TableTransactionAction DraftAction(string plan, DateOnly board, PackDraft draft)
    {
        var row = PackEntities.ToEntity(plan, board, draft);
        return draft.ETag is null
            ? new(TableTransactionActionType.Add, row)
            : new(TableTransactionActionType.UpdateReplace, row, new ETag(draft.ETag));
    }
}
