using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using HubFunctions.Azure.Tables;
using HubFunctions.Hosting.LocalRun;
using HubFunctions.Tests.Support;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace HubFunctions.Tests.Support;

/// <summary>One emulator for the whole test run, in memory, on free ports. Tests take it as a constructor parameter.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-azurite-");
    private Azurite? _azurite;
    private int _names;

    public string ConnectionString => Running.ConnectionString;

    public TableServiceClient Tables => field ??= new(ConnectionString);

    public BlobServiceClient Blobs => field ??= new(ConnectionString);

    private Azurite Running => _azurite ?? throw new InvalidOperationException("The emulator has not started.");

    public static AzuritePorts FreePorts()
    {
        using TcpListener blob = new(IPAddress.Loopback, 0), queue = new(IPAddress.Loopback, 0), table = new(IPAddress.Loopback, 0);
        blob.Start();
        queue.Start();
        table.Start();
        return new(Port(blob), Port(queue), Port(table));

        static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>An emulator of the test's own that keeps its data, to stop and start on the same ports and folder.</summary>
    public static Task<Azurite> StartSeparateAsync(AzuritePorts ports, string dataFolder, CancellationToken cancellationToken) =>
        Azurite.StartAsync(ports, dataFolder, Log, cancellationToken: cancellationToken);

    public async ValueTask InitializeAsync() =>
        _azurite = await Azurite.StartAsync(FreePorts(), _folder.FullName, Log, inMemory: true, TestContext.Current.CancellationToken);

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
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static void Log(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
