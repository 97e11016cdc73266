using System.Net.Http.Headers;
using HubFunctions.Hosting;
using HubFunctions.Plans;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Support;

/// <summary>The real app on a real port against the emulator, as it runs in Azure: no samples, no timers of its own. Each has its
/// own storage account.</summary>
public sealed class HubApp : WebApplicationFactory<Program>
{
    public const string AdminKey = "an-admin-key-for-tests-0123456789";

    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _services;

    private HubApp(Dictionary<string, string?> settings, Action<IServiceCollection>? services)
    {
        _settings = settings;
        _services = services;
        // With a port given here, the factory sets the address in a race with the app's own start.
        UseKestrel();
    }

    /// <summary>Signed in as the programme office.</summary>
    public HttpClient Office { get; private set; } = null!;

    /// <summary>Not signed in.</summary>
    public HttpClient Anyone { get; private set; } = null!;

    /// <param name="settings">Names as in the environment (<c>Hub__Now</c>), over the defaults.</param>
    /// <param name="services">Takes the place of registered services.</param>
    public static async Task<HubApp> StartAsync(
        AzuriteFixture azurite, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        var all = Defaults(azurite.NewAccount());
        foreach (var (name, value) in settings ?? [])
            all[name] = value;
        var app = new HubApp(all, services);
        app.StartServer();
        app.Anyone = app.CreateClient();
        app.Office = app.CreateClient();
        app.Office.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        await app.Services.GetRequiredService<StorageSetup>().Ready.WaitAsync(Eventually.Longest);
        return app;
    }

    /// <summary>Settings of a hub in tests, by their names in the environment.</summary>
    public static Dictionary<string, string?> Defaults(string connection) => new()
    {
        ["AzureWebJobsStorage"] = connection,
        ["Hub__PublicBaseUrl"] = "https://hub.example.gov.uk",
        ["Hub__SigningKey"] = Convert.ToBase64String("a signing key for tests, 32 bytes"u8),
        ["Hub__AdminKey"] = AdminKey,
        ["Hub__Mail__Provider"] = "outbox",
        ["Hub__Now"] = "2022-05-24T07:00:00Z",
        ["Hub__LocalRun"] = "false",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public IPlanStore Plans => Get<IPlanStore>();

    public StorageConnection Storage => Get<StorageConnection>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development").UseUrls("http://127.0.0.1:0");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name.Replace("__", ":", StringComparison.Ordinal), value);
        builder.ConfigureTestServices(services => _services?.Invoke(services));
    }
}
