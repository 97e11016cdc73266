using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Snapshots.Subscribers;

namespace HubFunctions.Snapshots;

public static class SnapshotRegistration
{
    public static IServiceCollection AddSnapshots(this IServiceCollection services, HubSettings settings) => services
        .AddSingleton<IPublicationChain, TablePublicationChain>()
        .AddSingleton<IPublications, PublicationLookup>()
        .AddSingleton(_ => new BlobSnapshotFiles(new StorageConnection(settings.SnapshotStorage)))
        .AddSingleton<ISnapshotFiles>(provider => provider.GetRequiredService<BlobSnapshotFiles>())
        .AddSingleton(provider => AddressOf(
            settings, provider.GetRequiredService<BlobSnapshotFiles>(), provider.GetRequiredService<IHostEnvironment>().IsDevelopment()))
        .AddSingleton<Renderings>()
        .AddSingleton<PlanIndex>()
        .AddSingleton<SnapshotRebuilder>()
        .AddSingleton<PublicFiles>()
        .AddSingleton<Publisher>()
        .AddSingleton<SharedFiles>()
        .AddSingleton<SnapshotJob>()
        .AddSingleton<SnapshotEndpoints>()
        .AddSingleton<HoldEndpoints>()
        .AddSingleton(new NeededTable(TableSubscribers.TableName))
        .AddSingleton<TableSubscribers>()
        .AddSingleton(provider => new SubscriberTokens(settings.SigningKey, settings.PreviousSigningKey, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<NewsletterMail>()
        .AddSingleton<SubscriberEndpoints>()
        .AddSingleton<NewsletterJob>()
        .AddSingleton<DevSnapshots>();

    /// <summary>The local run serves the files itself; else the container is public.</summary>
    private static SnapshotAddress AddressOf(HubSettings settings, BlobSnapshotFiles files, bool development)
    {
        var hub = new Uri($"{settings.PublicBaseUrl.ToString().TrimEnd('/')}/");
        return new(development ? new Uri(hub, "dev/snapshots/") : files.Address, hub);
    }
}
