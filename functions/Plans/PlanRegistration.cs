using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

public static class PlanRegistration
{
    public static IServiceCollection AddPlans(this IServiceCollection services) => services
        .AddSingleton<ITimescaleReader, TimescaleReader>()
        .AddSingleton(new NeededTable(TablePlanStore.TableName))
        .AddSingleton<IPlanStore, TablePlanStore>()
        .AddSingleton<IUpdateCommits, GroupCommit>()
        .AddSingleton<IRetention, PlanRetention>()
        .AddSingleton<PlanBackup>()
        .AddSingleton<PlanRestore>()
        .AddSingleton<PlanEntry>()
        .AddSingleton<RazorHtml>()
        .AddSingleton<ItemPatch>();
}
