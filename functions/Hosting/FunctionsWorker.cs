using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker.Builder;

namespace HubFunctions.Hosting;

/// <summary>The hub as the Functions host runs it: a .NET isolated worker.</summary>
internal static class FunctionsWorker
{
    /// <summary>The host says where it listens for its worker; nobody else does.</summary>
    public static bool IsWanted(string[] args) => args.Any(a => a.StartsWith("--functions-uri", StringComparison.Ordinal));

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IHostApplicationBuilder, SettingsReader> addFeatures)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        StartServerFirst(builder.Services);
        builder.UseMiddleware<GateMiddleware>();
        var settings = new SettingsReader(builder.Configuration, builder.Environment.IsDevelopment(), hosted: true);
        addFeatures(builder, settings);
        if (settings.ReportProblems())
            return ExitCodes.Settings;
        builder.Services.AddHostedService<ParentWatch>();
        var worker = builder.Build();
        var stopping = worker.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await worker.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop before it had started.
        }

        return ExitCodes.Again;
    }

    /// <summary>The worker tells the host its address as it starts; calls that follow at once must find the web server
    /// listening.</summary>
    private static void StartServerFirst(IServiceCollection services)
    {
        var server = services.Single(s =>
            s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "GenericWebHostService");
        services.Remove(server);
        services.Insert(0, server);
    }
}
