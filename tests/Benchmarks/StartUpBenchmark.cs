using System.Diagnostics;
using System.Globalization;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>From the start of the process to the first answer: the published worker under the fake host beside a worker with one
/// function that answers the same (HUB_EMPTY_WORKER names its published folder), and the hub on Kestrel (HUB_KESTREL_APP names
/// the folder of a Release build). Medians, each started in turn.</summary>
[Collection(BenchmarkCollection.Name)]
public sealed class StartUpBenchmark(
    PublishedApp published,
    AzuriteFixture azurite,
    FigureTable figures,
    ITestOutputHelper output)
{
    private const string Live = "/api/health/live";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_to_first_answer()
    {
        var empty = Environment.GetEnvironmentVariable("HUB_EMPTY_WORKER");
        var folder = await published.FolderAsync();
        var (hub, least, kestrel) = (new List<Start>(), new List<Start>(), new List<Start>());
        for (var n = 0; n < Math.Max(1, FigureTable.Size / 2); n++)
        {
            hub.Add(await WorkerAsync(folder));
            if (empty is not null)
                least.Add(await WorkerAsync(empty));
            kestrel.Add(await KestrelAsync());
        }

        var beside = least.Count == 0 ? null : Median(least);
        Print("Start to first answer, worker", Median(hub), beside);
        Print("Start to first answer, Kestrel", Median(kestrel), null);
    }

    private async Task<Start> WorkerAsync(string root)
    {
        var from = Stopwatch.GetTimestamp();
        await using var host = await FakeHost.StartAsync(
            new FakeHostOptions { Root = root, Environment = FakeHostOptions.Settings(azurite.NewAccount()) });
        (await host.Anyone.GetAsync(Live, Stop)).EnsureSuccessStatusCode();
        return new(Stopwatch.GetElapsedTime(from).TotalMilliseconds, host.Cpu.TotalMilliseconds, host.Worker!.WorkingSet64);
    }

    private async Task<Start> KestrelAsync()
    {
        var from = Stopwatch.GetTimestamp();
        await using var hub = await HubProcess.StartAsync(
            azurite.NewAccount(), app: Environment.GetEnvironmentVariable("HUB_KESTREL_APP"), firstCall: Live, stop: Stop);
        using var process = Process.GetProcessById(hub.Id);
        return new(Stopwatch.GetElapsedTime(from).TotalMilliseconds, hub.Cpu.TotalMilliseconds, process.WorkingSet64);
    }

    private void Print(string what, Start hub, Start? beside) => figures.Add(
        new Figure(
            what,
            Milliseconds(hub.Wall),
            beside is null ? "" : $"empty worker {Milliseconds(beside.Wall)}, CPU {Milliseconds(beside.Cpu)}",
            beside is null ? null : hub.Wall / beside.Wall,
            hub.Cpu,
            hub.Memory),
        output);

    private static Start Median(List<Start> starts) => starts.OrderBy(s => s.Wall).ElementAt(starts.Count / 2);

    private static string Milliseconds(double value) => value.ToString("N0", CultureInfo.InvariantCulture) + " ms";

    private sealed record Start(double Wall, double Cpu, long Memory);
}
