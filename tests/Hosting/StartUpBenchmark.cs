using System.Diagnostics;
using System.Globalization;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>From the start of the process to the first answer: the published worker under the fake host, and the hub on Kestrel. Prints medians, asserts
/// no time. HUB_BENCH=20 starts each so often, in turn; by default each once. HUB_KESTREL_APP names the folder of a Release build.</summary>
public sealed class StartUpBenchmark(PublishedApp published, AzuriteFixture azurite, ITestOutputHelper output)
{
    private const string Live = "/api/health/live";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_to_first_answer()
    {
        var times = int.TryParse(Environment.GetEnvironmentVariable("HUB_BENCH"), CultureInfo.InvariantCulture, out var given) ? given : 1;
        var (worker, kestrel) = (new List<(double Wall, double Cpu)>(), new List<(double Wall, double Cpu)>());
        for (var n = 0; n < times; n++)
        {
            worker.Add(await WorkerAsync());
            kestrel.Add(await KestrelAsync());
        }

        Print("worker under the host", worker);
        Print("on Kestrel", kestrel);
    }

    private async Task<(double Wall, double Cpu)> WorkerAsync()
    {
        var from = Stopwatch.GetTimestamp();
        await using var host = await FakeHost.StartAsync(published, azurite);
        (await host.Anyone.GetAsync(Live, Stop)).EnsureSuccessStatusCode();
        return (Stopwatch.GetElapsedTime(from).TotalMilliseconds, host.Cpu.TotalMilliseconds);
    }

    private async Task<(double Wall, double Cpu)> KestrelAsync()
    {
        var from = Stopwatch.GetTimestamp();
        await using var hub = await HubProcess.StartAsync(
            azurite.NewAccount(), app: Environment.GetEnvironmentVariable("HUB_KESTREL_APP"), firstCall: Live, stop: Stop);
        return (Stopwatch.GetElapsedTime(from).TotalMilliseconds, hub.Cpu.TotalMilliseconds);
    }

    private void Print(string what, List<(double Wall, double Cpu)> starts) =>
        output.WriteLine($"{what}: {Median(starts.Select(s => s.Wall)):N0} ms, CPU {Median(starts.Select(s => s.Cpu)):N0} ms");

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
