using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>Three instances on one storage account.</summary>
public sealed class ScaleOutTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Messages = 90;
    private readonly List<HubApp> _apps = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = azurite.NewAccount();
        for (var n = 0; n < 3; n++)
            _apps.Add(await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = storage }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
    }

    [Fact]
    public async Task One_instance_ticks_and_another_takes_over_when_it_goes()
    {
        var locks = _apps.Select(a => a.Get<TimerLock>()).ToList();

        var first = await Task.WhenAll(locks.Select(l => l.HoldsAsync(Stop)));
        var again = await Task.WhenAll(locks.Select(l => l.HoldsAsync(Stop)));
        var holder = Array.IndexOf(first, true);
        await locks[holder].DisposeAsync();
        var after = await Task.WhenAll(locks.Where((_, n) => n != holder).Select(l => l.HoldsAsync(Stop)));

        Assert.Single(first, held => held);
        Assert.Equal(first, again);
        Assert.Single(after, held => held);
    }

    [Fact]
    public async Task Updates_spread_over_the_instances_are_each_stored_once_and_in_one_order()
    {
        (await _apps[0].Office.PutJsonAsync("/api/plans/town", new
        {
            id = "town",
            title = "Town",
            referenceDate = "2022-05-24",
            items = new[] { new { id = "1", title = "One" }, new { id = "2", title = "Two" } },
        })).EnsureSuccessStatusCode();

        // Every message goes to two instances at once, as a sender does that has waited too long.
        var results = await Task.WhenAll(Enumerable.Range(0, 2 * Messages).Select(n => AcceptAsync(_apps[n % 3], n / 2)));

        var outcomes = results.Select(r => Assert.IsType<MessageResult.Accepted>(r).Outcomes[0]).ToList();
        Assert.Equal(Messages, outcomes.Count(o => o.Outcome is Outcome.Stored or Outcome.Late));
        Assert.Equal(Messages, outcomes.Count(o => o.Outcome == Outcome.Duplicate));
        foreach (var item in new[] { "1", "2" })
        {
            var history = await _apps[1].Plans.HistoryAsync("town", item, null, 1000, Stop);
            Assert.Equal(Enumerable.Range(1, (Messages / 2) + 1).Reverse().Select(n => (long)n), history.Select(h => h.Sequence));
            Assert.Equal(Messages / 2, history.Where(h => h.Update is not null).Select(h => h.Update!.Summary).Distinct().Count());
        }
    }

    private static Task<MessageResult> AcceptAsync(HubApp app, int message)
    {
        var update = new Update
        {
            Plan = "town",
            Deliverable = message % 2 == 0 ? "1" : "2",
            AsAt = new DateTimeOffset(2022, 5, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(message * 7 % Messages),
            Summary = $"Message {message}",
        };
        return app.Get<IUpdateCommits>().AcceptAsync(
            new UpdateMessage("fire", $"m{message}", $"hash{message}", "receipt", "fire", [new IndexedUpdate(0, update)]), Stop);
    }
}
