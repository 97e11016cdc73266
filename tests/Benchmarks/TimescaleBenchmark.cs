using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Timescales;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>Phrases a second on one core, beside chrono-node on the same phrases.</summary>
[Collection(BenchmarkCollection.Name)]
public sealed class TimescaleBenchmark(FigureTable figures, ITestOutputHelper output)
{
    private static readonly int Rounds = 40 * Math.Max(1, FigureTable.Size);

    [Fact]
    public async Task Phrases_a_second_on_one_core_beside_chrono_node()
    {
        var phrases = Table
            .Read("../Timescales/timescales.tsv")
            .Select(static row => (Text: row["phrase"], Reference: Day(row["reference_date"])))
            .ToArray();
        var best = Enumerable.Range(0, 5).Max(_ => Measure(phrases));

        var input = JsonSerializer.Serialize(phrases.Select(static p => new { text = p.Text, reference = Iso(p.Reference) }));
        var rounds = Math.Max(4, Rounds / 10).ToString(CultureInfo.InvariantCulture);
        var answer = await NodeTools.RunAsync("Benchmarks/chrono.mjs", [rounds], input, TestContext.Current.CancellationToken);
        var chrono = double.Parse(answer, CultureInfo.InvariantCulture);

        Assert.True(chrono > 0);
        figures.Add(
            new Figure(
                "Timescale phrases, one core",
                PerSecond(best),
                $"chrono-node {PerSecond(chrono)}",
                best / chrono,
                1000 / best),
            output);
    }

    private static double Measure((string Text, DateOnly Reference)[] phrases)
    {
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (text, reference) in phrases)
                Assert.Same(text, Reader.Read(text, reference).Text);
        }

        return Rounds * phrases.Length / watch.Elapsed.TotalSeconds;
    }

    private static string PerSecond(double value) => value.ToString("N0", CultureInfo.InvariantCulture) + "/s";
}
