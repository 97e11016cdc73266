using HubFunctions.Hosting;
using HubFunctions.Plans;
using Microsoft.AspNetCore.Connections;

namespace HubFunctions.LocalRun;

/// <summary>The hub without the Functions host: its functions on Kestrel, and on a developer's machine also storage, samples,
/// pages and timers.</summary>
internal static class LocalHub
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Action<IHostApplicationBuilder, SettingsReader> addFeatures)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = new SettingsReader(builder.Configuration, builder.Environment.IsDevelopment());
        Log(builder.Logging, settings);
        addFeatures(builder, settings);
        if (settings.ReportProblems())
            return ExitCodes.Settings;
        if (settings.IsLocalRun && LocalPort.Taken(settings) is { } taken)
            return CannotListen($"{taken} is in use.");
        try
        {
            await using var emulator = await LocalStorage.StartAsync(builder.Configuration, settings);
            builder.AddLocalRun(settings);
            var app = builder.Build();
            app.UseProblemsForUnknownRoutes();
            app.UseRouting();
            app.MapFunctions();
            if (builder.Environment.IsDevelopment())
                app.MapDevelopment(settings);
            await app.RunAsync();
            return ExitCodes.Done;
        }
        catch (AzuriteUnavailableException unavailable)
        {
            Console.Error.WriteLine(unavailable.Message);
            return ExitCodes.Storage;
        }
        catch (IOException failed) when (failed.InnerException is AddressInUseException)
        {
            return CannotListen(failed.Message);
        }
    }

    private static void Log(ILoggingBuilder logging, SettingsReader settings)
    {
        logging.ClearProviders();
        if (settings.IsLocalRun)
            logging.AddSimpleConsole(options => options.SingleLine = true);
        else
            logging.AddJsonConsole(options => options.IncludeScopes = false);
    }

    private static int CannotListen(string why)
    {
        Console.Error.WriteLine(
            $"The hub cannot listen: {why} Stop what listens there, or take another port: {LocalPort.WayOut}");
        return ExitCodes.Port;
    }
}
