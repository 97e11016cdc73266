namespace HubFunctions.Tests.Support;

/// <summary>One published app under the simulated host for the tests of a class that leave it running.</summary>
public sealed class HostedHub(PublishedApp published, AzuriteFixture azurite) : IAsyncLifetime
{
    public HostSimulator Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await HostSimulator.StartAsync(published, azurite);

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
    }
}
