using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>A partner that reports on the whole of one plan, signed in at its page.</summary>
/// <param name="items">Of the plan, as they are entered.</param>
public abstract class SpreadsheetVisit(AzuriteFixture azurite, params object[] items) : IAsyncLifetime
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected HubApp App { get; private set; } = null!;

    private protected Sender Partner { get; private set; } = null!;

    private protected Visitor Visitor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await HubApp.StartAsync(azurite);
        var plan = new { id = "town", title = "Town plan", referenceDate = "2022-01-01", items };
        (await App.Office.PutJsonAsync("/api/plans/town", plan)).EnsureSuccessStatusCode();
        Partner = await UpdatesHub.NewPartnerAsync(App, new { name = "Museum", plans = new[] { "town" } });
        Visitor = await PartnerVisitor.SignedInAsync(App, Partner);
    }

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<ItemState> StateAsync(string item) => (await App.Plans.FindItemAsync("town", item, Stop))!.Item.State;
}
