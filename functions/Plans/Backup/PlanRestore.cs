using System.Text.Json;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Writes a backup where there is no such plan: what is known of messages and history first, then items, the header last. A restore
/// that is cut short leaves no plan, and takes no updates; the next one goes over the same rows. Publication starts again; what was published
/// stays published.</summary>
public sealed class PlanRestore(TableServiceClient tables, TableChangeMarkers markers, IPlanStore plans)
{
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <exception cref="FormatException">The rows are not a backup of this plan.</exception>
    /// <exception cref="JsonException">They are not JSON.</exception>
    public async Task<RestoreResult> RunAsync(string plan, IAsyncEnumerable<JsonElement> backup, CancellationToken stop)
    {
        if (await plans.FindHeaderAsync(plan, stop) is not null)
            return new RestoreResult.Exists();
        TableEntity? header = null;
        RestoreRows? rows = null;
        var items = new List<TableEntity>();
        var count = 0;
        await foreach (var json in backup.WithCancellation(stop))
        {
            if (rows is null)
            {
                CheckFirst(plan, json);
                if (await RestoreRows.BeginAsync(_table, markers, plan, stop) is not { } begun)
                    return new RestoreResult.Exists();
                rows = begun;
                continue;
            }

            count++;
            var row = Checked(plan, json);
            if (row.RowKey == RowKeys.Header)
                header = row;
            else if (RowKeys.IsItem(row.RowKey))
                items.Add(row);
            else if (!await rows.WriteAsync(row, stop))
                return new RestoreResult.Exists();
        }

        if (rows is null || header is null)
            throw new FormatException("The backup ends before the plan's header.");
        return await WriteAsync(rows, items, stop) && await rows.EndAsync(header, stop) ? new RestoreResult.Restored(count) : new RestoreResult.Exists();
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

    private static void CheckFirst(string plan, JsonElement first)
    {
        if (first.ValueKind != JsonValueKind.Object || !first.TryGetProperty("backup", out var format) || format.ToString() != PlanBackup.Format)
            throw new FormatException("This is not a backup of a plan.");
        if (!first.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number) || number != PlanBackup.Version)
            throw new FormatException("This backup was made by a newer hub.");
        if (!first.TryGetProperty("plan", out var of) || of.ToString() != plan)
            throw new FormatException("This is a backup of another plan: restore it under its own id.");
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
        catch (Exception broken) when (broken is BrokenRowException or ArgumentException or JsonException or InvalidOperationException or InvalidCastException)
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
