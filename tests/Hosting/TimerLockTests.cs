using HubFunctions.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>Three hubs without a Functions host on one storage account.</summary>
public sealed class TimerLockTests(AzuriteFixture azurite) : IAsyncLifetime
{
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
}
