using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace HubFunctions.Tests.Support;

/// <summary>
/// Starts the published app as the Functions host does and stands in front of it: environment, port, readiness, restarts, timer calls and
/// proxied requests. It never asks the app to stop; it kills.
/// </summary>
public sealed class HostSimulator : IAsyncDisposable
{
    public const string Version = "4.1037.0.0";

    /// <summary>For a request without a body: it goes to the app twice, as after a connection failure, and the second answer counts.</summary>
    public static readonly HttpRequestOptionsKey<bool> Twice = new("twice");
    private const int UsualStop = 3;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly string _root;
    private readonly int _stopsAt;
    private readonly Dictionary<string, string> _environment;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    private HostSimulator(string root, Dictionary<string, string> environment, int stopsAt)
    {
        _stopsAt = stopsAt;
        _root = root;
        _environment = environment;
        Outside = new HttpClient(new HostProxy(this, root)) { BaseAddress = new Uri("https://hub.example.gov.uk"), Timeout = TimeSpan.FromMinutes(2) };
        Office = new HttpClient(new HostProxy(this, root)) { BaseAddress = Outside.BaseAddress, Timeout = Outside.Timeout };
        Office.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HubApp.AdminKey);
    }

    /// <summary>The world in front of the host: only declared routes pass.</summary>
    public HttpClient Outside { get; }

    /// <summary>The same, signed in as the programme office.</summary>
    public HttpClient Office { get; }

    /// <summary>Straight to the app, as only the host itself can.</summary>
    public HttpClient Inside { get; } = new() { Timeout = TimeSpan.FromMinutes(1) };

    public IReadOnlyList<string> Output => [.. _output];

    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>How often a process was started.</summary>
    public int Starts { get; private set; }

    public IReadOnlyList<int> ExitCodes => [.. _exitCodes];

    private readonly ConcurrentQueue<int> _exitCodes = [];

    /// <summary>From the start of the first process to its first answer.</summary>
    public TimeSpan StartTook { get; private set; }

    public Process? App { get; private set; }

    /// <param name="settings">Over the defaults of a hub deployed for tests; null takes one away.</param>
    /// <param name="stopsAt">How many failures within half an hour stop the host: three, unless somebody starts the host again each time.</param>
    public static async Task<HostSimulator> StartAsync(
        PublishedApp app, AzuriteFixture azurite, Dictionary<string, string?>? settings = null, int stopsAt = UsualStop)
    {
        var environment = Settings(azurite.NewAccount());
        foreach (var (name, value) in settings ?? [])
        {
            if (value is null)
                environment.Remove(name);
            else
                environment[name] = value;
        }

        var host = new HostSimulator(await app.FolderAsync(), environment, stopsAt);
        host._running = host.SuperviseAsync();
        await host.ReadyAsync();
        return host;
    }

    /// <summary>What an operator sets, and what the host's own environment brings along.</summary>
    public static Dictionary<string, string> Settings(string storage) => new()
    {
        ["AzureWebJobsStorage"] = storage,
        ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
        ["ASPNETCORE_HTTP_PORTS"] = "1",
        ["Hub__PublicBaseUrl"] = "https://hub.example.gov.uk",
        ["Hub__SigningKey"] = Convert.ToBase64String("a signing key for tests, 32 bytes"u8),
        ["Hub__AdminKey"] = HubApp.AdminKey,
        ["Hub__Mail__Provider"] = "sendgrid",
        ["Hub__Mail__From"] = "hub@example.org",
        ["SendGrid__ApiKey"] = "a-sendgrid-key-for-tests",
        ["SendGrid__BaseUrl"] = "http://127.0.0.1:1",
    };

    /// <summary>The app's address once it answers.</summary>
    /// <exception cref="HostStoppedException">The host has given up.</exception>
    public Task<Uri> ReadyAsync()
    {
        lock (_gate)
            return _ready.Task;
    }

    /// <summary>Calls a timer function as the host does: a chunked envelope to the app's own address.</summary>
    public async Task<HttpResponseMessage> TickAsync(string timer, string envelope, CancellationToken stop)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(await ReadyAsync(), timer));
        call.Content = new StringContent(envelope, MediaTypeHeaderValue.Parse("application/json; charset=utf-8"));
        call.Headers.TransferEncodingChunked = true;
        call.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        call.Headers.Add("X-Azure-Functions-HostVersion", Version);
        call.Headers.UserAgent.ParseAdd($"Azure-Functions-Host/{Version}");
        return await Inside.SendAsync(call, stop);
    }

    /// <summary>Without warning, as at a scale-in; the supervision starts it again.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            App?.Kill();
            if (_ready.Task.IsCompletedSuccessfully)
                _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        lock (_gate)
            App?.Kill();
        await _running.WaitAsync(StartLimit);
        Outside.Dispose();
        Office.Dispose();
        Inside.Dispose();
        _ending.Dispose();
    }

    private async Task SuperviseAsync()
    {
        var failures = new List<long>();
        while (!_ending.IsCancellationRequested)
        {
            var exit = await RunAsync();
            _exitCodes.Enqueue(exit);
            if (_ending.IsCancellationRequested)
                return;
            if (exit == 0)
            {
                GiveUp("The app ended with 0: it is never started again.");
                return;
            }

            if (exit == 200)
                continue;
            failures.Add(Stopwatch.GetTimestamp());
            failures.RemoveAll(at => Stopwatch.GetElapsedTime(at) > TimeSpan.FromMinutes(30));
            if (failures.Count >= _stopsAt)
            {
                GiveUp($"The app ended {_stopsAt} times within 30 minutes, last with {exit}.");
                return;
            }
        }
    }

    private async Task<int> RunAsync()
    {
        var from = Stopwatch.GetTimestamp();
        var port = FreePort.Next();
        using var process = Start(port);
        lock (_gate)
        {
            App = process;
            Starts++;
            if (_ready.Task.IsCompletedSuccessfully)
                _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        var exited = process.WaitForExitAsync();
        var address = new Uri($"http://127.0.0.1:{port}/");
        while (!exited.IsCompleted && !_ending.IsCancellationRequested)
        {
            if (Stopwatch.GetElapsedTime(from) > StartLimit)
                process.Kill();
            try
            {
                using var any = await Inside.GetAsync(address);
                if (Starts == 1)
                    StartTook = Stopwatch.GetElapsedTime(from);
                lock (_gate)
                    _ready.TrySetResult(address);
                break;
            }
            catch (HttpRequestException)
            {
                await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(10)), exited);
            }
        }

        if (_ending.IsCancellationRequested && !process.HasExited)
            process.Kill();
        await exited;
        lock (_gate)
            App = null;
        return process.ExitCode;
    }

    private Process Start(int port)
    {
        var start = new ProcessStartInfo(Path.Combine(_root, "HubFunctions"))
        {
            WorkingDirectory = _root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }

    private void GiveUp(string why)
    {
        lock (_gate)
        {
            if (_ready.Task.IsCompleted)
                _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _ready.TrySetException(new HostStoppedException($"{why} {string.Join(' ', _errors.TakeLast(5))}"));
            // Somebody may never ask again.
            _ = _ready.Task.Exception;
        }
    }
}

