namespace HubFunctions.Updates;

public static class UpdateRegistration
{
    public static IServiceCollection AddUpdates(this IServiceCollection services) => services
        .AddSingleton<TablePartnerStore>()
        .AddSingleton<PartnerKeys>()
        .AddSingleton<PartnerDirectory>()
        .AddSingleton<PartnerRates>()
        .AddSingleton<Callers>()
        .AddSingleton<Receipts>()
        .AddSingleton<RecentMessages>()
        .AddSingleton<Quarantine>()
        .AddSingleton<Intake>()
        .AddSingleton<DryRun>()
        .AddSingleton<Replay>()
        .AddSingleton<ReceiptLookup>()
        .AddSingleton<UpdateEndpoints>()
        .AddSingleton<PartnerEndpoints>()
        .AddSingleton<QuarantineEndpoints>();
}
