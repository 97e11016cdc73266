using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Http;

namespace HubFunctions.Hosting;

/// <summary>Who is signed in to the pages, in the table <c>HubSessions</c>. A row knows its session by a hash, so that who reads
/// the table is not signed in. With another admin key no session of the office is good any more, without its token none of a
/// partner.</summary>
public sealed class TableSessions(
    TableServiceClient tables, SigningKeys keys, OfficeOptions office, IPartnerTokens tokens, TimeProvider clock)
{
    public const string TableName = "HubSessions";

    /// <summary>By the real clock.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private const string Partition = "session";
    private const int IdBytes = 32;

    private readonly TableClient _table = tables.GetTableClient(TableName);
    private readonly byte[] _key = HMACSHA256.HashData(keys.Current, "hub: keys exchanged for sessions, version 1"u8);

    /// <param name="exchanged">The key or token that was given for it.</param>
    /// <param name="account">Who it is by the tenant; null for whoever had the key.</param>
    public async Task<Session> AddAsync(
        SessionRole role, string person, string? partner, string exchanged, CancellationToken stop, string? account = null)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        var session = new Session(id, role, person, partner, DigestOf(exchanged), clock.GetUtcNow() + Lifetime)
        {
            Account = account,
        };
        var row = new TableEntity(Partition, RowOf(id))
        {
            ["Role"] = role.ToString(),
            ["Person"] = person,
            ["Partner"] = partner,
            ["Account"] = account,
            ["Vouched"] = account is not null,
            ["Bound"] = session.Bound,
            ["Until"] = session.Until,
        };
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, stop);
        return session;
    }

    /// <returns>Null when there is none, or it has ended.</returns>
    public async Task<Session?> FindAsync(string id, CancellationToken stop)
    {
        if (id.Length != Base64Url.GetEncodedLength(IdBytes))
            return null;
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Partition, RowOf(id), cancellationToken: stop);
        if (!found.HasValue)
            return null;
        if (IsGood(found.Value!) && await HasTokenAsync(found.Value!, stop))
            return Read(id, found.Value!);
        await DeleteAsync(id, stop);
        return null;
    }

    public Task DeleteAsync(string id, CancellationToken stop) => _table.DeleteEntityAsync(Partition, RowOf(id), ETag.All, stop);

    /// <returns>How many rows went.</returns>
    public async Task<int> DeleteEndedAsync(CancellationToken stop)
    {
        var gone = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            if (!IsGood(row) && (await _table.DeleteEntityAsync(Partition, row.RowKey, ETag.All, stop)).Status != 404)
                gone++;
        }

        return gone;
    }

    /// <summary>What a session remembers of the key or token that was exchanged for it.</summary>
    public string DigestOf(string exchanged) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(exchanged)));

    private bool IsGood(TableEntity row) =>
        row.GetDateTimeOffset("Until") > clock.GetUtcNow()
        && (row.GetString("Partner") is not null || (row.GetString("Bound") == DigestOf(office.AdminKey)
        && SaysWhoseLimits(row)));

    /// <summary>A row of the version before does not say whether the tenant vouched for somebody, who may be limited: they sign
    /// in again.</summary>
    private bool SaysWhoseLimits(TableEntity row) =>
        office.Entra is null || row.GetString("Account") is not null || row.GetBoolean("Vouched") is not null;

    /// <summary>The office's session has its key already.</summary>
    private async ValueTask<bool> HasTokenAsync(TableEntity row, CancellationToken stop) =>
        row.GetString("Partner") is not { } partner
            || await tokens.AnyAsync(partner, token => DigestOf(token) == row.GetString("Bound"), stop);

    private static Session Read(string id, TableEntity row) =>
        new(
            id,
            Enum.Parse<SessionRole>(row.GetString("Role")!),
            row.GetString("Person")!,
            row.GetString("Partner"),
            row.GetString("Bound")!,
            row.GetDateTimeOffset("Until")!.Value)
        {
            Account = row.GetString("Account"),
        };

    private static string RowOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
