namespace HubFunctions.Plans;

public static class StorageRegistration
{
    /// <summary>The state account, and its tables by themselves for the stores.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, SettingsReader settings) => services
        .AddSingleton(StorageSettingsReader.State(settings))
        .AddSingleton(provider => new StorageConnection(provider.GetRequiredService<StorageSettings>()))
        .AddSingleton(provider => provider.GetRequiredService<StorageConnection>().Tables);
}
