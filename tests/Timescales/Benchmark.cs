using System.Diagnostics;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>Prints phrases a second on one core; asserts no time. Run it by name: <c>-method "*Benchmark*" -explicit only</c>, on a Release build.</summary>
public sealed class Benchmark(ITestOutputHelper output)
{
    private const int Rounds = 2_000;

    [Fact(Explicit = true)]
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
                    Reader.Read(text, reference);
                }
            }

            var read = Rounds * phrases.Length;
            output.WriteLine($"{read / watch.Elapsed.TotalSeconds:N0} phrases/s, {(GC.GetAllocatedBytesForCurrentThread() - allocated) / read:N0} bytes each");
        }
    }
}
