using System.Globalization;
using System.Net;
using Azure.Core;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Random messages with refused updates at any place, repeated, replayed and sent to two instances at once, while plan,
/// words and rights change and storage loses requests and answers; checked against a plain list. Twenty thousand with
/// HUB_MODEL_MESSAGES=20000, another run with HUB_MODEL_SEED.</summary>
public sealed class IntakeModelTests(AzuriteFixture azurite, PublishedApp published, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Items = 6;
    private static readonly string[] PlanIds = ["north", "south"];
    private static readonly string[] Acknowledged = ["stored", "late", "duplicate"];
    private readonly int _messages = int.Parse(
        Environment.GetEnvironmentVariable("HUB_MODEL_MESSAGES") ?? "400",
        CultureInfo.InvariantCulture);
    private readonly int _seed = int.Parse(
        Environment.GetEnvironmentVariable("HUB_MODEL_SEED") ?? "12",
        CultureInfo.InvariantCulture);
    private readonly TwoHubs _hubs = new(azurite);
    private readonly List<ModelMessage> _sent = [];
    private Random _random = null!;
    private Sender[] _partner = [];
    private HttpClient[] _offices = [];
    private FakeHost? _worker;
    private bool _killing;
    private int _kills;

    public ValueTask InitializeAsync() => _hubs.InitializeAsync();

    public ValueTask DisposeAsync() => _hubs.DisposeAsync();

    [Fact]
    public Task Every_accepted_update_is_in_history_once_and_the_newest_is_the_state() =>
        RunAsync(_messages, _hubs.Two.Anyone, _hubs.Two.Office);

    [Fact]
    public async Task The_same_holds_where_one_instance_is_a_worker_that_is_killed()
    {
        await using var host = await FakeHost.StartAsync(new FakeHostOptions
        {
            Root = await published.FolderAsync(),
            Environment = FakeHostOptions.Settings(_hubs.One.StateConnection()),
            StopsAt = int.MaxValue,
        });
        (_worker, _killing) = (host, true);

        await RunAsync(_messages / 10, host.Anyone, host.Office);

        output.WriteLine($"{_kills} kills");
        Assert.True(_kills > 0, "The worker was never killed.");
    }

    private async Task RunAsync(int messages, HttpClient anyone, HttpClient office)
    {
        output.WriteLine($"Seed {_seed}, {messages} messages");
        _random = new Random(_seed);
        foreach (var plan in PlanIds)
            await _hubs.PutPlanAsync(plan, Items);
        var (one, _) = await _hubs.NewPartnerAsync(PlanIds);
        _partner = [one, new Sender(anyone, one.Id, one.Secret, one.Token)];
        _offices = [_hubs.One.Office, office];
        for (var n = 0; n < messages; n++)
        {
            Fail(_random.Next(3) == 0);
            await (_random.Next(10) switch
            {
                0 => EditAsync(whole: false),
                1 => ReplayAsync(),
                2 or 3 when _sent.Count > 0 => SendAsync(_sent[_random.Next(_sent.Count)]),
                _ => SendAsync(NewMessage()),
            });
        }

        _killing = false;
        await EditAsync(whole: true);
        foreach (var message in _sent)
        {
            await SendAsync(message);
            Assert.All(message.IsAcknowledged, Assert.True);
        }

        await CheckAsync();
    }

    private ModelMessage NewMessage()
    {
        var id = $"m{_sent.Count}";
        var updates = Enumerable.Range(0, _random.Next(3) == 0 ? 1 : 1 + _random.Next(20)).Select(n => new ModelUpdate(
            PlanIds[_random.Next(2)],
            $"d{1 + _random.Next(Items)}",
            // Unlike any other's, and in no order.
            new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds((((_sent.Count * 20) + n) * 7919L) % 10_000_019),
            _random.Next(4) == 0 ? "puce" : "onTrack",
            $"{id}-{n}"));
        var message = new ModelMessage(id, [.. updates]);
        _sent.Add(message);
        return message;
    }

    private async Task SendAsync(ModelMessage message)
    {
        var both = _random.Next(3) == 0;
        Sender[] senders = both ? _partner : [_partner[_random.Next(2)]];
        var before = message.IsAcknowledged.ToArray();
        var sending = senders.Select(s => s.BearerAsync(message.Data, ("Idempotency-Key", message.Id))).ToList();
        await KillAsync();
        foreach (var answer in await Task.WhenAll(sending))
        {
            if (await IsOfKilledWorkerAsync(answer))
                continue;
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Forbidden)
            {
                Assert.True(
                    answer.StatusCode != HttpStatusCode.Forbidden || !before.Contains(true),
                    $"{message.Id} was acknowledged and is forbidden.");
                continue;
            }

            Assert.Contains((int)answer.StatusCode, (int[])[200, 207, 422]);
            var outcomes = await TwoHubs.OutcomesAsync(answer);
            for (var n = 0; n < outcomes.Length; n++)
            {
                Assert.True(
                    !before[n] || outcomes[n] == "duplicate",
                    $"{message.Id}-{n} was acknowledged and is now {outcomes[n]}.");
                message.IsAcknowledged[n] |= Acknowledged.Contains(outcomes[n]);
            }
        }
    }

    private async Task ReplayAsync()
    {
        using var list = await _partner[0].GetAsync("quarantine");
        if (list.StatusCode != HttpStatusCode.OK || (await list.JsonAsync())["entries"]!.AsArray() is not { Count: > 0 } entries)
            return;
        var entry = entries[_random.Next(entries.Count)]!;
        var replaying = TwoHubs.ReplayAsync(_offices[_random.Next(2)], entry);
        await KillAsync();
        using var answer = await replaying;
        Assert.True(
            await IsOfKilledWorkerAsync(answer) || (int)answer.StatusCode is 200 or 404 or 422 or 503,
            $"A replay was answered {answer.StatusCode}.");
    }

    private async Task KillAsync()
    {
        if (!_killing || _random.Next(10) != 0)
            return;
        await Task.Delay(_random.Next(30), TwoHubs.Stop);
        _worker!.Kill();
        _kills++;
    }

    /// <summary>The host's own answer, without a body; the hub's always has one.</summary>
    private async Task<bool> IsOfKilledWorkerAsync(HttpResponseMessage answer) =>
        _worker is not null
        && (int)answer.StatusCode == 500
        && (await answer.Content.ReadAsByteArrayAsync(TwoHubs.Stop)).Length == 0;

    /// <summary>Another number of items, other words, other rights; both instances see it.</summary>
    private async Task EditAsync(bool whole)
    {
        Fail(false);
        await _hubs.PutPlanAsync(PlanIds[_random.Next(2)], whole ? Items : 2 + _random.Next(Items - 1));
        if (whole)
            await Task.WhenAll(PlanIds.Select(p => _hubs.PutPlanAsync(p, Items)));
        string[] plans = whole || _random.Next(2) == 0 ? PlanIds : [PlanIds[_random.Next(2)]];
        await _hubs.ChangeAsync(
            _partner[0].Id,
            plans,
            whole || _random.Next(2) == 0 ? new { puce = new { health = "atRisk" } } : new { });
        _hubs.Clock.Shift += TimeSpan.FromSeconds(8);
        // The worker's clock cannot be put forward.
        if (_worker is not null)
            await Task.Delay(TimeSpan.FromSeconds(1.1), TwoHubs.Stop);
    }

    private void Fail(bool fail)
    {
        foreach (var storage in (FaultyStorage[])[_hubs.AtOne, _hubs.AtTwo])
        {
            storage.LossRate = fail ? 0.2 : 0;
            storage.Decide = fail ? message => IsCommit(message) ? Fault(Random.Shared.Next(10)) : Fate.Delivered : null;
        }
    }

    private static bool IsCommit(HttpMessage message) => message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal);

    private static Fate Fault(int chance) => chance switch { 0 => Fate.FailedBefore, 1 => Fate.FailedAfter, _ => Fate.Delivered };

    private async Task CheckAsync()
    {
        foreach (var item in _sent.SelectMany(m => m.Updates).GroupBy(u => (u.Plan, u.Item)))
        {
            Assert.Equal(item.Select(u => u.Summary).Order(), (await AllAsync(item.Key.Plan, item.Key.Item)).Order());
            var state = (await _hubs.ItemAsync(item.Key.Plan, item.Key.Item)).State;
            Assert.Equal(item.MaxBy(u => u.AsAt)!.Summary, state.Summary);
        }
    }

    private async Task<List<string>> AllAsync(string plan, string item)
    {
        var all = new List<string>();
        long? before = null;
        while (await _hubs.One.Plans.HistoryAsync(plan, item, before, 1000, TwoHubs.Stop) is { Count: > 0 } page)
        {
            all.AddRange(page.Where(h => h.Update is not null).Select(h => h.Update!.Summary!));
            before = page[^1].Sequence;
        }

        return all;
    }

    private sealed record ModelUpdate(string Plan, string Item, DateTimeOffset AsAt, string Health, string Summary);

    private sealed record ModelMessage(string Id, ModelUpdate[] Updates)
    {
        public bool[] IsAcknowledged { get; } = new bool[Updates.Length];

        public object Data { get; } =
            Updates
                .Select(u => new
                {
                    plan = u.Plan,
                    deliverable = u.Item,
                    asAt = u.AsAt,
                    health = u.Health,
                    summary = u.Summary,
                })
                .ToArray();
    }
}
