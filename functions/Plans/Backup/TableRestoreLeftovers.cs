using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>What a restore wrote beside the plan's own partition and was cut short before the plan was there: nobody may find it
/// in another plan of the same id.</summary>
public sealed class TableRestoreLeftovers(TableServiceClient tables, IEnumerable<TableBackupPart> parts)
{
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <summary>Before a plan is entered or restored where there is none.</summary>
    public async Task RemoveAsync(string plan, CancellationToken stop)
    {
        var mark = await _table.GetEntityIfExistsAsync<TableEntity>(plan, RowKeys.Restore, cancellationToken: stop);
        if (mark.HasValue && mark.Value!.GetString("Owner") is { } restore)
            await RemoveAsync(plan, restore, stop);
    }

    public async Task RemoveAsync(string plan, string restore, CancellationToken stop)
    {
        foreach (var part in parts)
            await part.RemoveAsync(plan, restore, stop);
    }
}
