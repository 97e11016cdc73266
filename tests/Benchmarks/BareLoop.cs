using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>Writes the rows of an update as the hub does, message, item, history and change marker, and nothing else.</summary>
internal sealed class BareLoop(TableClient table)
{
    private const int UpdatesInTransaction = 33;
    private readonly Dictionary<string, TableEntity> _kinds = [];
    private int _next;

    public string Table => table.Name;

    /// <summary>One row of each kind, as the hub stored it.</summary>
    public IReadOnlyDictionary<string, TableEntity> Samples => _kinds;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Takes over all that the hub has stored, so that both write into tables of the same length.</summary>
    public static async Task<BareLoop> StartAsync(TableServiceClient tables)
    {
        var bare = new BareLoop(tables.GetTableClient("Bare"));
        await tables.CreateTableIfNotExistsAsync("Bare", Stop);
        var from = tables.GetTableClient(TablePlanStore.TableName);
        foreach (var plan in Enumerable.Range(0, HubSender.Plans))
            await bare.CopyAsync(from, $"plan{plan}");
        return bare;
    }

    public async Task WriteAsync(int plan, int batch)
    {
        var n = Interlocked.Add(ref _next, batch);
        foreach (var part in Enumerable.Range(n, batch).Chunk(UpdatesInTransaction))
        {
            List<TableTransactionAction> rows =
            [
                new(TableTransactionActionType.Add, Row("seen", plan, $"bare|{part[0]:x32}|000")),
            ];
            foreach (var number in part)
            {
                var item = $"d{1 + (number % HubSender.Items)}";
                rows.Add(new(TableTransactionActionType.UpdateReplace, Row("item", plan, item), Azure.ETag.All));
                rows.Add(new(TableTransactionActionType.Add, Row("hist", plan, $"{item}|{1_000_000_000 - number}")));
            }

            rows.Add(new(TableTransactionActionType.Add, Row("pub", plan, $"{part[0]:x32}")));
            await SubmitAsync(rows);
        }
    }

    private async Task SubmitAsync(List<TableTransactionAction> rows)
    {
        try
        {
            await table.SubmitTransactionAsync(rows, Stop);
        }
        catch (TableTransactionFailedException own) when (own.Status == 409)
        {
            // An answer took too long, and the second try met what the first had stored.
        }
        catch (Exception unavailable) when (unavailable is AggregateException or Azure.RequestFailedException)
        {
            // Many transactions at once into one partition starve one another until they give up.
        }
    }

    private async Task CopyAsync(TableClient from, string plan)
    {
        var rows = new List<TableTransactionAction>();
        await foreach (
            var row in from.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {plan}"),
                cancellationToken: Stop))
        {
            rows.Add(new(TableTransactionActionType.Add, row));
            if (row.GetString("Kind") is null or nameof(HistoryKind.Update))
                _kinds[row.RowKey.Split('|')[0]] = row;
        }

        foreach (var part in rows.Chunk(100))
            await table.SubmitTransactionAsync(part, Stop);
    }

    private TableEntity Row(string kind, int plan, string key)
    {
        var row = new TableEntity($"plan{plan}", $"{kind}|{key}");
        foreach (var (name, value) in _kinds[kind])
        {
            if (name is not (nameof(row.PartitionKey) or nameof(row.RowKey) or nameof(row.Timestamp) or "odata.etag"))
                row[name] = value;
        }

        return row;
    }
}
