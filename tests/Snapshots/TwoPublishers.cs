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
