using System.Text.Json;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Writes a backup where there is no such plan: what is known of messages and history first, then items, the header
/// last. A restore that is cut short leaves no plan, and takes no updates; the next one goes over the same rows. Publication
/// starts again; what was published stays published.</summary>
public sealed class PlanRestore(
    TableServiceClient tables, TableChangeMarkers markers, IPlanStore plans, IEnumerable<TableBackupPart> parts,
    TableRestoreLeftovers leftovers)
{
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <exception cref="FormatException">The rows are not a backup of this plan.</exception>
    /// <exception cref="JsonException">They are not JSON.</exception>
    public async Task<RestoreResult> RunAsync(string plan, IAsyncEnumerable<JsonElement> backup, CancellationToken stop)
    {
        if (await plans.FindHeaderAsync(plan, stop) is not null)
            return new RestoreResult.Exists();
        var begun = new Begun();
        try
        {
            var result = await RunAsync(plan, backup, begun, stop);
            if (result is RestoreResult.Exists && begun.Rows is { } rows)
                await leftovers.RemoveAsync(plan, rows.Owner, stop);
            return result;
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidDataException)
        {
            if (begun.Rows is { } rows)
                await leftovers.RemoveAsync(plan, rows.Owner, stop);
            throw;
        }
    }

    private async Task<RestoreResult> RunAsync(
        string plan,
        IAsyncEnumerable<JsonElement> backup,
        Begun begun,
        CancellationToken stop)
    {
        TableEntity? header = null;
        TableRestoreParts? beside = null;
        var items = new List<TableEntity>();
        var count = 0;
        await foreach (var json in backup.WithCancellation(stop))
        {
            if (begun.Rows is not { } rows)
            {
                var named = CheckFirst(plan, json);
                await leftovers.RemoveAsync(plan, stop);
                if (await RestoreRows.BeginAsync(_table, markers, plan, stop) is not { } first)
                    return new RestoreResult.Exists();
                begun.Rows = first;
                beside = new TableRestoreParts(parts, plan, first.Owner);
                beside.Expect(named);
                continue;
            }

            count++;
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("part", out var part))
            {
                await beside!.AddAsync(part.ToString(), json, stop);
                continue;
            }

            var row = Checked(plan, json);
            if (row.RowKey == RowKeys.Header)
                header = row;
            else if (RowKeys.IsItem(row.RowKey))
                items.Add(row);
            else if (!await rows.WriteAsync(row, stop))
                return new RestoreResult.Exists();
        }

        if (begun.Rows is null || header is null)
            throw new FormatException("The backup ends before the plan's header.");
        await beside!.EndAsync(stop);
        return await WriteAsync(begun.Rows, items, stop) && await begun.Rows.EndAsync(header, stop)
            ? new RestoreResult.Restored(count) : new RestoreResult.Exists();
    }

    /// <returns>False when somebody else entered the plan.</returns>
    private static async Task<bool> WriteAsync(RestoreRows rows, List<TableEntity> items, CancellationToken stop)
    {
        foreach (var item in items)
        {
            foreach (var due in DueDates.Of(PlanEntities.ItemFromEntity(item).Item))
            {
                if (!await rows.WriteAsync(PlanEntities.ToEntity(item.PartitionKey, due), stop))
                    return false;
            }

            if (!await rows.WriteAsync(item, stop))
                return false;
        }

        return true;
    }

    /// <returns>Parts of the plan whose rows follow.</returns>
    private static List<string> CheckFirst(string plan, JsonElement first)
    {
        if (first.ValueKind != JsonValueKind.Object
            || !first.TryGetProperty("backup", out var format)
            || format.ToString() != PlanBackup.Format)
            throw new FormatException("This is not a backup of a plan.");
        if (!first.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number)
            || number is not (PlanBackup.Version or PlanBackup.VersionWithParts))
            throw new FormatException("This backup was made by a newer hub.");
        if (!first.TryGetProperty("plan", out var of) || of.ToString() != plan)
            throw new FormatException("This is a backup of another plan: restore it under its own id.");
        if (number == PlanBackup.Version)
            return [];
        if (!first.TryGetProperty("parts", out var parts)
            || parts.ValueKind != JsonValueKind.Array
            || parts.GetArrayLength() == 0)
            throw new FormatException("The first line does not name the parts of the plan.");
        return [.. parts.EnumerateArray().Select(p => p.ToString()).Distinct()];
    }

    private sealed class Begun
    {
        public RestoreRows? Rows { get; set; }
    }

    /// <summary>A row that the hub could not read again must not get in.</summary>
    private static TableEntity Checked(string plan, JsonElement json)
    {
        var row = BackupRow.Read(plan, json);
        try
        {
            EntityLimits.Check(row);
            var parts = row.RowKey.Split('|');
            var fits = (parts[0], parts.Length) switch
            {
                (RowKeys.Header, 1) => PlanEntities.HeaderFromEntity(row) is { Pending: null } header && header.Plan.Id == plan,
                ("item", 2) => PlanEntities.ItemFromEntity(row).Item.Id == parts[1],
                ("hist", 3) => PlanEntities.HistoryFromEntity(row).Sequence == RowKeys.HistoryOf(row.RowKey).Sequence,
                ("seen", 4) => PlanEntities.AcceptanceFromEntity(row).Source == parts[1],
                ("due", 4) => PlanEntities.DueFromEntity(row).Item == parts[2],
                _ => false,
            };
            return fits ? row : throw new FormatException("A row's key does not fit its content.");
        }
        catch (Exception broken)
            when (broken
                    is BrokenRowException
                        or ArgumentException
                        or JsonException
                        or InvalidOperationException
                        or InvalidCastException)
        {
            throw new FormatException("A row does not hold what its key says.", broken);
        }
    }
}

public abstract record RestoreResult
{
    /// <param name="Rows">How many were written.</param>
    public sealed record Restored(int Rows) : RestoreResult;

    /// <summary>There is such a plan: nothing of it was touched.</summary>
    public sealed record Exists : RestoreResult;
}
