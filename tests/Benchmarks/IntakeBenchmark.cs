using System.Diagnostics;
using System.Globalization;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>Updates over HTTP beside a bare loop that writes the same rows, one transaction an update, and beside a minimal
/// server by hand in Node that checks a token, reads the JSON and writes the same rows. HUB_PLAIN_EMULATOR=1 measures beside the
/// emulator as it comes, whose transactions take longer as a plan's rows grow.</summary>
[Collection(BenchmarkCollection.Name)]
public sealed class IntakeBenchmark(PublishedApp published, AzuriteFixture azurite, FigureTable figures, ITestOutputHelper output)
{
    private static readonly int Batch = FigureTable.Size == 0 ? 5 : 100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Updates_through_the_host()
    {
        var connection = azurite.NewAccount();
        await using var host = await FakeHost.StartAsync(published, azurite, new() { ["AzureWebJobsStorage"] = connection });
        await MeasureAsync("worker", host.Office, host.Anyone, () => host.Worker!, connection, withServer: false);
    }

    [Fact]
    public async Task Updates_on_Kestrel()
    {
        var connection = azurite.NewAccount();
        await using var hub = await HubProcess.StartAsync(
            connection,
            app: Environment.GetEnvironmentVariable("HUB_KESTREL_APP"),
            stop: Stop);
        using var process = Process.GetProcessById(hub.Id);
        await MeasureAsync("Kestrel", hub.Office, hub.Anyone, () => process, connection, withServer: true);
    }

    [Fact]
    public async Task Requests_to_storage_of_an_update()
    {
        var connection = azurite.NewAccount();
        await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = connection });
        var sender = await HubSender.StartAsync(app.Office, app.Anyone);
        foreach (var shape in Shapes().Where(s => s.Connections == 16))
        {
            await RunAsync(16, 16, n => sender.PostAsync(n % shape.Plans, shape.Batch));
            using var requests = new StorageRequests(connection);
            await RunAsync(shape.Count, 16, n => sender.PostAsync(n % shape.Plans, shape.Batch));
            var each = (double)requests.All.Count / (shape.Count * shape.Batch);
            figures.Add(new Figure($"Requests of an update, {shape}", "", Requests: each), output);
        }
    }

    private async Task MeasureAsync(
        string name, HttpClient office, HttpClient anyone, Func<Process> process, string connection, bool withServer)
    {
        var sender = await HubSender.StartAsync(office, anyone);
        // Long enough for the runtime to compile what is hot once more: it does so in the background, on the same cores.
        await RunAsync(16 + (60 * FigureTable.Size), 16, n => sender.PostAsync(n % HubSender.Plans, 1));
        var bare = await BareLoop.StartAsync(AzuriteFixture.Connect(connection).Tables);
        await using var server = withServer ? await MinimalServer.StartAsync(connection, bare.Table, bare.Samples) : null;
        foreach (var shape in Shapes())
        {
            var updates = shape.Count * shape.Batch;
            var bareTime = await RunAsync(shape.Count, shape.Connections, n => bare.WriteAsync(n % shape.Plans, shape.Batch));
            var beside = $"bare loop {Rate(updates, bareTime)}";
            if (server is not null)
            {
                var serverTime = await RunAsync(
                    shape.Count,
                    shape.Connections,
                    n => server.PostAsync(n % shape.Plans, shape.Batch));
                beside += string.Create(
                    CultureInfo.InvariantCulture,
                    $"; minimal server {Rate(updates, serverTime)}, {server.CpuSince(updates):0.00} ms");
            }

            var before = CpuOf(process());
            var time = await RunAsync(shape.Count, shape.Connections, n => sender.PostAsync(n % shape.Plans, shape.Batch));
            var cpu = (CpuOf(process()) - before).TotalMilliseconds / updates;
            figures.Add(
                new Figure($"Update, {name}, {shape}", Rate(updates, time), beside, bareTime / time, cpu, process().WorkingSet64),
                output);
        }
    }

    private static IEnumerable<Shape> Shapes() =>
        from batch in new[] { 1, Batch }
        from plans in new[] { HubSender.Plans, 1 }
        from connections in new[] { 1, 16, 64 }
        select new Shape(connections, plans, batch);

    private static string Rate(int updates, double seconds) =>
        (updates / seconds).ToString("N0", CultureInfo.InvariantCulture) + "/s";

    private static TimeSpan CpuOf(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <returns>Seconds.</returns>
    private static async Task<double> RunAsync(int count, int concurrency, Func<int, Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = concurrency },
            async (n, _) => await run(n));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private sealed record Shape(int Connections, int Plans, int Batch)
    {
        public int Count =>
            FigureTable.Size == 0 ? 2 : Math.Max(4, (Connections == 1 ? 8 : 60) * FigureTable.Size / (Batch == 1 ? 1 : 20));

        public override string ToString() =>
            $"{(Connections == 1 ? "1 connection" : $"{Connections} connections")}, "
                + $"{(Plans == 1 ? "one plan" : $"{Plans} plans")}, "
            + (Batch == 1 ? "single" : $"batches of {Batch}");
    }
}
