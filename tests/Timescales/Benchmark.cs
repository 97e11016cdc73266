using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HubFunctions.Tests.Support;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>Prints phrases a second on one core, beside chrono-node on the same phrases; asserts no time.
/// HUB_BENCH=50, on a Release build, gives figures worth having.</summary>
public sealed class Benchmark(ITestOutputHelper output)
{
    private static readonly int Rounds =
        40 * (int.TryParse(Environment.GetEnvironmentVariable("HUB_BENCH"), out var size) ? size : 1);

    [Fact]
    public async Task Phrases_a_second_on_one_core_beside_chrono_node()
    {
        var phrases = Table.Read("timescales.tsv").Select(static row =>
            (Text: row["phrase"], Reference: Day(row["reference_date"]))).ToArray();
        var best = Enumerable.Range(0, 5).Max(_ => Measure(phrases));

        var input = JsonSerializer.Serialize(phrases.Select(static p => new { text = p.Text, reference = Iso(p.Reference) }));
        var rounds = Math.Max(4, Rounds / 10).ToString(CultureInfo.InvariantCulture);
        var answer = await NodeTools.RunAsync("Timescales/chrono.mjs", [rounds], input, TestContext.Current.CancellationToken);
        var chrono = double.Parse(answer, CultureInfo.InvariantCulture);

        output.WriteLine($"hub {best:N0} phrases/s, chrono-node {chrono:N0} phrases/s: {best / chrono:N1} times as many");
        Assert.True(chrono > 0);
    }

    private double Measure((string Text, DateOnly Reference)[] phrases)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (text, reference) in phrases)
            {
                Assert.Same(text, Reader.Read(text, reference).Text);
            }
        }

        var read = Rounds * phrases.Length;
        var speed = read / watch.Elapsed.TotalSeconds;
        output.WriteLine($"{speed:N0} phrases/s, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / read:N0} bytes each");
        return speed;
    }
}
