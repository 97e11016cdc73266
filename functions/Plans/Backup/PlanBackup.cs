using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>A plan whole: items, their history, the messages taken in, rounds and packs, the header last. Streamed; only each
/// item's number is held.
/// <para>Updates may come in meanwhile: what is newer than an item when its row was read is left out, so each item agrees with
/// its own history.</para></summary>
public sealed class PlanBackup(
    TableServiceClient tables, IPlanStore plans, IEnumerable<TableBackupPart> parts, TimeProvider clock)
{
    public const string Format = "deliverables-hub-plan";

    /// <summary>Of a plan without rounds and packs, which the version before restores too.</summary>
    public const int Version = 1;

    /// <summary>With rows of the parts that its first line names.</summary>
    public const int VersionWithParts = 2;

    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    public async Task<bool> ExistsAsync(string plan, CancellationToken stop) =>
        await plans.FindHeaderAsync(plan, stop) is not null;

    /// <summary>First what it is, then its rows.</summary>
    public async IAsyncEnumerable<JsonObject> ReadAsync(string plan, [EnumeratorCancellation] CancellationToken stop)
    {
        var there = new List<TableBackupPart>();
        foreach (var part in parts)
        {
            if (await part.ReadAsync(plan, stop).AnyAsync(stop))
                there.Add(part);
        }

        yield return First(plan, there);
        var newest = new Dictionary<string, long>(StringComparer.Ordinal);
        TableEntity? header = null;
        var before = (await plans.FindHeaderAsync(plan, stop))?.Sequence;
        await foreach (var row in Range(plan, RowKeys.Item(""), RowKeys.Header + "!", stop))
        {
            if (row.RowKey == RowKeys.Header)
            {
                newest[StoredHeader.HistoryId] = row.GetInt64("Sequence") ?? 0;
                header = row;
                continue;
            }

            if (!RowKeys.IsItem(row.RowKey))
                continue;
            newest[row.RowKey["item|".Length..]] = row.GetInt64("Sequence") ?? 0;
            yield return BackupRow.Write(row);
        }

        if (header is null || header.GetString("Pending") is not null || header.GetInt64("Sequence") != before)
            throw new IOException("The plan was entered while it was read: the backup ends, and is not whole.");

        await foreach (var row in Range(plan, "hist|", RowKeys.After("hist|"), stop))
        {
            var (item, sequence) = RowKeys.HistoryOf(row.RowKey);
            if (sequence <= newest.GetValueOrDefault(item))
                yield return BackupRow.Write(row);
        }

        await foreach (var row in Range(plan, "seen|", RowKeys.After("seen|"), stop))
        {
            if (Included(row, newest) is { } included)
                yield return BackupRow.Write(included);
        }

        await foreach (var row in Range(plan, "due|", RowKeys.After("due|"), stop))
        {
            if (PlanEntities.DueFromEntity(row).Milestone == DueEntry.ReviewInterval)
                yield return BackupRow.Write(row);
        }

        foreach (var part in there)
        {
            await foreach (var (key, row) in part.ReadAsync(plan, stop))
                yield return BackupRow.Write(row, part.Name, key);
        }

        yield return BackupRow.Write(header);
    }

    /// <summary>Of a message that came meanwhile, what of it is in the backup: a repeat stores the rest.</summary>
    private static TableEntity? Included(TableEntity row, Dictionary<string, long> newest)
    {
        var accepted = PlanEntities.AcceptanceFromEntity(row);
        List<UpdateOutcome> outcomes =
        [
            .. accepted.Outcomes.Where(o => o.Sequence is not { } number || number <= newest.GetValueOrDefault(o.Deliverable)),
        ];
        if (outcomes.Count == accepted.Outcomes.Count)
            return row;
        return outcomes.Count == 0 ? null : PlanEntities.ToEntity(row.PartitionKey, accepted with { Outcomes = outcomes });
    }

    private JsonObject First(string plan, List<TableBackupPart> there)
    {
        var first = new JsonObject
        {
            ["backup"] = Format,
            ["version"] = there.Count > 0 ? VersionWithParts : Version,
            ["plan"] = plan,
            ["takenAt"] = clock.GetUtcNow().UtcDateTime,
        };
        if (there.Count > 0)
            first["parts"] = new JsonArray([.. there.Select(p => (JsonNode)p.Name)]);
        return first;
    }

    private AsyncPageable<TableEntity> Range(string plan, string from, string before, CancellationToken stop) =>
        _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {plan} and RowKey ge {from} and RowKey lt {before}"),
            cancellationToken: stop);
}
