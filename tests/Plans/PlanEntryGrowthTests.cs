using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans;

/// <summary>What entering a plan costs as it gets longer.</summary>
public sealed class PlanEntryGrowthTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_times_the_items_take_at_most_four_times_the_storage_requests()
    {
        var account = azurite.NewAccount();
        await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });

        var (few, many) = (await RequestsAsync(300), await RequestsAsync(1_200));

        Assert.InRange(many.Entered, 1, 4 * few.Entered);
        Assert.InRange(many.Again, 1, 4 * few.Again);

        async Task<(int Entered, int Again)> RequestsAsync(int items)
        {
            using var requests = new StorageRequests(account);
            await PutAsync(app, $"plan{items}", items);
            var entered = requests.All.Count;
            await PutAsync(app, $"plan{items}", items);
            return (entered, requests.All.Count - entered);
        }
    }

    /// <summary>Beside a bare loop that writes the same rows in the same order and in as many transactions. The processor time is
    /// that of the hub and of this test. HUB_BENCH=1 goes up to 10,000 items.</summary>
    [Fact]
    public async Task A_plan_entered_beside_a_bare_loop()
    {
        foreach (var items in Environment.GetEnvironmentVariable("HUB_BENCH") is null ? (int[])[100] : [100, 1_000, 10_000])
        {
            var account = azurite.NewAccount();
            await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });
            using var requests = new StorageRequests(account);
            app.Office.Timeout = Timeout.InfiniteTimeSpan;
            var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await PutAsync(app, "plan", items);
            var hub = Stopwatch.GetElapsedTime(started);
            processor = Environment.CpuUsage.TotalTime - processor;
            var transactions = requests.All.Count(r => r.IsTransaction);
            started = Stopwatch.GetTimestamp();
            await PutAsync(app, "plan", items);
            var again = Stopwatch.GetElapsedTime(started);
            var (rows, bare) = await BareAsync(AzuriteFixture.Connect(account).Tables, transactions);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{items} items: {hub.TotalSeconds:N2} s ({processor.TotalSeconds:N2} s of processor) in {transactions} "
                        + $"transactions; entered again unchanged {again.TotalSeconds:N2} s; bare loop of the same {rows} rows "
                        + $"{bare.TotalSeconds:N2} s, ratio {hub / bare:N2}"));
        }
    }

    private static async Task PutAsync(HubApp app, string plan, int items)
    {
        var body = new
        {
            id = plan,
            title = "Plan",
            referenceDate = "2022-01-01",
            items = Enumerable
                .Range(1, items)
                .Select(n => new
                {
                    id = $"d{n}",
                    title = $"Deliverable {n}",
                    timescale = "by December 2022",
                }),
        };
        (await app.Office.PutJsonAsync($"/api/plans/{plan}", body)).EnsureSuccessStatusCode();
    }

    private static async Task<(int Rows, TimeSpan Time)> BareAsync(TableServiceClient tables, int transactions)
    {
        var rows = new List<TableEntity>();
        await foreach (
            var row in tables
                .GetTableClient(TablePlanStore.TableName)
                .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"plan"}"), cancellationToken: Stop))
            rows.Add(row);
        var table = tables.GetTableClient("Bare");
        await table.CreateIfNotExistsAsync(Stop);
        var started = Stopwatch.GetTimestamp();
        foreach (var chunk in rows.OrderBy(Item).Chunk((rows.Count / transactions) + 1))
            await table.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(Kind(row), Copy(row))), Stop);
        return (rows.Count, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Number of the item that a row belongs to; the plan's own rows come last.</summary>
    private static int Item(TableEntity row) =>
        row.RowKey.Split('|').FirstOrDefault(part => part is ['d', >= '0' and <= '9', ..]) is { } item
            ? int.Parse(item.AsSpan(1), CultureInfo.InvariantCulture)
            : int.MaxValue;

    private static TableTransactionActionType Kind(TableEntity row) =>
        row.RowKey.StartsWith("due|", StringComparison.Ordinal)
            ? TableTransactionActionType.UpsertReplace
            : TableTransactionActionType.Add;

    private static TableEntity Copy(TableEntity row)
    {
        var copy = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in row)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))
                copy[name] = value;
        }

        return copy;
    }
}
