using Azure.Data.Tables;
using Azure.Storage.Blobs;
using HubFunctions.LocalRun;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace HubFunctions.Tests.Support;

/// <summary>
/// The emulators of the whole test run, in memory, on free ports, started by the first test that asks for them. An emulator
/// is one thread, so there are two, which share the accounts. Tests take it as a constructor parameter.
/// </summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private const string Usual = "devstoreaccount1";
    private const int Emulators = 2;
    private const int Accounts = 4_000;

    // All accounts stand in one variable of the environment, which holds 128 KiB: the usual key would leave room for 1,200.
    private const string ShortKey = "aHVi";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-azurite-");
    private readonly Lazy<Azurite[]> _azurite;
    private int _names;
    private int _accounts;

    // On the thread pool: the test runner's own context may have no thread left to finish the start on.
    public AzuriteFixture() => _azurite = new(() => Task.Run(StartAsync).GetAwaiter().GetResult());

    public string ConnectionString => _azurite.Value[0].ConnectionString;

    public TableServiceClient Tables => Storage.Tables;

    public BlobServiceClient Blobs => Storage.Blobs;

    private StorageConnection Storage => field ??= Connect(ConnectionString);

    /// <summary>The hub's own clients of an account.</summary>
    public static StorageConnection Connect(string connection) => new(new StorageSettings(connection, null, null, null, null));

    public static AzuritePorts FreePorts() => new(FreePort.Next(), FreePort.Next(), FreePort.Next());

    /// <summary>An emulator of the test's own that keeps its data, to stop and start on the same ports and folder.</summary>
    public static Task<Azurite> StartSeparateAsync(AzuritePorts ports, string dataFolder, CancellationToken cancellationToken) =>
        Azurite.StartAsync(ports, dataFolder, Log, cancellationToken: cancellationToken);

    /// <summary>The connection string of a storage account that no other test uses.</summary>
    public string NewAccount()
    {
        var number = Interlocked.Increment(ref _accounts) - 1;
        Assert.True(number < Accounts, "The emulator was started with fewer accounts than there are tests: raise their number.");
        return _azurite
            .Value[number % Emulators]
            .ConnectionString.Replace(Usual, Account(number), StringComparison.Ordinal)
            .Replace(Part("AccountKey="), ShortKey, StringComparison.Ordinal);
    }

    /// <summary>A name no other test has, good for a table and for a container.</summary>
    public string NewName(string prefix) => $"{prefix}{Interlocked.Increment(ref _names)}";

    /// <summary>A new, empty table.</summary>
    public async Task<TableClient> NewTableAsync(string prefix = "table")
    {
        var table = Tables.GetTableClient(NewName(prefix));
        await table.CreateIfNotExistsAsync(TestContext.Current.CancellationToken);
        return table;
    }

    public async ValueTask DisposeAsync()
    {
        if (_azurite.IsValueCreated)
            await Task.WhenAll(_azurite.Value.Select(a => a.DisposeAsync().AsTask()));
        _folder.Delete(recursive: true);
    }

    private async Task<Azurite[]> StartAsync()
    {
        var key = Part("AccountKey=");
        Environment.SetEnvironmentVariable(
            "AZURITE_ACCOUNTS",
            string.Join(';', [$"{Usual}:{key}", .. Enumerable.Range(0, Accounts).Select(n => $"{Account(n)}:{ShortKey}")]));
        var all = new Azurite[Emulators];
        for (var n = 0; n < Emulators; n++)
            all[n] = await Azurite.StartAsync(
                FreePorts(),
                _folder.CreateSubdirectory($"{n}").FullName,
                Log,
                inMemory: true,
                CancellationToken.None);
        return all;
    }

    private static string Account(int number) => $"hubtest{number}";

    private static string Part(string name)
    {
        var text = AzuritePorts.Usual.ConnectionString;
        var start = text.IndexOf(name, StringComparison.Ordinal) + name.Length;
        return text[start..text.IndexOf(';', start)];
    }

    private static void Log(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
