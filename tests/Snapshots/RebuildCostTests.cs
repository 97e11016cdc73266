using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

public sealed class RebuildCostTests(AzuriteFixture azurite)
{
    private const int Updates = 70;

    [Fact]
    public async Task A_rebuild_finds_a_definition_by_key_however_many_updates_follow_it()
    {
        var stop = TestContext.Current.CancellationToken;
        var account = azurite.NewAccount();
        await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });
        await app.PutAsync("plan", items: 1);
        await app.ReportAsync([
            .. Enumerable
                .Range(1, Updates)
                .Select(n => new Update
                {
                    Plan = "plan",
                    Deliverable = "d1",
                    AsAt = Views.At.AddMinutes(n - Updates - 1),
                    Health = Health.OnTrack,
                    Summary = $"Report {n}.",
                }),
        ]);
        var hash = (string?)(await app.PublishAsync("plan"))["hash"];

        using var requests = new StorageRequests(account);
        var rebuilt = await app.Get<SnapshotRebuilder>().RebuildAsync("plan", sequence: 1, stop);

        Assert.Equal(hash, rebuilt!.Snapshot.Hash);
        // The recipe, the newest entry and the definition.
        Assert.Equal(3, requests.All.Count);
    }
}
