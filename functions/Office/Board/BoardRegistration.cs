using HubFunctions.Plans;

namespace HubFunctions.Office;

internal static class BoardRegistration
{
    public static IServiceCollection AddBoard(this IServiceCollection services) => services
        .AddSingleton(new NeededTable(TablePacks.TableName))
        .AddSingleton<TablePacks>()
        .AddSingleton<TableBackupPart, TablePacksBackup>()
        .AddSingleton<PackComposer>()
        .AddSingleton<PackFreezer>()
        .AddSingleton<PackPages>()
        .AddSingleton<PackPageView>()
        .AddSingleton<BoardActions>()
        .AddSingleton<IErasablePlace, PackErasure>();
}
