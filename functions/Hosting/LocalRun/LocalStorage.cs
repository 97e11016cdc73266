namespace HubFunctions.Hosting.LocalRun;

/// <summary>Storage for a run on a developer's machine: the emulator, unless a storage connection is configured.</summary>
public static class LocalStorage
{
    /// <returns>Null when a storage connection is configured.</returns>
    /// <exception cref="AzuriteUnavailableException">Its message is one line for the console.</exception>
    public static async Task<Azurite?> StartAsync(IConfiguration configuration, bool development)
    {
        if (!development || configuration.GetSection("AzureWebJobsStorage") is { } section && (section.Value is not null || section.GetChildren().Any()))
            return null;
        return await Azurite.StartAsync(AzuritePorts.Usual, LocalFolder.Path("azurite"), Console.Error.WriteLine);
    }
}
