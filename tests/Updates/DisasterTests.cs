using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Two instances under hosts, 32 senders, repeats and disorder, workers killed and frozen and storage cut off in
/// between. Ten thousand updates with HUB_DISASTER_UPDATES=10000.</summary>
public sealed partial class DisasterTests(PublishedApp published, AzuriteFixture azurite) : IAsyncDisposable
{
    private const int Senders = 32;
    private static readonly string[] PlanIds = ["north", "east", "south", "west"];
    private readonly int _updates = int.Parse(
        Environment.GetEnvironmentVariable("HUB_DISASTER_UPDATES") ?? "600",
        CultureInfo.InvariantCulture);
    private readonly ConcurrentDictionary<int, string> _acknowledged = [];
    private readonly Random _random = new(20220524);
    private readonly List<FakeHost> _hosts = [];
    private int _sent;

    [Fact]
    public async Task No_acknowledged_update_is_missing_and_none_is_applied_twice_after_kills_and_outages()
    {
        var direct = azurite.NewAccount();
        await using var proxy = new CuttableProxy(
            int.Parse(TablePort().Match(direct).Groups["port"].Value, CultureInfo.InvariantCulture));
        var connection = TablePort().Replace(direct, $"TableEndpoint=http://127.0.0.1:{proxy.Port}/");
        for (var n = 0; n < 2; n++)
            _hosts.Add(
                await FakeHost.StartAsync(
                    published,
                    azurite,
                    new() { ["AzureWebJobsStorage"] = connection },
                    stopsAt: int.MaxValue));
        foreach (var plan in PlanIds)
            (await _hosts[0].Office.PutJsonAsync($"/api/plans/{plan}", UpdatesHub.Plan(plan, 10))).EnsureSuccessStatusCode();
        var answer = await (await _hosts[0].Office.PutJsonAsync("/api/partners/all",
            new { name = "All", plans = PlanIds })).JsonAsync();
        List<int> order =
        [
            .. Enumerable.Range(0, _updates),
            .. Enumerable.Range(0, _updates * 3 / 7).Select(_ => _random.Next(_updates)),
        ];
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
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    /// <summary>At which share of the messages what happens: 0 and 1 kill that worker, 2 cuts off storage, 3 freezes a
    /// worker.</summary>
    private static IEnumerable<(int Share, int Blow)> Blows() =>
        [(10, 0), (25, 1), (35, 2), (45, 0), (52, 3), (60, 1), (70, 2), (80, 0)];

    [GeneratedRegex(
        @"TableEndpoint=http://127\.0\.0\.1:(?<port>[0-9]+)/",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
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
            proxy.Restore();
            return;
        }

        if (blow == 3)
        {
            await _hosts[0].SignalAsync("STOP");
            await Task.Delay(1_000);
            await _hosts[0].SignalAsync("CONT");
            return;
        }

        _hosts[blow].Kill();
        await _hosts[blow].ReadyAsync();
    }

    private async Task SendAllAsync(ConcurrentQueue<int> queue, int sender, string secret)
    {
        var random = new Random(sender);
        while (queue.TryDequeue(out var n))
        {
            while (await TrySendAsync(n, _hosts[random.Next(2)], secret) is var answer)
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
    private static async Task<JsonNode?> TrySendAsync(int n, FakeHost host, string secret)
    {
        try
        {
            using var response = await new Sender(host.Anyone, "all", secret, "").SignedAsync(Update(n), $"message-{n}");
            // The host says 500 for a worker that has gone, and has nothing to say about it.
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable
                || response is { StatusCode: HttpStatusCode.InternalServerError, Content.Headers.ContentLength: 0 })
                return null;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return await response.JsonAsync();
        }
        catch (Exception lost)
            when (lost is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>The client prints typed values where it is asked not to convert them.</summary>
    private static string Column(JsonNode row, string name) =>
        row[name] is JsonObject typed ? typed.Text("value") : row.Text(name);

    /// <summary>Through Microsoft's own JavaScript client.</summary>
    private async Task AssertStoredAsync(string connection)
    {
        var rows = JsonNode
            .Parse(
                await NodeTools.RunAsync(
                    "Plans/Storage/tables.mjs",
                    ["read", connection, "HubPlans"],
                    cancellationToken: TestContext.Current.CancellationToken))!
            .AsArray();
        var history = rows.Where(r => r!.Text("rowKey").StartsWith("hist|", StringComparison.Ordinal))
            .Select(r => (Plan: r!.Text("partitionKey"), Entry: JsonNode.Parse(Column(r!, "Entry"))!))
            .ToList();
        var updates = history.Where(h => h.Entry["update"] is not null).ToList();
        Assert.Equal(
            Enumerable.Range(0, _updates).Select(n => $"update {n}").Order(),
            updates.Select(u => u.Entry["update"]!.Text("summary")).Order());
        Assert.Equal(_acknowledged.Values.Order(), updates.Select(u => u.Entry.Text("receipt")).Order());
        foreach (var item in Enumerable.Range(0, _updates).GroupBy(n => (PlanIds[n % 4], $"d{1 + (n / 4 % 10)}")))
        {
            var row = rows.Single(r =>
                r!.Text("partitionKey") == item.Key.Item1 && r!.Text("rowKey") == $"item|{item.Key.Item2}");
            var newest = item.MaxBy(n => (long)n * 7919 % 1_000_003);
            Assert.Equal($"update {newest}", JsonNode.Parse(Column(row!, "State"))!.Text("summary"));
        }
    }
}
