using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>What a restore wrote that was cut short before the plan was there: nobody may find it in another plan of the same id,
/// and it may keep none out.</summary>
public sealed class TableRestoreLeftovers(
    TableServiceClient tables, TableChangeMarkers markers, IEnumerable<TableBackupPart> parts)
{
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <summary>Before a plan is entered where there is none: all of it. A restore under way ends.</summary>
    /// <returns>False where there was none.</returns>
    public async Task<bool> ClearAsync(string plan, CancellationToken stop)
    {
        if (!await RemoveAsync(plan, stop))
            return false;
        if (await RestoreRows.BeginAsync(_table, markers, plan, stop) is { } rows)
            await rows.LeaveAsync(stop);
        return true;
    }

    /// <summary>Before a plan is restored: what lies beside its own partition.</summary>
    /// <returns>False where there was no restore.</returns>
    public async Task<bool> RemoveAsync(string plan, CancellationToken stop)
    {
        var mark = await _table.GetEntityIfExistsAsync<TableEntity>(plan, RowKeys.Restore, cancellationToken: stop);
        if (!mark.HasValue || mark.Value!.GetString("Owner") is not { } restore)
            return false;
        await RemoveAsync(plan, restore, stop);
        return true;
    }

    public async Task RemoveAsync(string plan, string restore, CancellationToken stop)
    {
        foreach (var part in parts)
            await part.RemoveAsync(plan, restore, stop);
    }
}
