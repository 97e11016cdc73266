using System.Globalization;
using System.Text;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>Benchmarks run one after the other, so that none disturbs another.</summary>
[CollectionDefinition(Name)]
public sealed class BenchmarkCollection : ICollectionFixture<FigureTable>
{
    public const string Name = "Benchmarks";
}

/// <summary>The figures of one run, as one table in Markdown: <c>tests/Benchmarks/run.sh</c> prints it. No figure is
/// asserted.</summary>
public sealed class FigureTable
{
    private readonly List<Figure> _figures = [];

    /// <summary>How long the measurements are (HUB_BENCH); 0 only shows that all of them work.</summary>
    public static int Size =>
        int.TryParse(Environment.GetEnvironmentVariable("HUB_BENCH"), CultureInfo.InvariantCulture, out var size) ? size : 0;

    public void Add(Figure figure, ITestOutputHelper output)
    {
        output.WriteLine(figure.ToString());
        lock (_figures)
        {
            _figures.Add(figure);
            if (Environment.GetEnvironmentVariable("HUB_BENCH_TABLE") is { Length: > 0 } file)
                File.WriteAllText(file, Text());
        }
    }

    private string Text()
    {
        var text = new StringBuilder();
        text.AppendLine("| What | Hub | Beside it | Ratio | CPU each | Memory | Storage requests each |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        _figures.ForEach(figure => text.AppendLine(figure.ToString()));
        return text.ToString();
    }
}

/// <param name="Hub">Of the hub: how many a second, or how long.</param>
/// <param name="Beside">What it is compared with, measured in the same run.</param>
/// <param name="Ratio">How many times the other's throughput, or time.</param>
/// <param name="Cpu">Milliseconds of the hub's process for each.</param>
/// <param name="Memory">Bytes of the hub's process afterwards.</param>
/// <param name="Requests">To storage, for each.</param>
public sealed record Figure(
    string What,
    string Hub,
    string Beside = "",
    double? Ratio = null,
    double? Cpu = null,
    long? Memory = null,
    double? Requests = null)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {What} | {Hub} | {Beside} | {Ratio:0.00} | {(Cpu is null ? "" : $"{Cpu:0.00} ms")} | "
                + $"{(Memory is null ? "" : $"{Memory / 1e6:0} MB")} | {Requests:0.00} |");
}
