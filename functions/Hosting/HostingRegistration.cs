using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HubFunctions.Hosting;

/// <summary>What every run of the hub has: limits of the web server, log filters, clocks, storage clients, the gate.</summary>
public static class HostingRegistration
{
    /// <summary>Above what the Functions host lets through (100 MiB): a connection closed while the sender sends would become 500
    /// there.</summary>
    private const long ServerMaxBody = 128 * 1024 * 1024;

    public static void AddHosting(this IHostApplicationBuilder builder, SettingsReader settings)
    {
        var start = CalendarStart.Read(settings);
        // Request lines hold tokens and keys (?code=), so the framework's own request log stays off.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services
            .Configure<KestrelServerOptions>(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = ServerMaxBody;
            })
            .AddSingleton(HubAddress.Read(settings))
            .AddSingleton(SigningKeys.Read(settings))
            .AddSingleton(OfficeOptions.Read(settings))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(services => new HubClock(services.GetRequiredService<TimeProvider>(), start))
            .AddSingleton<StorageSetup>()
            .AddHostedService(services => services.GetRequiredService<StorageSetup>())
            .AddSingleton<FunctionGate>()
            .AddSingleton<ErrorHandling>()
            .AddSingleton<OfficeAccess>()
            .AddSingleton<IOfficeCheck>(services => services.GetRequiredService<OfficeAccess>())
            .AddSingleton(new NeededTable(TableSessions.TableName))
            .AddSingleton<TableSessions>()
            .AddSingleton(new NeededTable(TableSignIns.TableName))
            .AddSingleton<TableSignIns>()
            .AddSingleton(new NeededTable(TableOfficePeople.TableName))
            .AddSingleton<TableOfficePeople>()
            .AddSingleton<LimitGate>()
            .AddSingleton<IRetention, SessionRetention>()
            .AddSingleton<SignIn>()
            .AddSingleton<EntraSignIn>()
            .AddSingleton<FormTokens>()
            .AddSingleton<PageGate>()
            .AddSingleton<PageErrors>()
            .AddSingleton(new NeededTable(TableTimerLog.TableName))
            .AddSingleton<TableTimerLog>()
            .AddSingleton<TimerRuns>()
            .AddSingleton<TimerLock>()
            .AddSingleton<Readiness>()
            .AddSingleton<Housekeeping>();
        builder.AddTelemetry(settings);
    }
}
