using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>A plan whose items no other test has touched, one a case.</summary>
public sealed class FreshItems(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Plan = "fresh";
    private int _items;

    public UpdatesHub Hub { get; } = new(azurite);

    public async ValueTask InitializeAsync()
    {
        await Hub.InitializeAsync();
        await Hub.PutPlanAsync(Plan, 300);
    }

    public Task<Sender> NewPartnerAsync(object? statusWords = null) =>
        Hub.NewPartnerAsync(new { name = "Fresh", plans = new[] { Plan }, statusWords = statusWords ?? new { } });

    /// <summary>An update of an item of its own, with more fields over the usual ones.</summary>
    public Dictionary<string, object?> Update(params (string Field, object? Value)[] more)
    {
        var update = new Dictionary<string, object?>
        {
            ["plan"] = Plan,
            ["deliverable"] = $"d{Interlocked.Increment(ref _items)}",
            ["asAt"] = "2022-05-20T10:00:00Z",
        };
        foreach (var (field, value) in more)
            update[field] = value;
        return update;
    }

    public async Task<ItemState> StateAsync(Dictionary<string, object?> update) =>
        (await Hub.App.Plans.FindItemAsync(Plan, (string)update["deliverable"]!, TestContext.Current.CancellationToken))!
            .Item
            .State;

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
