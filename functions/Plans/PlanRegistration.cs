using HubFunctions.Http;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

public static class PlanRegistration
{
    public static IServiceCollection AddPlans(this IServiceCollection services, SettingsReader settings) =>
        services
            .AddStorage(settings)
            .AddSingleton(
                new WorkingDays(new(settings.Dates("Hub__BankHolidays__Closed"), settings.Dates("Hub__BankHolidays__Open"))))
            .AddSingleton<ITimescaleReader, TimescaleReader>()
            .AddSingleton(new NeededTable(TablePlanStore.TableName))
            .AddSingleton(new NeededTable(TableChangeHints.TableName))
            .AddSingleton<TableChangeHints>()
            .AddSingleton<IChangeHints>(provider => provider.GetRequiredService<TableChangeHints>())
            .AddSingleton<IRetention>(provider => provider.GetRequiredService<TableChangeHints>())
            .AddSingleton<TableChangeMarkers>()
            .AddSingleton<TablePlanStore>()
            .AddSingleton<IPlanStore, CompletePlans>()
            .AddSingleton<AllPlans>()
            .AddSingleton<TablePlanSummaries>()
            .AddSingleton<TableReporting>()
            .AddSingleton<IUpdateCommits, GroupCommit>()
            .AddSingleton<IRetention, PlanRetention>()
            .AddSingleton<IErasablePlace, TablePlanErasure>()
            .AddSingleton<PlanBackup>()
            .AddSingleton<TableRestoreLeftovers>()
            .AddSingleton<PlanRestore>()
            .AddSingleton<PlanEntry>()
            .AddSingleton<HeaderEntry>()
            .AddSingleton<FirstReportCommits>()
            .AddSingleton<ImportRun>()
            .AddImports()
            .AddSingleton<RazorHtml>()
            .AddSingleton<ItemPatch>();

    private static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton(new NeededTable(TableImports.TableName))
        .AddSingleton<TableImports>()
        .AddSingleton<ImportDrafts>()
        .AddSingleton<IRetention>(provider => provider.GetRequiredService<ImportDrafts>())
        .AddSingleton<IErasablePlace>(provider => provider.GetRequiredService<ImportDrafts>())
        .AddSingleton<RememberedColumns>()
        .AddSingleton<IRetention>(provider => provider.GetRequiredService<RememberedColumns>())
        .AddSingleton<ImportEntries>();
}
