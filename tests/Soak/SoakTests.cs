using System.Globalization;
using System.Text.RegularExpressions;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Soak;

/// <summary>Everything at once over two published workers, with kills, freezes, outages, slow storage, lost answers, a
/// provider on a bad day and a calendar that is set forward and back. HUB_SOAK_MINUTES=30 is the long form; the short one
/// is for every build.</summary>
public sealed partial class SoakTests(PublishedApp published, AzuriteFixture azurite, ITestOutputHelper output) : IAsyncDisposable
{
    private readonly List<FakeHost> _hosts = [];
    private readonly List<CuttableProxy> _storage = [];
    private volatile bool _isQuiet = true;

    private static TimeSpan Duration => TimeSpan.FromMinutes(
        double.Parse(Environment.GetEnvironmentVariable("HUB_SOAK_MINUTES") ?? "0.5", CultureInfo.InvariantCulture));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mixed_load_under_faults_loses_doubles_confuses_and_leaks_nothing()
    {
        var direct = azurite.NewAccount();
        var facts = new SoakFacts { ExpectedMails = [.. SoakPlans.ExpectedMails] };
        await using var provider = await SoakMail.StartAsync(facts, () => !_isQuiet);
        var settings = FakeHostOptions.Settings(
            Through(direct), new() { ["SendGrid__BaseUrl"] = provider.Url.ToString(), ["DOTNET_ENVIRONMENT"] = "Development" });
        var root = await published.FolderAsync();
        var options = new FakeHostOptions { Root = root, Environment = settings, StopsAt = int.MaxValue };
        for (var n = 0; n < 2; n++)
            _hosts.Add(await FakeHost.StartAsync(options));
        var secret = await EnterAsync(facts);
        using var done = new CancellationTokenSource();
        var load = new SoakLoad(_hosts, facts, secret, done.Token).RunAsync();
        using var end = new CancellationTokenSource();
        var timers = new SoakTimers(_hosts, end.Token);
        var ticking = timers.RunAsync();
        var faults = new SoakFaults(
            _hosts, _storage, timers, step => (settings["Hub__Now"], _isQuiet) = (step.Start, step.IsQuiet));

        await faults.RunAsync(Duration);
        await done.CancelAsync();
        await load;
        await timers.RunAgainAsync("PublishSnapshots");
        await end.CancelAsync();
        await ticking;

        facts.Logs = string.Join('\n', _hosts.SelectMany(LinesOf));
        var verdict = await SoakChecker.RunAsync(direct, facts, Stop);
        output.WriteLine(verdict.Table(Duration, faults.Counts));
        foreach (var line in _hosts.SelectMany(h => h.Logs).Where(l => l.Level is "Error" or "Critical").TakeLast(40))
            output.WriteLine($"{line.Category}: {line.Message}");
        Assert.True(verdict.IsClean, verdict.Table(Duration, faults.Counts));
        Assert.All(verdict.Kinds, kind => Assert.True(kind.Looked > 0, $"Nothing was looked at of {kind.Kind}."));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        foreach (var proxy in _storage)
            await proxy.DisposeAsync();
    }

    [GeneratedRegex(@"(?<what>Table|Blob)Endpoint=http://127\.0\.0\.1:(?<port>[0-9]+)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Endpoint();

    private static IEnumerable<string> LinesOf(FakeHost host) =>
        [.. host.Output, .. host.Errors, .. host.Logs.Select(l => $"{l.Message} {l.Exception}")];

    private string Through(string connection) => Endpoint().Replace(connection, endpoint =>
    {
        var proxy = new CuttableProxy(int.Parse(endpoint.Groups["port"].Value, CultureInfo.InvariantCulture));
        _storage.Add(proxy);
        return $"{endpoint.Groups["what"].Value}Endpoint=http://127.0.0.1:{proxy.Port}/";
    });

    private async Task<string> EnterAsync(SoakFacts facts)
    {
        foreach (var plan in SoakPlans.All)
        {
            var url = $"/api/plans/{plan}";
            (await _hosts[0].Office.PutJsonAsync(url, SoakPlans.Plan(plan, plan))).EnsureSuccessStatusCode();
            (await _hosts[0].Office.PostAsync($"{url}/reminders/start", null, Stop)).EnsureSuccessStatusCode();
        }

        var entered = await _hosts[0].Office.PutJsonAsync(
            $"/api/partners/{SoakPlans.Partner}", new { name = "A partner", plans = SoakPlans.All });
        var partner = await entered.JsonAsync();
        var signing = partner.Text("signingSecret");
        string[] keys = [HubApp.AdminKey, signing, partner.Text("token")];
        foreach (var secret in keys.Concat(SoakPlans.Addresses).Append(SoakPlans.Internal))
            facts.Secrets.Add(secret);
        return signing;
    }
}
