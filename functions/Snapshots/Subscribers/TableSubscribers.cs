using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Subscribers in the table <c>HubSubscribers</c>, one partition a plan, with a row that says how many there are: it
/// changes in one transaction with the subscribers.</summary>
public sealed partial class TableSubscribers(TableServiceClient tables)
{
    public const string TableName = "HubSubscribers";

    /// <summary>More are not served.</summary>
    public const int MaxOfPlan = 20_000;

    /// <summary>After every id.</summary>
    private const string CountRow = "~count";
    private const string Number = "Number";

    /// <summary>Of the write that made the row what it is.</summary>
    private const string Attempt = "Attempt";
    private const int MaxTries = 32;

    /// <summary>Partition of how far the newsletters are; no plan can have this id.</summary>
    private const string Marks = "~newsletters";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    public static string IdOf(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())))[..40];

    public async Task<Subscriber?> FindAsync(string plan, string id, CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, id, cancellationToken: stop);
        return row.HasValue ? Of(row.Value!) : null;
    }

    public async Task<IReadOnlyList<Subscriber>> ListAsync(string plan, CancellationToken stop)
    {
        var all = new List<Subscriber>();
        await foreach (
            var row in _table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {plan} and RowKey lt {CountRow}"),
                cancellationToken: stop))
            all.Add(Of(row));
        return all;
    }

    /// <returns>What is stored now; null when somebody else was faster. A write whose answer was lost and that was tried again is
    /// known by its own mark.</returns>
    public async Task<Subscriber?> TryPutAsync(Subscriber subscriber, CancellationToken stop)
    {
        var row = Entity(subscriber);
        var attempt = Guid.NewGuid().ToString("N");
        row[Attempt] = attempt;
        try
        {
            var answer = subscriber.ETag is { } etag
                ? await _table.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, stop)
                : await _table.AddEntityAsync(row, stop);
            return subscriber with { ETag = answer.Headers.ETag!.Value.ToString() };
        }
        catch (RequestFailedException other) when (other.Status is 404 or 409 or 412)
        {
            var stored = await _table.GetEntityIfExistsAsync<TableEntity>(
                subscriber.Plan,
                subscriber.Id,
                cancellationToken: stop);
            return stored.HasValue && stored.Value!.GetString(Attempt) == attempt ? Of(stored.Value) : null;
        }
    }

    public async Task<int> CountAsync(string plan, CancellationToken stop) => NumberOf(await CountedAsync(plan, stop));

    /// <param name="etag">Given, only what was read is removed.</param>
    public async Task RemoveAsync(string plan, string id, CancellationToken stop, string? etag = null)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await FindAsync(plan, id, stop) is not { } stored || (etag is not null && stored.ETag != etag))
                return;
            var row = new TableEntity(plan, id) { ETag = new ETag(stored.ETag!) };
            var count = await CountedAsync(plan, stop);
            var number = Counted(plan, NumberOf(count) - 1, Taken(count, DateTimeOffset.MinValue));
            if (await SubmitAsync(
                    [
                        new(TableTransactionActionType.Delete, row, row.ETag),
                        new(TableTransactionActionType.UpdateReplace, number, count.ETag),
                    ],
                    stop)
                is not null)
                return;
        }

        throw new StorageUnavailableException(409, "The number of subscribers was changing all the time.");
    }

    /// <summary>Puts the number right where something else than this class changed the table.</summary>
    /// <param name="listed">As many as a listing just had: where the number says the same, nothing is counted.</param>
    public async Task CountAgainAsync(string plan, int listed, CancellationToken stop)
    {
        var known = await CountedAsync(plan, stop);
        if (NumberOf(known) == listed)
            return;
        var number = await NumberStoredAsync(plan, stop);
        if (NumberOf(known) == number)
            return;
        try
        {
            known[Number] = number;
            await _table.UpdateEntityAsync(known, known.ETag, TableUpdateMode.Replace, stop);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // It changed meanwhile: the next run counts.
        }
    }

    /// <summary>How far the newsletters of a day are; null before the first.</summary>
    public async Task<NewsletterMark?> MarkAsync(CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Marks, Marks, cancellationToken: stop);
        return row.HasValue ? HubJson.Read<NewsletterMark>(row.Value!.GetString("Mark")!) : null;
    }

    /// <summary>A mark that another run overtakes costs looks that find everybody told.</summary>
    public Task MarkAsync(NewsletterMark mark, CancellationToken stop) =>
        _table.UpsertEntityAsync(new TableEntity(Marks, Marks) { ["Mark"] = HubJson.Store(mark) }, TableUpdateMode.Replace, stop);

    /// <summary>The row with the number; counted once where there is none.</summary>
    private async Task<TableEntity> CountedAsync(string plan, CancellationToken stop)
    {
        while (true)
        {
            var row = await _table.GetEntityIfExistsAsync<TableEntity>(plan, CountRow, cancellationToken: stop);
            if (row.HasValue)
                return row.Value!;
            try
            {
                await _table.AddEntityAsync(
                    new TableEntity(plan, CountRow) { [Number] = await NumberStoredAsync(plan, stop) },
                    stop);
            }
            catch (RequestFailedException faster) when (faster.Status == 409)
            {
                // Somebody else counted.
            }
        }
    }

    private async Task<int> NumberStoredAsync(string plan, CancellationToken stop)
    {
        var number = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {plan} and RowKey lt {CountRow}");
        await foreach (var _ in _table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: stop))
            number++;
        return number;
    }

    private static int NumberOf(TableEntity count) => count.GetInt32(Number) ?? 0;

    private static TableEntity Entity(Subscriber subscriber) => new(subscriber.Plan, subscriber.Id)
    {
        ["Address"] = subscriber.Address,
        ["Confirmed"] = subscriber.Confirmed,
        ["AskedAt"] = subscriber.AskedAt,
        ["Sent"] = subscriber.Sent,
        ["Theme"] = subscriber.Theme,
        ["When"] = subscriber.When?.ToString(),
    };

    private static Subscriber Of(TableEntity row) => new(
        row.PartitionKey,
        row.RowKey,
        row.GetString("Address") ?? "",
        row.GetBoolean("Confirmed") ?? false,
        row.GetDateTimeOffset("AskedAt") ?? default,
        row.GetString("Sent") ?? "",
        row.ETag.ToString())
    {
        Theme = row.GetString("Theme"),
        When = Enum.TryParse<NewsletterTiming>(row.GetString("When"), out var when) ? when : null,
    };
}
