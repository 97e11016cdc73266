using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Two instances on one storage account; the first can be held before any of its writes.</summary>
internal sealed class TwoPublishers(HubApp slow, HubApp quick, Faults pauses) : IAsyncDisposable
{
    public HubApp Slow => slow;

    public HubApp Quick => quick;

    /// <summary>What the slow one wrote since it was last held.</summary>
    public IReadOnlyList<string> Writes => pauses.Writes;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TwoPublishers> StartAsync(AzuriteFixture azurite)
    {
        var pauses = new Faults();
        var settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = azurite.NewAccount() };
        var slow = await HubApp.StartAsync(azurite, settings, services => services
            .AddSingleton<TablePublicationChain>()
            .AddSingleton<ISnapshotFiles>(p => new FaultyFiles(p.GetRequiredService<BlobSnapshotFiles>(), pauses))
            .AddSingleton<IPublicationChain>(p => new FaultyChain(p.GetRequiredService<TablePublicationChain>(), pauses)));
        return new(slow, await HubApp.StartAsync(azurite, settings), pauses);
    }

    /// <summary>The slow one publishes up to a write, something happens meanwhile, then it goes on to its end.</summary>
    /// <returns>False when it did not come to that write.</returns>
    public async Task<bool> PublishAroundAsync(string plan, int writes, Func<Task> meanwhile)
    {
        var paused = pauses.PauseAfter(writes);
        var publishing = slow.PublishAsync(plan);
        var held = await Task.WhenAny(paused, publishing) == paused;
        await meanwhile();
        pauses.GoOn();
        await publishing;
        return held;
    }

    /// <summary>A round undisturbed, then held before one write after another.</summary>
    /// <param name="round">Takes a plan of its own and the write, and answers whether the publication was held before it.</param>
    /// <returns>How many writes there are.</returns>
    public async Task<int> AtEveryWriteAsync(Func<string, int, Task<bool>> round)
    {
        // So that what is written once for all plans is there.
        await quick.PutAsync("first", items: 1);
        await quick.PublishAsync("first");
        Assert.False(await round("undisturbed", int.MaxValue));
        var writes = Writes;
        foreach (var at in CutPoints.Of(writes, Faults.Commits))
            Assert.True(await round($"plan{at}", at), $"It did not come to write {at}.");
        return writes.Count;
    }

    public async Task<IReadOnlyList<string>> FilesAsync(string plan)
    {
        var names = new List<string>();
        await foreach (var name in quick.Get<BlobSnapshotFiles>().ListAsync($"{plan}/", Cancel))
            names.Add(name);
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        await slow.DisposeAsync();
        await quick.DisposeAsync();
    }
}
