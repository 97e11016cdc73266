using HubFunctions.Http;
using HubFunctions.OpenApi;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

public static class UpdateRegistration
{
    public static IServiceCollection AddUpdates(this IServiceCollection services) => services
        .AddSingleton(new NeededTable(TablePartnerStore.TableName))
        .AddSingleton(new NeededTable(Quarantine.TableName))
        .AddSingleton<TablePartnerChanges>()
        .AddSingleton<TablePartnerStore>()
        .AddSingleton<PartnerHistory>()
        .AddSingleton<PartnerKeys>()
        .AddSingleton<PartnerDirectory>()
        .AddSingleton<PartnerEntry>()
        .AddSingleton(new PartnerOptions())
        .AddSingleton<PartnerRates>()
        .AddSingleton<PartnerAuthentication>()
        .AddSingleton<IPartnerTokens, PartnerTokens>()
        .AddSingleton<PartnerReach>()
        .AddSingleton<IPartnerReach>(provider => provider.GetRequiredService<PartnerReach>())
        .AddSingleton<Receipts>()
        .AddSingleton<Quarantine>()
        .AddSingleton<IRetention, QuarantineRetention>()
        .AddSingleton<IErasablePlace, QuarantineErasure>()
        .AddSingleton<IErasablePlace, PartnerHistoryErasure>()
        .AddSingleton<SilentPartnerMonitor>()
        .AddSingleton<EnvelopeReader>()
        .AddSingleton<ItemSuggestions>()
        .AddSingleton<Intake>()
        .AddSingleton<DryRun>()
        .AddSingleton<Replay>()
        .AddSingleton<WordReplay>()
        .AddSingleton<ReceiptLookup>()
        .AddSingleton<PartnerMessages>()
        .AddSingleton<PartnerPlans>()
        .AddSingleton<PartnerStandings>()
        .AddSingleton<OpenApiCache>();
}
