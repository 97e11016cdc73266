using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots.Subscribers;

namespace HubFunctions.Snapshots;

public static class SnapshotRegistration
{
    public static IServiceCollection AddSnapshots(this IServiceCollection services, SettingsReader settings) => services
        .AddSingleton(SnapshotOptions.Read(settings))
        .AddSingleton<IPublicationChain, TablePublicationChain>()
        .AddSingleton<IPublications, PublicationLookup>()
        .AddSingleton(FilesOf)
        .AddSingleton<ISnapshotFiles>(provider => provider.GetRequiredService<BlobSnapshotFiles>())
        .AddSingleton(AddressOf)
        .AddSingleton<Renderings>()
        .AddSingleton<PlanIndex>()
        .AddSingleton<SnapshotRebuilder>()
        .AddSingleton<EarlierState>()
        .AddSingleton<PublicFiles>()
        .AddSingleton<LastPublished>()
        .AddSingleton<ItemPages>()
        .AddSingleton<FilePublisher>()
        .AddSingleton<HistoryErasure>()
        .AddSingleton<Publisher>()
        .AddSingleton<HeldList>()
        .AddSingleton<HeldOffice>()
        .AddSingleton<SharedFiles>()
        .AddSingleton(new NeededTable(TablePublishingDiary.TableName))
        .AddSingleton<IPublishingDiary, TablePublishingDiary>()
        .AddSingleton<PublishBatch>()
        .AddSingleton<PublishingSweep>()
        .AddSingleton<PublishingTick>()
        .AddSingleton<SnapshotJob>()
        .AddSingleton(new NeededTable(TableSubscribers.TableName))
        .AddSingleton<TableSubscribers>()
        .AddSingleton(new NeededTable(TableSignUps.TableName))
        .AddSingleton<TableSignUps>()
        .AddSingleton<IRetention, SignUpRetention>()
        .AddSingleton<SignUp>()
        .AddSingleton<PlanChoicesCache>()
        .AddSingleton<IMailEventHandler, SubscriberMailEvents>()
        .AddSingleton<SubscriberTokens>()
        .AddSingleton<NewsletterMail>()
        .AddSingleton<Newsletter>()
        .AddSingleton<NewsletterJob>();

    private static SnapshotAddress AddressOf(IServiceProvider provider)
    {
        var site = provider.GetRequiredService<SnapshotOptions>().Website;
        return new(
            provider.GetRequiredService<BlobSnapshotFiles>().Address,
            new Uri(provider.GetRequiredService<HubAddress>().Link("")))
        {
            Site = site is null ? null : new Uri($"{site.AbsoluteUri.TrimEnd('/')}/"),
        };
    }

    private static BlobSnapshotFiles FilesOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<SnapshotOptions>();
        return new(
            options.Storage is null ? provider.GetRequiredService<StorageConnection>() : new StorageConnection(options.Storage),
            options.Container);
    }
}
