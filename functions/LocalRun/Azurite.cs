using System.Diagnostics;
using System.Globalization;

namespace HubFunctions.LocalRun;

/// <summary>
/// The storage emulator of the local run and the tests. It lives no longer than this process: it stops when its standard
/// input closes, which kill -9 of this process causes too. An emulator that already listens on the ports is used as it is.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);
    private readonly Process? _process;
    private readonly FileStream? _owner;

    private Azurite(AzuritePorts ports, Process? process, FileStream? owner)
    {
        Ports = ports;
        _process = process;
        _owner = owner;
    }

    public AzuritePorts Ports { get; }

    public string ConnectionString => Ports.ConnectionString;

    /// <summary>It was running before, so it stays when this is disposed of.</summary>
    public bool Reused => _process is null;

    /// <param name="ports">Loopback ports, all free or all of one emulator.</param>
    /// <param name="dataFolder">Where the emulator keeps its data between runs.</param>
    /// <param name="log">Takes one line at a time.</param>
    /// <param name="inMemory">Nothing is kept; the folder then only has the process id.</param>
    /// <param name="cancellationToken">Ends the wait for the restore and the start.</param>
    /// <exception cref="AzuriteUnavailableException">One line for the console.</exception>
    public static async Task<Azurite> StartAsync(
        AzuritePorts ports,
        string dataFolder,
        Action<string> log,
        bool inMemory = false,
        CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(dataFolder);
        if (!LockFile.TryAcquire(Path.Combine(dataFolder, "owner.lock"), out var owner))
        {
            await WaitUntilReadyAsync(ports, process: null, [], cancellationToken);
            return new(ports, null, null);
        }

        try
        {
            await WaitForPredecessorAsync(PidFile(dataFolder), cancellationToken);
            if (await AzuriteProbe.FindAsync(ports, cancellationToken))
            {
                log($"A storage emulator listens on port {ports.Table} already: it is used, with the data that is in it.");
                await owner.DisposeAsync();
                return new(ports, null, null);
            }

            var source = Path.Combine(AppContext.BaseDirectory, "LocalRun", "azurite");
            var packages = LocalFolder.Path("packages", "azurite");
            await NodePackages.RestoreAsync(source, packages, log, cancellationToken);
            var process = await RunAsync(ports, dataFolder, source, packages, inMemory, log, cancellationToken);
            return new(ports, process, owner);
        }
        catch
        {
            await owner.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync(_process);
            _process.Dispose();
        }

        if (_owner is not null)
            await _owner.DisposeAsync();
    }

    private static string PidFile(string dataFolder) => Path.Combine(dataFolder, "azurite.pid");

    private static async Task<Process> RunAsync(
        AzuritePorts ports,
        string dataFolder,
        string source,
        string packages,
        bool inMemory,
        Action<string> log,
        CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            Path.Combine(source, "start.mjs"), Path.Combine(packages, "node_modules", "azurite", "dist", "src", "azurite.js"),
            PidFile(dataFolder), "--silent", "--skipApiVersionCheck", "--disableTelemetry",
            "--blobPort", Text(ports.Blob), "--queuePort", Text(ports.Queue), "--tablePort", Text(ports.Table),
        ];
        arguments.AddRange(inMemory ? ["--inMemoryPersistence"] : ["--location", dataFolder]);
        var process = NodePackages.Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = dataFolder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        var errors = new List<string>();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await WaitUntilReadyAsync(ports, process, errors, cancellationToken);
            return process;
        }
        catch
        {
            await StopAsync(process);
            process.Dispose();
            throw;
        }

        void Note(string? line)
        {
            if (string.IsNullOrWhiteSpace(line))
                return;
            lock (errors)
                if (errors.Count < 20)
                    errors.Add(line);
            log("azurite: " + line);
        }
    }

    private static async Task WaitUntilReadyAsync(
        AzuritePorts ports,
        Process? process,
        List<string> errors,
        CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await AzuriteProbe.FindAsync(ports, cancellationToken))
        {
            if (process is { HasExited: true })
            {
                await process.WaitForExitAsync(cancellationToken);
                throw new AzuriteUnavailableException($"The storage emulator stopped at once: {string.Join(" ", errors)}");
            }

            if (TimeProvider.System.GetElapsedTime(start) > StartTime)
                throw new AzuriteUnavailableException(
                    $"The storage emulator did not answer on port {ports.Table} within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    // After a kill -9 the emulator of the run before is still saving: a second one on the same folder would lose that.
    private static async Task WaitForPredecessorAsync(string pidFile, CancellationToken cancellationToken)
    {
        if (!File.Exists(pidFile)
            || !int.TryParse(await File.ReadAllTextAsync(pidFile, cancellationToken), CultureInfo.InvariantCulture, out var id))
            return;
        try
        {
            using var predecessor = Process.GetProcessById(id);
            if (!predecessor.ProcessName.StartsWith("node", StringComparison.OrdinalIgnoreCase))
                return;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StopTime);
            await predecessor.WaitForExitAsync(limit.Token);
        }
        catch (ArgumentException)
        {
            return;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AzuriteUnavailableException(
                $"The storage emulator of an earlier run (process {id}) does not stop: end it, then run again.");
        }
    }

    private static async Task StopAsync(Process process)
    {
        if (process.HasExited)
            return;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopTime);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
