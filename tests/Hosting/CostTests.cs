using System.Globalization;
using HubFunctions.Tests.Docs;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>The table of a year in docs/cost.md is the one that the counted requests give.</summary>
public sealed class CostTests(ITestOutputHelper output)
{
    private const int Councils = 150;
    private static readonly CostModel County = new(20, 5_000, 50_000);
    private static readonly CostModel England = new(Councils * County.Plans, Councils * County.Items, Councils * County.Updates);

    [Fact]
    public void The_page_says_what_the_counted_requests_come_to()
    {
        var table = string.Join('\n', (string[])
        [
            "| a year | county: 20 plans, 5,000 items, 50,000 updates | England: 150 such councils in one hub |",
            "|---|---|---|",
            Row("publishing timer, nothing changed", m => Requests(m.Publishing)),
            Row("publications, at most one an update", m => Requests(m.Publications)),
            Row("updates", m => Requests(m.Reporting)),
            Row("reminders", m => Requests(m.Reminding)),
            Row("subscribers' newsletters, without the mails", m => Requests(m.Newsletters)),
            Row("readiness probes, silent partners, housekeeping", m => Requests(m.Operating)),
            Row("**requests to storage**", m => $"**{Requests(m.Requests)}**, about {Pounds(m.StoragePounds)}"),
            Row("**GB-seconds** (free: 1.2 million)", m => $"**{Millions(m.GigabyteSeconds)}**, about {Pounds(m.RunningPounds)}"),
        ]);
        output.WriteLine(table);

        Assert.Contains(table, DocPage.Read("docs/cost.md").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_county_asks_at_most_4_million_times_a_year_and_England_250_million()
    {
        Assert.InRange(CostModel.Total(County.Requests), 1, 4_000_000);
        Assert.InRange(CostModel.Total(England.Requests), 1, 250_000_000);
    }

    [Fact]
    public void The_probes_are_those_that_are_deployed()
    {
        var probe = File.ReadAllText(Path.Combine(NodeTools.TestsFolder, "..", "infra", "modules", "readiness.bicep"));
        Assert.Contains("Frequency: 300", probe, StringComparison.Ordinal);
        var places = probe.Split('\n').Single(l => l.StartsWith("var places = [", StringComparison.Ordinal));
        Assert.Equal(CostModel.Probes, places.Split(',').Length * (86_400 / 300) * 365);
    }

    [Fact]
    public void Instances_have_the_memory_that_is_reckoned_with()
    {
        var app = string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(NodeTools.TestsFolder, "..", "infra"), "*.bicep", SearchOption.AllDirectories)
                .Select(File.ReadAllText));
        Assert.Contains($"instanceMemoryMB: {CostModel.InstanceGigabytes * 1024}", app, StringComparison.Ordinal);
    }

    private static string Row(string what, Func<CostModel, string> figure) =>
        $"| {what} | {figure(County)} | {figure(England)} |";

    private static string Requests(RequestCount count) => Millions(CostModel.Total(count));

    private static string Millions(double count) => Rounded(count) is >= 1_000_000 and var much
        ? string.Create(CultureInfo.InvariantCulture, $"{much / 1_000_000:#,0.#} million")
        : Rounded(count).ToString("N0", CultureInfo.InvariantCulture);

    private static string Pounds(double pounds) =>
        string.Create(CultureInfo.InvariantCulture, $"£{Rounded(Math.Ceiling(pounds)):N0}");

    /// <summary>To two significant digits: more would only look exact.</summary>
    private static double Rounded(double count)
    {
        var digits = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(count)) - 1));
        return Math.Round(count / digits) * digits;
    }
}
