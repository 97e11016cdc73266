namespace HubFunctions.Tests.Support;

/// <summary>One published worker under the fake host for the tests of a class that leave it running.</summary>
public sealed class HostedHub(PublishedApp published, AzuriteFixture azurite) : IAsyncLifetime
{
    public FakeHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await FakeHost.StartAsync(published, azurite);

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
    }
}
