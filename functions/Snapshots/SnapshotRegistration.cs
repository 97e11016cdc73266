using HubFunctions.Hosting;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots.Subscribers;

namespace HubFunctions.Snapshots;

public static class SnapshotRegistration
{
    public static IServiceCollection AddSnapshots(this IServiceCollection services, HubSettings settings) => services
        .AddSingleton<IPublicationChain, TablePublicationChain>()
        .AddSingleton<IPublications, PublicationLookup>()
        .AddSingleton(_ => new BlobSnapshotFiles(new StorageConnection(settings.SnapshotStorage), settings.SnapshotContainer))
        .AddSingleton<ISnapshotFiles>(provider => provider.GetRequiredService<BlobSnapshotFiles>())
        .AddSingleton(provider => AddressOf(settings, provider.GetRequiredService<BlobSnapshotFiles>()))
        .AddSingleton<Renderings>()
        .AddSingleton<PlanIndex>()
        .AddSingleton<SnapshotRebuilder>()
        .AddSingleton<PublicFiles>()
        .AddSingleton<Publisher>()
        .AddSingleton<SharedFiles>()
        .AddSingleton<SnapshotJob>()
        .AddSingleton(new NeededTable(TableSubscribers.TableName))
        .AddSingleton<TableSubscribers>()
        .AddSingleton<IMailEventHandler, SubscriberMailEvents>()
        .AddSingleton(provider => new SubscriberTokens(settings.SigningKey, settings.PreviousSigningKey, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<NewsletterMail>()
        .AddSingleton<NewsletterJob>();

    private static SnapshotAddress AddressOf(HubSettings settings, BlobSnapshotFiles files) =>
        new(files.Address, new Uri($"{settings.PublicBaseUrl.ToString().TrimEnd('/')}/"));
}
