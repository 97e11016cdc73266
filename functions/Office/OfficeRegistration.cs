using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

public static class OfficeRegistration
{
    public static IServiceCollection AddOffice(this IServiceCollection services, SettingsReader settings) => services
        .AddSingleton(Council.Read(settings))
        .AddSingleton<ImportSteps>()
        .AddSingleton<PartnerPages>()
        .AddSingleton<TestMessage>()
        .AddBoard()
        .AddSingleton(new NeededTable(TableOfficeActs.TableName))
        .AddSingleton<TableOfficeActs>()
        .AddSingleton<TableBackupPart, TableActsBackup>()
        .AddSingleton<TableAudit>()
        .AddSingleton<Audit>()
        .AddSingleton<ChangePreviews>()
        .AddSingleton<BulkRun>()
        .AddSingleton<People>()
        .AddSingleton<RefusedList>()
        .AddSingleton<OfficePages>()
        .AddSingleton<IPageNotices>(provider => provider.GetRequiredService<OfficePages>());
}
