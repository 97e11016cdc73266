using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans;

/// <summary>Updates over HTTP beside a bare loop that writes the same rows, one transaction an update. Prints ratios, asserts no time.
/// HUB_BENCH=50 gives figures worth having (and HUB_KESTREL_APP those of a Release build without the host, HUB_PLAIN_EMULATOR=1 those beside the
/// emulator as it comes, whose transactions take longer as a plan's rows grow); by default it only shows that all of it works.</summary>
public sealed class GroupCommitBenchmark(PublishedApp published, AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Plans = 16;
    private const int Items = 40;
    private readonly string[] _tokens = new string[32];
    private readonly Dictionary<string, TableEntity> _kinds = [];
    private int _next;
    private int _givenUp;

    [Fact]
    public async Task Updates_through_the_host_beside_a_bare_loop()
    {
        var connection = azurite.NewAccount();
        await using var host = await FakeHost.StartAsync(published, azurite, new() { ["AzureWebJobsStorage"] = connection });
        await MeasureAsync(new Hub("worker", host.Office, host.Anyone, () => host.Cpu), connection);
    }

    [Fact]
    public async Task Updates_on_Kestrel_beside_a_bare_loop()
    {
        var connection = azurite.NewAccount();
        await using var process = await HubProcess.StartAsync(connection, app: Environment.GetEnvironmentVariable("HUB_KESTREL_APP"), stop: Stop);
        await MeasureAsync(new Hub("Kestrel", process.Office, process.Anyone, () => process.Cpu), connection);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task MeasureAsync(Hub hub, string connection)
    {
        await PrepareAsync(hub);
        var (few, many, rounds) = int.TryParse(Environment.GetEnvironmentVariable("HUB_BENCH"), CultureInfo.InvariantCulture, out var size)
            ? (8 * size, 60 * size, 3) : (2, 16, 1);
        // Long enough for the runtime to compile what is hot once more: it does so in the background, on the same cores.
        await RunAsync(many, 16, n => PostAsync(hub, n % Plans));
        var tables = AzuriteFixture.Connect(connection).Tables;
        var table = tables.GetTableClient("Bare");
        await table.CreateIfNotExistsAsync(Stop);
        await CopyAsync(tables.GetTableClient(TablePlanStore.TableName), table);
        await RunAsync(few, 16, n => BareAsync(table, n % Plans));
        foreach (var (concurrency, plans, count) in new[] { (1, Plans, few), (16, Plans, many), (64, Plans, many), (64, 1, many) })
        {
            var (hubTime, bareTime, cpu) = (0.0, 0.0, TimeSpan.Zero);
            for (var round = 0; round < rounds; round++)
            {
                bareTime += await RunAsync(count, concurrency, n => BareAsync(table, n % plans));
                var before = hub.Cpu();
                hubTime += await RunAsync(count, concurrency, n => PostAsync(hub, n % plans));
                cpu += hub.Cpu() - before;
            }

            output.WriteLine(
                $"{hub.Name}, concurrency {concurrency}, {plans} plans: hub {rounds * count / hubTime:N0}/s, bare loop {rounds * count / bareTime:N0}/s, "
                + $"({_givenUp} of its transactions given up so far), throughput ratio {bareTime / hubTime:N2}, latency ratio {hubTime / bareTime:N2}, server CPU {cpu.TotalMilliseconds / (rounds * count):N2} ms an update");
        }
    }

    /// <summary>All that the hub has stored, so that both write into tables of the same length; and one row of each kind, to be written again.</summary>
    private async Task CopyAsync(TableClient from, TableClient to)
    {
        foreach (var plan in Enumerable.Range(0, Plans))
        {
            var rows = new List<TableTransactionAction>();
            await foreach (var row in from.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {$"plan{plan}"}"), cancellationToken: Stop))
            {
                rows.Add(new(TableTransactionActionType.Add, row));
                if (row.GetString("Kind") is null or nameof(HistoryKind.Update))
                    _kinds[row.RowKey.Split('|')[0]] = row;
            }

            foreach (var part in rows.Chunk(100))
                await to.SubmitTransactionAsync(part, Stop);
        }
    }

    private TableEntity Row(string kind, string partition, string key)
    {
        var row = new TableEntity(partition, $"{kind}|{key}");
        foreach (var (name, value) in _kinds[kind])
        {
            if (name is not (nameof(row.PartitionKey) or nameof(row.RowKey) or nameof(row.Timestamp) or "odata.etag"))
                row[name] = value;
        }

        return row;
    }

    private async Task PrepareAsync(Hub hub)
    {
        foreach (var plan in Enumerable.Range(0, Plans))
        {
            var items = Enumerable.Range(1, Items).Select(n => new { id = $"d{n}", title = $"Deliverable {n}", timescale = "by December 2022" });
            (await hub.Office.PutJsonAsync($"/api/plans/plan{plan}", new { id = $"plan{plan}", title = "Plan", referenceDate = "2022-01-01", items })).EnsureSuccessStatusCode();
        }

        // As many partners as it takes to stay below the rate that each is held to.
        for (var n = 0; n < _tokens.Length; n++)
        {
            var partner = await (await hub.Office.PutJsonAsync($"/api/partners/bench{n}", new { name = "Bench", plans = Enumerable.Range(0, Plans).Select(plan => $"plan{plan}") })).JsonAsync();
            _tokens[n] = (string)partner["token"]!;
        }
    }

    private static async Task<double> RunAsync(int count, int concurrency, Func<int, Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (n, _) => await run(n));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task PostAsync(Hub hub, int plan)
    {
        var n = Interlocked.Increment(ref _next);
        var asAt = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(n).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var body = $$$"""{"type":"deliverable.updated","timestamp":"{{{asAt}}}","data":{"plan":"plan{{{plan}}}","deliverable":"d{{{1 + n % Items}}}","asAt":"{{{asAt}}}","health":"onTrack","percentComplete":{{{n % 100}}},"summary":"Update number {{{n}}} of many."}}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/partners/bench{n % _tokens.Length}/updates") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", $"m{n}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[n % _tokens.Length]);
        using var answer = await hub.Anyone.SendAsync(request, Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    /// <summary>The rows of one update as the hub writes them: message, item, history and change marker.</summary>
    private async Task BareAsync(TableClient table, int plan)
    {
        var n = Interlocked.Increment(ref _next);
        var (partition, item) = ($"plan{plan}", $"d{1 + n % Items}");
        TableTransactionAction[] rows =
        [
            new(TableTransactionActionType.Add, Row("seen", partition, $"bare|{n:x32}|000")),
            new(TableTransactionActionType.UpdateReplace, Row("item", partition, item), Azure.ETag.All),
            new(TableTransactionActionType.Add, Row("hist", partition, $"{item}|{1_000_000_000 - n}")),
            new(TableTransactionActionType.Add, Row("pub", partition, $"{n:x32}")),
        ];
        try
        {
            await table.SubmitTransactionAsync(rows, Stop);
        }
        catch (TableTransactionFailedException own) when (own.Status == 409)
        {
            // An answer took too long, and the second try met what the first had stored.
        }
        catch (Exception away) when (away is AggregateException or Azure.RequestFailedException)
        {
            // Many transactions at once into one partition starve one another until they give up.
            Interlocked.Increment(ref _givenUp);
        }
    }

    /// <param name="Cpu">Of the hub's process alone.</param>
    private sealed record Hub(string Name, HttpClient Office, HttpClient Anyone, Func<TimeSpan> Cpu);
}
