using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>Random entries, updates, restores and publications at two instances, while storage loses requests and answers;
/// checked against a list of what was acknowledged. Other lengths with HUB_MODEL_STEPS, other runs with HUB_MODEL_SEED.</summary>
public sealed class PlanModelTests(AzuriteFixture azurite, ITestOutputHelper output) : IAsyncLifetime
{
    private const string Plan = "town";
    private const int MostTries = 30;
    private readonly int _steps = int.Parse(
        Environment.GetEnvironmentVariable("HUB_MODEL_STEPS") ?? "60",
        CultureInfo.InvariantCulture);
    private readonly int _seed = int.Parse(
        Environment.GetEnvironmentVariable("HUB_MODEL_SEED") ?? "9",
        CultureInfo.InvariantCulture);
    private readonly TwoHubs _hubs = new(azurite);
    private readonly List<string> _acknowledged = [];
    private readonly List<string> _sent = [];
    private HashSet<int> _possible = [];
    private Random _random = null!;
    private (Sender One, Sender Two) _partner;
    private int _version;
    private int _sequence;
    private int _restored;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _hubs.InitializeAsync();

    public ValueTask DisposeAsync() => _hubs.DisposeAsync();

    [Fact]
    public async Task A_plan_is_always_whole_and_never_older_than_what_was_acknowledged()
    {
        output.WriteLine($"Seed {_seed}, {_steps} steps");
        _random = new Random(_seed);
        await EnterAsync(atBoth: false);
        _partner = await _hubs.NewPartnerAsync(Plan);
        await PublishAsync();
        for (var step = 0; step < _steps; step++)
        {
            Fail(_random.Next(2) == 0 ? 0.1 : 0);
            await (_random.Next(10) switch
            {
                0 or 1 => EnterAsync(atBoth: false),
                2 => EnterAsync(atBoth: true),
                3 or 4 => PublishAsync(),
                5 => RestoreAsync($"copy{step}"),
                _ => ReportAsync($"s{step}"),
            });
            Fail(0);
            await CheckPlanAsync();
            await CheckPublishedAsync();
        }

        await EnterAsync(atBoth: false);
        Assert.Equal([_version], _possible);
        await CheckPlanAsync();
        await PublishAsync();
        Assert.Equal(_version, await CheckPublishedAsync());
        await CheckHistoryAsync();
        Assert.True(_restored > 0 && _acknowledged.Count > 0 && _sequence > 3, "The run proved too little.");
    }

    private async Task EnterAsync(bool atBoth)
    {
        HubApp[] hubs = atBoth ? [_hubs.One, _hubs.Two] : [Either()];
        var entries = hubs.Select(hub => (Version: ++_version, Hub: hub)).ToList();
        var statuses = await Task.WhenAll(entries.Select(async e =>
            (e.Version, (await e.Hub.Office.PutJsonAsync($"/api/plans/{Plan}", Definition(e.Version))).StatusCode)));
        Assert.All(statuses, s => Assert.Contains((int)s.StatusCode, (int[])[200, 201, 409, 412, 503]));
        var taken = statuses.Where(s => (int)s.StatusCode is 200 or 201).Select(s => s.Version).ToHashSet();
        var unknown = statuses.Where(s => s.StatusCode == HttpStatusCode.ServiceUnavailable).Select(s => s.Version);
        _possible = [.. taken.Count > 0 ? taken : _possible, .. unknown];
    }

    private async Task ReportAsync(string summary)
    {
        _sent.Add(summary);
        var sender = _random.Next(2) == 0 ? _partner.One : _partner.Two;
        var answer = await sender.BearerAsync(
            TwoHubs.Update(Plan, $"d{1 + _random.Next(3)}", summary: summary),
            ("Idempotency-Key", summary));
        Assert.Contains((int)answer.StatusCode, (int[])[200, 503]);
        if (answer.IsSuccessStatusCode)
            _acknowledged.Add(summary);
    }

