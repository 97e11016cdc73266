using System.Text.Json;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Writes a backup where there is no such plan. The header comes last: a restore that is cut short leaves no plan, and the next one goes over
/// the same rows. Publication starts anew; what was published stays published.</summary>
public sealed class PlanRestore(TableServiceClient tables, IPlanStore plans)
{
    /// <summary>Below the 100 of a transaction: an item brings due rows along.</summary>
    private const int MaxRows = 60;
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <returns>What is wrong, or null when the plan is there.</returns>
    /// <exception cref="FormatException">The rows are not a backup of this plan.</exception>
    /// <exception cref="JsonException">They are not JSON.</exception>
    public async Task<RestoreResult> RunAsync(string plan, IAsyncEnumerable<JsonElement> backup, CancellationToken stop)
    {
        if (await plans.FindHeaderAsync(plan, stop) is not null)
            return new RestoreResult.Exists();
        TableEntity? header = null;
        var batch = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        var characters = 0;
        var rows = 0;
        await foreach (var json in backup.WithCancellation(stop))
        {
            if (rows++ == 0)
            {
                CheckFirst(plan, json);
                continue;
            }

            var row = Checked(plan, json);
            if (row.RowKey == RowKeys.Header)
            {
                header = row;
                continue;
            }

            var length = json.GetRawText().Length;
            if (batch.Count > 0 && (batch.Count >= MaxRows || characters + length > PlanCommit.MaxText))
            {
                await WriteAsync(batch.Values, stop);
                batch.Clear();
                characters = 0;
            }

            characters += length;
            batch[row.RowKey] = row;
            if (row.RowKey.StartsWith("item|", StringComparison.Ordinal))
            {
                foreach (var due in DueDates.Of(PlanEntities.ItemFromEntity(row).Item))
                    batch[RowKeys.Due(due)] = PlanEntities.ToEntity(plan, due);
            }
        }

        if (header is null)
            throw new FormatException("The backup ends before the plan's header.");
        if (batch.Count > 0)
            await WriteAsync(batch.Values, stop);
        return await FinishAsync(plan, header, stop) ? new RestoreResult.Restored(rows - 1) : new RestoreResult.Exists();
    }

    private async Task<bool> FinishAsync(string plan, TableEntity header, CancellationToken stop)
    {
        await _table.UpsertEntityAsync(new TableEntity(RowKeys.Index, plan), cancellationToken: stop);
        try
        {
            await _table.SubmitTransactionAsync(
                [new(TableTransactionActionType.Add, header), new(TableTransactionActionType.Add, new TableEntity(plan, RowKeys.ChangeMarker()))], stop);
            return true;
        }
        catch (TableTransactionFailedException faster) when (faster.Status == 409)
        {
            return false;
        }
    }

    private async Task WriteAsync(IEnumerable<TableEntity> rows, CancellationToken stop)
    {
        foreach (var some in rows.Chunk(TransactionRules.MaxOperations))
            await _table.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), stop);
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
                (RowKeys.Header, 1) => PlanEntities.HeaderFromEntity(row).Plan.Id == plan,
                ("item", 2) => PlanEntities.ItemFromEntity(row).Item.Id == parts[1],
                ("hist", 3) => PlanEntities.HistoryFromEntity(row).Sequence == RowKeys.HistoryOf(row.RowKey).Sequence,
                ("seen", 4) => PlanEntities.AcceptanceFromEntity(row).Source == parts[1],
                ("due", 4) => PlanEntities.DueFromEntity(row).Item == parts[2],
                _ => false,
            };
            return fits ? row : throw new FormatException("A row's key does not fit its content.");
        }
        catch (Exception broken) when (broken is ArgumentException or JsonException or InvalidOperationException or InvalidCastException)
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
