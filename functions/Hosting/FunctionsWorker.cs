using Microsoft.Azure.Functions.Worker.Builder;

namespace HubFunctions.Hosting;

/// <summary>The hub as the Functions host runs it: a .NET isolated worker.</summary>
internal static class FunctionsWorker
{
    /// <summary>The host says where it listens for its worker; nobody else does.</summary>
    public static bool IsWanted(string[] args) => args.Any(a => a.StartsWith("--functions-uri", StringComparison.Ordinal));

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IHostApplicationBuilder, HubSettings> addFeatures)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        if (SettingsReader.ReadOrReport(builder, hosted: true) is not { } settings)
            return ExitCodes.Settings;
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<GateMiddleware>();
        addFeatures(builder, settings);
        builder.Services.AddHostedService<ParentWatch>();
        await builder.Build().RunAsync();
        return ExitCodes.Again;
    }
}
