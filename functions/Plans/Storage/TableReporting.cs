using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Reads what silence is told from: one storage request for a plan of up to 1,000 items and partners, of short columns
/// only.</summary>
public sealed class TableReporting(TableServiceClient tables, IPlanStore plans)
{
    /// <summary>Columns of 64 KB in a row of 1 MiB.</summary>
    private const int HeaderColumns = 17;

    private static readonly string[] Columns =
    [
        "RowKey", "Lifecycle", "Removed", "At", "Header",
        .. Enumerable.Range(2, HeaderColumns - 1).Select(part => string.Create(CultureInfo.InvariantCulture, $"Header{part}")),
    ];

    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <param name="partners">Of whom it is asked. What no row says of one, as in data of the version before, is read off the
    /// items once and kept.</param>
    /// <returns>Null when there is no such plan.</returns>
    public async Task<PlanReporting?> FindAsync(string plan, IReadOnlyCollection<string> partners, CancellationToken stop)
    {
        if (await ReadAsync(plan, stop) is not { } found)
            return null;
        var unknown = partners.Where(p => !found.Heard.ContainsKey(p)).ToList();
        if (unknown.Count == 0 || await plans.FindAsync(plan, stop) is not { } whole)
            return found;
        var heard = new Dictionary<string, DateTimeOffset?>(found.Heard, StringComparer.Ordinal);
        foreach (var partner in unknown)
        {
            heard[partner] = whole.Items.Where(i => i.State.Partner == partner).Max(i => i.State.ReceivedAt);
            await AddAsync(plan, new LastHeard(partner, heard[partner]), stop);
        }

        return found with { Heard = heard };
    }

    private async Task<PlanReporting?> ReadAsync(string plan, CancellationToken stop)
    {
        PlanHeader? header = null;
        var open = new HashSet<string>(StringComparer.Ordinal);
        var heard = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {plan} and RowKey ge {RowKeys.Item("")} and RowKey le {RowKeys.Header}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: stop))
        {
            if (row.RowKey == RowKeys.Header)
                header = PlanEntities.HeaderFromEntity(row).Plan;
            else if (!RowKeys.IsItem(row.RowKey))
                heard[row.RowKey[RowKeys.LastHeard("").Length..]] = row.GetDateTimeOffset("At");
            else if (row.GetBoolean("Removed") != true && IsOpen(row.GetString("Lifecycle")))
                open.Add(row.RowKey[RowKeys.Item("").Length..]);
        }

        return header is null ? null : new PlanReporting(header, open, heard);
    }

    /// <summary>An update that comes in the same moment says more, and stays.</summary>
    private async Task AddAsync(string plan, LastHeard heard, CancellationToken stop)
    {
        try
        {
            await _table.AddEntityAsync(PlanEntities.ToEntity(plan, heard), stop);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // Heard meanwhile: the next look reads it.
        }
    }

    private static bool IsOpen(string? lifecycle) => !Enum.TryParse<Lifecycle>(lifecycle, out var known) || !known.IsClosed();
}
