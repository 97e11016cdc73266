using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Two hubs, 32 senders, repeats and disorder, hubs killed and storage cut off in between. Ten thousand updates with HUB_DISASTER_UPDATES=10000.</summary>
public sealed partial class DisasterTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private const int Senders = 32;
    private static readonly string[] PlanIds = ["north", "east", "south", "west"];
    private readonly int _updates = int.Parse(Environment.GetEnvironmentVariable("HUB_DISASTER_UPDATES") ?? "600", CultureInfo.InvariantCulture);
    private readonly ConcurrentDictionary<int, string> _acknowledged = [];
    private readonly Random _random = new(20220524);
    private readonly HubProcess?[] _hubs = new HubProcess?[2];
    private readonly int[] _ports = [FreePort.Next(), FreePort.Next()];
    private string _connection = "";
    private int _sent;

    [Fact]
    public async Task No_acknowledged_update_is_missing_and_none_is_applied_twice_after_kills_and_outages()
    {
        var direct = azurite.NewAccount();
        await using var proxy = new CuttableProxy(int.Parse(TablePort().Match(direct).Groups["port"].Value, CultureInfo.InvariantCulture));
        _connection = TablePort().Replace(direct, $"TableEndpoint=http://127.0.0.1:{proxy.Port}/");
        await Task.WhenAll(StartAsync(0), StartAsync(1));
        foreach (var plan in PlanIds)
            (await _hubs[0]!.Office.PutJsonAsync($"/api/plans/{plan}", UpdatesHub.Plan(plan, 10))).EnsureSuccessStatusCode();
        var answer = await (await _hubs[0]!.Office.PutJsonAsync("/api/partners/all", new { name = "All", plans = PlanIds })).JsonAsync();
        List<int> order = [.. Enumerable.Range(0, _updates), .. Enumerable.Range(0, _updates * 3 / 7).Select(_ => _random.Next(_updates))];
        var queue = new ConcurrentQueue<int>(order.OrderBy(_ => _random.Next()));

        var sending = Enumerable.Range(0, Senders).Select(n => SendAllAsync(queue, n, answer.Text("signingSecret"))).ToList();
        foreach (var (share, blow) in Blows())
        {
            await ReachAsync(order.Count * share / 100, sending);
            await StrikeAsync(blow, proxy);
        }

        await Task.WhenAll(sending);
        Assert.Equal(_updates, _acknowledged.Count);
        await AssertStoredAsync(direct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs)
            await (hub?.DisposeAsync() ?? default);
    }

    /// <summary>At which share of the messages what happens: 0 and 1 kill that hub, 2 cuts off storage.</summary>
    private static IEnumerable<(int Share, int Blow)> Blows() => [(10, 0), (25, 1), (35, 2), (45, 0), (60, 1), (70, 2), (80, 0)];

    [GeneratedRegex(@"TableEndpoint=http://127\.0\.0\.1:(?<port>[0-9]+)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TablePort();

    private static object Update(int n) => new
    {
        plan = PlanIds[n % 4],
        deliverable = $"d{1 + (n / 4 % 10)}",
        // Unlike any other's, and in no order.
        asAt = new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds((long)n * 7919 % 1_000_003),
        percentComplete = n % 101,
        summary = $"update {n}",
    };

    private async Task StartAsync(int hub) => _hubs[hub] = await HubProcess.StartAsync(
        _connection, port: _ports[hub], stop: TestContext.Current.CancellationToken);

    private async Task ReachAsync(int messages, List<Task> sending)
    {
        while (Volatile.Read(ref _sent) < messages && !sending.TrueForAll(s => s.IsCompleted))
            await Task.Delay(10);
    }

    private async Task StrikeAsync(int blow, CuttableProxy proxy)
    {
        if (blow == 2)
        {
            proxy.Cut();
            await Task.Delay(1_000);
            proxy.Mend();
            return;
        }

        await _hubs[blow]!.KillAsync();
        await StartAsync(blow);
    }

    private async Task SendAllAsync(ConcurrentQueue<int> queue, int sender, string secret)
    {
        var random = new Random(sender);
        while (queue.TryDequeue(out var n))
        {
            while (await TrySendAsync(n, _hubs[random.Next(2)]!, secret) is var answer)
            {
                if (answer is null)
                {
                    await Task.Delay(random.Next(20, 100));
                    continue;
                }

                var receipt = answer.Text("receipt");
                Assert.Contains(answer.Outcome(), (string[])["stored", "late", "duplicate"]);
                Assert.Equal(receipt, _acknowledged.GetOrAdd(n, receipt));
                break;
            }

            Interlocked.Increment(ref _sent);
        }
    }

    /// <returns>Null when there was no answer, or "come again".</returns>
    private static async Task<JsonNode?> TrySendAsync(int n, HubProcess hub, string secret)
    {
        try
        {
            using var response = await new Sender(hub.Anyone, "all", secret, "").SignedAsync(Update(n), $"message-{n}");
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                return null;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.JsonAsync();
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>The client prints typed values where it is asked not to convert them.</summary>
    private static string Column(JsonNode row, string name) => row[name] is JsonObject typed ? typed.Text("value") : row.Text(name);

    /// <summary>Through Microsoft's own JavaScript client.</summary>
    private async Task AssertStoredAsync(string connection)
    {
        var rows = JsonNode.Parse(await NodeTools.RunAsync("Plans/Storage/tables.mjs", ["read", connection, "HubPlans"], cancellationToken: TestContext.Current.CancellationToken))!.AsArray();
        var history = rows.Where(r => r!.Text("rowKey").StartsWith("hist|", StringComparison.Ordinal)).Select(r => (Plan: r!.Text("partitionKey"), Entry: JsonNode.Parse(Column(r!, "Entry"))!)).ToList();
        var updates = history.Where(h => h.Entry["update"] is not null).ToList();
        Assert.Equal(Enumerable.Range(0, _updates).Select(n => $"update {n}").Order(), updates.Select(u => u.Entry["update"]!.Text("summary")).Order());
        Assert.Equal(_acknowledged.Values.Order(), updates.Select(u => u.Entry.Text("receipt")).Order());
        foreach (var item in Enumerable.Range(0, _updates).GroupBy(n => (PlanIds[n % 4], $"d{1 + (n / 4 % 10)}")))
        {
            var row = rows.Single(r => r!.Text("partitionKey") == item.Key.Item1 && r!.Text("rowKey") == $"item|{item.Key.Item2}");
            var newest = item.MaxBy(n => (long)n * 7919 % 1_000_003);
            Assert.Equal($"update {newest}", JsonNode.Parse(Column(row!, "State"))!.Text("summary"));
        }
    }
}
