using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Snapshots;

/// <summary>The hub's calendar, set by hand; signatures and storage keep the real clock.</summary>
internal sealed class SnapshotCalendar : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Views.At;

    public override DateTimeOffset GetUtcNow() => Now;

    /// <param name="account">Connection string of a storage account that another app uses too; a new one where left out.</param>
    public Task<HubApp> StartAppAsync(AzuriteFixture azurite, string? account = null) =>
        HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = account ?? azurite.NewAccount() },
            services => services.AddSingleton(new HubClock(this)));

    /// <summary>Moves on to a local time and lets the publishing timer tick there.</summary>
    public async Task TickAsync(HubApp app, DateOnly day, TimeOnly time)
    {
        Now = LondonTime.At(day, time);
        await app.Get<SnapshotJob>().RunAsync(TestContext.Current.CancellationToken);
    }
}
