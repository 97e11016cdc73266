using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

public sealed class StorageTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task An_update_of_a_known_item_costs_one_request_and_a_first_one_two()
    {
        var storage = new FaultyStorage();
        var app = await hub.AnotherAsync(storage.Register);
        var partner = await UpdatesHub.NewPartnerAsync(app);
        await partner.SignedAsync(Sender.Update("d1", "2022-05-01"), "m0");

        var first = await CountAsync(storage, () => partner.SignedAsync(Sender.Update("d2", "2022-05-01"), "m1"));
        var known = await CountAsync(storage, () => partner.SignedAsync(Sender.Update("d2", "2022-05-02"), "m2"));
        var late = await CountAsync(storage, () => partner.SignedAsync(Sender.Update("d2", "2022-04-02"), "m3"));
        var repeat = await CountAsync(storage, () => partner.SignedAsync(Sender.Update("d2", "2022-05-02"), "m2"));

        Assert.Equal([2, 1, 1], [first, known, late]);
        Assert.InRange(repeat, 0, 2);
    }

    [Fact]
    public async Task A_batch_of_a_hundred_costs_at_most_five_requests()
    {
        var storage = new FaultyStorage();
        var app = await hub.AnotherAsync(storage.Register);
        (await app.Office.PutJsonAsync("/api/plans/city", UpdatesHub.Plan("city", 120))).EnsureSuccessStatusCode();
        var partner = await UpdatesHub.NewPartnerAsync(app, new { name = "City", plans = new[] { "city", "town" } });
        await partner.SignedAsync(Sender.Update("d1", "2022-05-01"), "m0");
        HttpResponseMessage? response = null;

        var unknown = await CountAsync(storage, async () => response = await partner.SignedAsync(Batch("2022-05-01"), "m1"));
        var known = await CountAsync(storage, () => partner.SignedAsync(Batch("2022-05-02"), "m2"));

        Assert.Equal(100, (await response!.JsonAsync())["results"]!.AsArray().Count(r => r!.Text("outcome") == "stored"));
        Assert.InRange(unknown, 1, 5);
        Assert.InRange(known, 1, 5);
    }

    [Fact]
    public async Task Says_come_again_while_storage_is_away_and_stores_it_once_when_it_is_back()
    {
        var storage = new FaultyStorage();
        var app = await hub.AnotherAsync(storage.Register);
        var partner = await UpdatesHub.NewPartnerAsync(app);
        await partner.SignedAsync(Sender.Update("d1", "2022-05-01"), "m0");

        storage.IsAway = true;
        var away = await partner.SignedAsync(Sender.Update("d1", "2022-05-02"), "m1");
        var refused = await partner.SignedAsync(Sender.Update("d1", health: "puce"), "m2");
        var unknown = await partner.As("someone-else").SignedAsync(Sender.Update("d1"), "m3");
        storage.IsAway = false;
        var back = await (await partner.SignedAsync(Sender.Update("d1", "2022-05-02"), "m1")).JsonAsync();

        Assert.All([away, refused, unknown], a => Assert.Equal(HttpStatusCode.ServiceUnavailable, a.StatusCode));
        Assert.All([away, refused, unknown], a => Assert.NotNull(a.Headers.RetryAfter));
        Assert.Equal("stored", back.Outcome());
        Assert.Empty((await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray());
    }

    [Fact]
    public async Task Lost_requests_and_lost_answers_store_every_update_exactly_once()
    {
        var storage = new FaultyStorage(seed: 20220524);
        var app = await hub.AnotherAsync(storage.Register);
        var partner = await UpdatesHub.NewPartnerAsync(app);
        await partner.SignedAsync(Sender.Update("d1", "2022-05-01"), "m0");
        storage.LossRate = 0.4;

        var answers = await Task.WhenAll(Enumerable.Range(1, 120).Select(n => UntilAcknowledgedAsync(partner, n)));

        storage.LossRate = 0;
        var sequences = new List<long>();
        foreach (var item in (string[])["d1", "d2", "d3"])
        {
            var history = await app.Plans.HistoryAsync("town", item, null, 1000, Stop);
            sequences.AddRange(history.Select(h => h.Sequence));
            Assert.Equal(history.Count, history[0].Sequence);
            Assert.Equal(
                history.Count(h => h.Update is not null),
                history.Where(h => h.Update is not null).Select(h => h.Receipt).Distinct().Count());
        }

        Assert.Equal(3 + 1 + 120, sequences.Count);
        Assert.Equal(120, answers.Select(a => a.Text("receipt")).Distinct().Count());
    }

    [Fact]
    public async Task Sixty_four_writers_to_one_item_lose_nothing_and_all_hear_that_it_is_stored()
    {
        var partner = await hub.NewPartnerAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(n => partner.SignedAsync(Sender.Update("d9", $"2022-05-20T10:{n * 7 % 60:D2}:{n % 60:D2}Z"), $"m{n}")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        var sequences = await Task.WhenAll(
            answers.Select(async a => (await a.JsonAsync()).Result()["sequence"]!.GetValue<int>()));
        Assert.Equal(Enumerable.Range(2, 64), sequences.Order());
        var item = (await hub.App.Plans.FindItemAsync("town", "d9", Stop))!.Item;
        Assert.Equal(
            (65, Enumerable.Range(0, 64).Max(n => $"10:{n * 7 % 60:D2}:{n % 60:D2}")),
            (item.Sequence, $"{item.State.AsAt:HH:mm:ss}"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IEnumerable<object> Batch(string asAt) =>
        Enumerable
            .Range(1, 100)
            .Select(n => new
            {
                plan = "city",
                deliverable = $"d{n}",
                asAt,
                health = "onTrack",
                summary = $"Report {n}",
            });

    private static async Task<int> CountAsync(FaultyStorage storage, Func<Task> call)
    {
        storage.Requests.Clear();
        await call();
        return storage.Requests.Count;
    }

    private static async Task<JsonNode> UntilAcknowledgedAsync(Sender partner, int n)
    {
        while (true)
        {
            var response = await partner.SignedAsync(
                Sender.Update($"d{1 + (n % 3)}", $"2022-05-{1 + (n % 20):D2}T10:{n % 60:D2}:00Z"),
                $"m{n}");
            if (response.StatusCode == HttpStatusCode.OK)
                return await response.JsonAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }
    }
}
