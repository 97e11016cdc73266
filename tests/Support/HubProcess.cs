using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace HubFunctions.Tests.Support;

/// <summary>The hub as a process of its own, to be killed without warning. It runs without the Functions host and without
/// samples.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];

    private HubProcess(Process process, Uri address)
    {
        _process = process;
        Anyone = Client(address);
        Office = Client(address);
        Office.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HubApp.AdminKey);
    }

    public HttpClient Office { get; }

    public HttpClient Anyone { get; }

    /// <summary>What it wrote so far, to either stream.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public int Id => _process.Id;

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="connection">Of the storage account.</param>
    /// <param name="settings">Names as in the environment, over the defaults.</param>
    /// <param name="port">0 takes any free one.</param>
    /// <param name="app">Folder of a build that runs without a host; null takes the build that is tested.</param>
    /// <param name="firstCall">It has started when this is answered with success.</param>
    public static async Task<HubProcess> StartAsync(
        string connection,
        Dictionary<string, string?>? settings = null,
        int port = 0,
        string? app = null,
        string firstCall = "/api/plans",
        CancellationToken stop = default)
    {
        port = port == 0 ? FreePort.Next() : port;
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var start = app is null
            ? new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HubFunctions.dll")])
            : new ProcessStartInfo(Path.Combine(app, "HubFunctions"));
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var (name, value) in HubApp.Defaults(connection).Concat(settings ?? []))
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        var hub = new HubProcess(Process.Start(start)!, address);
        hub._process.OutputDataReceived += (_, line) => hub.Keep(line.Data);
        hub._process.ErrorDataReceived += (_, line) => hub.Keep(line.Data);
        hub._process.BeginOutputReadLine();
        hub._process.BeginErrorReadLine();
        await hub.WaitAsync(firstCall, stop);
        return hub;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing answered.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Office.Dispose();
        Anyone.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }

    private static HttpClient Client(Uri address) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(60),
        };

    private async Task WaitAsync(string firstCall, CancellationToken stop)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < StartTime && !_process.HasExited)
        {
            try
            {
                if ((await Office.GetAsync(firstCall, stop)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
        }

        throw new InvalidOperationException("The hub did not start within three minutes.");
    }
}
