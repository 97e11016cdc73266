using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Partners in the table <c>HubPartners</c>, one row each, and a row with what the last look for silent ones came
/// to.</summary>
public sealed class TablePartnerStore(TableServiceClient tables)
{
    public const string TableName = "HubPartners";
    private const string Partition = "partner";
    private const string SilenceRow = "silence";
    private readonly TableClient _table = tables.GetTableClient(TableName);

    public async Task<StoredPartner?> FindAsync(string id, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: stop);
        return row.HasValue ? Read(row.Value!) : null;
    }

    public async Task<IReadOnlyList<Partner>> ListAsync(CancellationToken stop)
    {
        var partners = new List<Partner>();
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: stop))
            partners.Add(Read(row).Partner);
        return partners;
    }

    /// <param name="before">What was read; null inserts.</param>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> SaveAsync(Partner partner, StoredPartner? before, CancellationToken stop)
    {
        var row = new TableEntity(Partition, partner.Id);
        LongText.Write(row, "Json", HubJson.Store(partner));
        try
        {
            if (before is null)
                await _table.AddEntityAsync(row, stop);
            else
                await _table.UpdateEntityAsync(row, new ETag(before.ETag), TableUpdateMode.Replace, stop);
            return true;
        }
        catch (RequestFailedException collision) when (collision.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>What the last look for silent partners came to; null before the first.</summary>
    public async Task<Silence?> FindSilenceAsync(CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(SilenceRow, SilenceRow, cancellationToken: stop);
        return row.HasValue ? HubJson.Read<Silence>(LongText.Read(row.Value!, "Json")!) : null;
    }

    /// <summary>Of two looks at once either may stand: both say what they saw.</summary>
    public Task SaveSilenceAsync(Silence silence, CancellationToken stop)
    {
        var row = new TableEntity(SilenceRow, SilenceRow);
        LongText.Write(row, "Json", HubJson.Store(silence));
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, stop);
    }

    private static StoredPartner Read(TableEntity row) => new(HubJson.Read<Partner>(LongText.Read(row, "Json") ?? ""), row.ETag.ToString());
}

public sealed record StoredPartner(Partner Partner, string ETag);
