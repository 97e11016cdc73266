namespace HubFunctions.Plans;

public static class StorageRegistration
{
    /// <summary>The state account, and its tables by themselves for the stores.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageSettings state) => services
        .AddSingleton(_ => new StorageConnection(state))
        .AddSingleton(provider => provider.GetRequiredService<StorageConnection>().Tables);
}
