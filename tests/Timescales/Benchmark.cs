using System.Diagnostics;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>Prints phrases a second on one core; asserts no time. HUB_BENCH=50, on a Release build, gives figures worth having.</summary>
public sealed class Benchmark(ITestOutputHelper output)
{
    private static readonly int Rounds = 40 * (int.TryParse(Environment.GetEnvironmentVariable("HUB_BENCH"), out var size) ? size : 1);

    [Fact]
    public void Phrases_a_second_on_one_core()
    {
        var phrases = Table.Read("timescales.tsv").Select(static row => (Text: row["phrase"], Reference: Day(row["reference_date"]))).ToArray();
        for (var run = 0; run < 5; run++)
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
            output.WriteLine($"{read / watch.Elapsed.TotalSeconds:N0} phrases/s, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / read:N0} bytes each");
        }
    }
}
