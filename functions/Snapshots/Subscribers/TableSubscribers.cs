using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Subscribers in the table <c>HubSubscribers</c>, one partition a plan.</summary>
public sealed class TableSubscribers(TableServiceClient tables)
{
    public const string TableName = "HubSubscribers";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    public static string IdOf(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())))[..40];

    public async Task<Subscriber?> FindAsync(string plan, string id, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, id, cancellationToken: stop);
        return row.HasValue ? Of(row.Value!) : null;
    }

    public async Task<IReadOnlyList<Subscriber>> ListAsync(string plan, CancellationToken stop)
    {
        var all = new List<Subscriber>();
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {plan}"), cancellationToken: stop))
            all.Add(Of(row));
        return all;
    }

    /// <returns>What is stored now; null when somebody else was faster.</returns>
    public async Task<Subscriber?> TryPutAsync(Subscriber subscriber, CancellationToken stop)
    {
        var row = new TableEntity(subscriber.Plan, subscriber.Id)
        {
            ["Address"] = subscriber.Address,
            ["Confirmed"] = subscriber.Confirmed,
            ["AskedAt"] = subscriber.AskedAt,
            ["Sent"] = subscriber.Sent,
        };
        try
        {
            var answer = subscriber.ETag is { } etag
                ? await _table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, stop)
                : await _table.AddEntityAsync(row, stop);
            return subscriber with { ETag = answer.Headers.ETag!.Value.ToString() };
        }
        catch (RequestFailedException other) when (other.Status is 404 or 409 or 412)
        {
            return null;
        }
    }

    public Task RemoveAsync(string plan, string id, CancellationToken stop) => _table.DeleteEntityAsync(plan, id, cancellationToken: stop);

    private static Subscriber Of(TableEntity row) => new(
        row.PartitionKey,
        row.RowKey,
        row.GetString("Address") ?? "",
        row.GetBoolean("Confirmed") ?? false,
        row.GetDateTimeOffset("AskedAt") ?? default,
        row.GetString("Sent") ?? "",
        row.ETag.ToString());
}
