using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>A hub with the plan of a town, and an editor who is signed in.</summary>
public abstract class TownPages(AzuriteFixture azurite) : IAsyncLifetime
{
    private protected HubApp App { get; private set; } = null!;

    private protected Visitor Editor { get; private set; } = null!;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        App = await HubApp.StartAsync(azurite);
        Editor = await Visitor.SignedInAsync(App);
        (await App.Office.PutJsonAsync("/api/plans/town", BulkChangeTests.Town)).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Editor.Dispose();
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
