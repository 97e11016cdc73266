using HubFunctions.Plans;

namespace HubFunctions.LocalRun;

/// <summary>Storage for a run on a developer's machine: the emulator, unless a storage connection is configured.</summary>
public static class LocalStorage
{
    /// <returns>Null when a storage connection is configured.</returns>
    /// <exception cref="AzuriteUnavailableException">Its message is one line for the console.</exception>
    public static async Task<Azurite?> StartAsync(IConfiguration configuration, SettingsReader settings)
    {
        var section = configuration.GetSection("AzureWebJobsStorage");
        return !settings.IsLocalRun || section.Value is not null || section.GetChildren().Any()
            ? null
            : await Azurite.StartAsync(AzuritePorts.Usual, LocalFolder.Path("azurite"), Console.Error.WriteLine);
    }
}