    private async Task PublishAsync()
    {
        var possible = _possible;
        var answer = await Either().Office.PostAsync($"/api/snapshots?plan={Plan}", null, Stop);
        Assert.Contains((int)answer.StatusCode, (int[])[200, 503]);
        if (!answer.IsSuccessStatusCode || (await answer.JsonAsync())["plans"]![0]!["sequence"] is null)
            return;
        Fail(0);
        Assert.Contains(await CheckPublishedAsync(), possible);
    }

    private async Task RestoreAsync(string copy)
    {
        var rate = _hubs.AtOne.LossRate;
        Fail(0);
        var backup = (await _hubs.One.Office.GetStringAsync($"/api/plans/{Plan}/backup", Stop)).Replace(
            Plan,
            copy,
            StringComparison.Ordinal);
        for (var tries = 0; tries < MostTries; tries++)
        {
            Fail(rate);
            using var content = new StringContent(backup, Encoding.UTF8, "application/json");
            var answer = await Either().Office.PutAsync($"/api/plans/{copy}/restore", content, Stop);
            Assert.True((int)answer.StatusCode is 200 or 201 or 409 or 503, await answer.Content.ReadAsStringAsync(Stop));
            Fail(0);
            using var seen = await _hubs.Two.Office.GetAsync($"/api/plans/{copy}", Stop);
            if (seen.StatusCode == HttpStatusCode.NotFound)
                continue;
            VersionOf(await seen.JsonAsync());
            Assert.Equal(Rows(backup), Rows(await _hubs.Two.Office.GetStringAsync($"/api/plans/{copy}/backup", Stop)));
            _restored++;
            return;
        }

        Assert.Fail("The restore never came to its end.");
    }

    private async Task CheckPlanAsync() =>
        Assert.Contains(VersionOf(await Either().Office.GetJsonAsync($"/api/plans/{Plan}")), _possible);

    /// <returns>The version that is public.</returns>
    private async Task<int> CheckPublishedAsync()
    {
        var latest = await _hubs.Two.JsonFileAsync($"{Plan}/latest.json");
        var sequence = (int)latest["sequence"]!;
        Assert.True(sequence >= _sequence, $"Snapshot {sequence} follows {_sequence}.");
        _sequence = sequence;
        return VersionOf(latest);
    }

    private async Task CheckHistoryAsync()
    {
        var stored = new List<string>();
        for (var n = 1; n <= 3; n++)
            stored.AddRange(await _hubs.HistoryAsync(Plan, $"d{n}"));
        Assert.Equal(stored.Distinct().Order(), stored.Order());
        Assert.Empty(_acknowledged.Except(stored));
        Assert.Empty(stored.Except(_sent));
    }

    /// <summary>Every item says of which version it is, and of how many.</summary>
    private static int VersionOf(JsonNode plan)
    {
        var titles = plan["items"]!.AsArray().Select(i => i!.Text("title").Split('-')).ToList();
        var (version, count) = (titles[0][1], titles[0][2]);
        Assert.All(titles, title => Assert.Equal((version, count), (title[1], title[2])));
        Assert.Equal(count, titles.Count.ToString(CultureInfo.InvariantCulture));
        return int.Parse(version, CultureInfo.InvariantCulture);
    }

    private object Definition(int version)
    {
        var count = 3 + _random.Next(_random.Next(4) == 0 ? 250 : 20);
        return new
        {
            id = Plan,
            title = "Town plan",
            status = "adopted",
            published = true,
            referenceDate = "2022-01-01",
            items = Enumerable
                .Range(1, count)
                .Select(n => new
                {
                    id = $"d{n}",
                    title = $"Deliverable {n}-{version}-{count}",
                    timescale = "June 2023",
                }),
        };
    }

    private HubApp Either() => _random.Next(2) == 0 ? _hubs.One : _hubs.Two;

    private void Fail(double rate) => (_hubs.AtOne.LossRate, _hubs.AtTwo.LossRate) = (rate, rate);

    /// <summary>All but the first line, which says when it was taken.</summary>
    private static string Rows(string backup) => backup[backup.IndexOf("{\"key\":", StringComparison.Ordinal)..];
}
