using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>The web server, logs, clocks and storage clients.</summary>
public static class HostingRegistration
{
    /// <summary>Above what the Functions host lets through (100 MiB): a connection closed while the sender sends would become 500 there.</summary>
    private const long ServerMaxBody = 128 * 1024 * 1024;

    public static void AddHosting(this WebApplicationBuilder builder, HubSettings settings, int? hostPort)
    {
        builder.Logging.ClearProviders();
        if (settings.LocalRun)
            builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        else
            builder.Logging.AddJsonConsole(options => options.IncludeScopes = false);
        // Request lines hold tokens and keys (?code=), so the framework's own request log stays off.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        // The host passes its own environment on, ASPNETCORE_URLS included: only its port counts.
        if (hostPort is { } port)
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}").UseSetting(WebHostDefaults.HttpPortsKey, "").UseSetting(WebHostDefaults.HttpsPortsKey, "");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ServerMaxBody;
        });
        builder.Services
            .AddSingleton(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(services => new HubClock(services.GetRequiredService<TimeProvider>(), settings.Now))
            .AddStorage(settings.StateStorage)
            .AddSingleton<StorageSetup>()
            .AddHostedService(services => services.GetRequiredService<StorageSetup>())
            .AddSingleton<OfficeAccess>()
            .AddSingleton(new NeededTable(TableTimerLog.TableName))
            .AddSingleton<TableTimerLog>()
            .AddSingleton<Readiness>()
            .AddSingleton<HealthEndpoints>()
            .AddSingleton<Housekeeping>()
            .AddSingleton<TimerRuns>()
            .AddSingleton<TimerLock>();
        if (settings.SendsTelemetry)
            builder.Services.AddHostedService<OtlpExport>();
        if (hostPort is null)
            builder.Services.AddHostedService<LocalTimers>();
        else
            builder.Services.AddHostedService<ParentWatch>();
    }

    public static void UseHosting(this WebApplication app)
    {
        app.UseMiddleware<ErrorHandling>();
        app.UseRouting();
    }
}
