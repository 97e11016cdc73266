using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Partners in the table <c>HubPartners</c>, one row each with its newest change, and a row with what the last look for
/// silent ones came to.</summary>
public sealed class TablePartnerStore(TableServiceClient tables, TablePartnerChanges changes, HubClock calendar)
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

    public async Task<IReadOnlyList<Partner>> ListAsync(CancellationToken stop) =>
        [.. (await ListStoredAsync(stop)).Select(s => s.Partner)];

    public async Task<IReadOnlyList<StoredPartner>> ListStoredAsync(CancellationToken stop) =>
        await _table
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: stop)
            .Select(Read)
            .ToListAsync(stop);

    /// <summary>Who changes what is stored with it, by <see cref="Acting.Name"/>.</summary>
    /// <param name="before">What was read; null inserts.</param>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> SaveAsync(Partner partner, StoredPartner? before, CancellationToken stop)
    {
        var change = PartnerChange.Of(before?.Partner, partner, calendar.Now, Acting.Name) is { } made
            ? StoredChange.Of(made) : null;
        if (change is not null && before?.Change is { } former)
            await changes.AddAsync(former, stop);
        return await WriteAsync(partner, change ?? before?.Change, before, stop);
    }

    /// <summary>For an erasure only.</summary>
    /// <returns>False when somebody else was faster.</returns>
    public Task<bool> ReplaceChangeAsync(StoredPartner stored, StoredChange change, CancellationToken stop) =>
        WriteAsync(stored.Partner, change, stored, stop);

    private async Task<bool> WriteAsync(Partner partner, StoredChange? change, StoredPartner? before, CancellationToken stop)
    {
        var row = new TableEntity(Partition, partner.Id);
        LongText.Write(row, "Json", HubJson.Store(partner));
        if (change is not null)
            PartnerChangeEntities.Write(change, row);
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

    private static StoredPartner Read(TableEntity row) =>
        new(HubJson.Read<Partner>(LongText.Read(row, "Json") ?? ""), row.ETag.ToString())
        {
            Change = PartnerChangeEntities.From(row, row.RowKey),
        };
}

public sealed record StoredPartner(Partner Partner, string ETag)
{
    /// <summary>The newest; null for a partner whom the version before changed last.</summary>
    public StoredChange? Change { get; init; }
}
