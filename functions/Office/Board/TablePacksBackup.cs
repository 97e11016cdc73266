using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A plan's packs in its backup, frozen or not, with their supplements: each document has the same bytes and sum when it
/// is restored.</summary>
public sealed class TablePacksBackup(TableServiceClient tables, TablePacks packs) : TableBackupPart
{
    private readonly TableClient _table = tables.GetTableClient(TablePacks.TableName);

    public override string Name => "packs";

    /// <exception cref="IOException">A pack was frozen, or a text erased, while it was read.</exception>
    public override async IAsyncEnumerable<(string Key, TableEntity Row)> ReadAsync(
        string plan, [EnumeratorCancellation] CancellationToken stop)
    {
        var before = await packs.LastAsync(plan, stop);
        await foreach (var row in _table.QueryAsync<TableEntity>(PackEntities.Drafts(plan), cancellationToken: stop))
            yield return (row.RowKey, row);
        foreach (var head in await packs.ListAsync(plan, stop))
        {
            var pack = await packs.FindAsync(plan, head.Board, head.Number, stop);
            foreach (var row in pack is null ? [] : PackEntities.ToEntities(plan, pack))
                yield return (row.RowKey, row);
        }

        if (before is not null)
            yield return (PackEntities.LastRow, PackEntities.ToEntity(plan, before.Board));
        if ((await packs.LastAsync(plan, stop))?.ETag != before?.ETag)
            throw new IOException("A pack was frozen while the plan was read: the backup ends, and is not whole.");
    }

    /// <summary>A document with its head.</summary>
    public override string GroupOf(string key) =>
        key.Split('|') is ["pack", var board, var number, ..] ? $"pack|{board}|{number}" : key;

    /// <exception cref="FormatException">A document has another sum than its head says.</exception>
    public override IReadOnlyList<TableEntity> Checked(string plan, IReadOnlyList<TableEntity> group)
    {
        var fits = group[0].RowKey.Split('|')[0] switch
        {
            "pack" => PackEntities.FromEntities(group) is { IsWhole: true } pack && IsAll(plan, group, pack),
            "draft" => group[0].RowKey == PackEntities.DraftRow(PackEntities.BoardOf(group[0].RowKey))
                && PackEntities.DraftFromEntity(group[0]) is not null,
            PackEntities.LastRow => group[0].RowKey == PackEntities.LastRow && PackEntities.LastFromEntity(group[0]) is not null,
            _ => false,
        };
        return fits ? group : throw new FormatException("A pack is not what its head says.");
    }

    protected override async IAsyncEnumerable<(string Key, TableEntity Row)> RowsAsync(
        string plan, [EnumeratorCancellation] CancellationToken stop)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {plan}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            yield return (row.RowKey, row);
    }

    protected override TableClient TableOf(TableEntity row) => _table;

    /// <summary>No row has another key than the hub would give it.</summary>
    private static bool IsAll(string plan, IReadOnlyList<TableEntity> group, FrozenPack pack) =>
        PackEntities.ToEntities(plan, pack).Select(row => row.RowKey).SequenceEqual(group.Select(row => row.RowKey));
}
