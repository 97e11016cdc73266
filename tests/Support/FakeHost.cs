using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using HubFunctions.Tests.Support.Rpc;

namespace HubFunctions.Tests.Support;

/// <summary>
/// Does what the Functions host does with a published app: starts its worker, speaks the worker protocol, stands in front of it
/// for HTTP, calls its timers, starts it again by the host's rules, ends it. Two of them on one storage account are two
/// instances.
/// </summary>
public sealed class FakeHost : IAsyncDisposable
{
    public const string Version = "4.1037.0.0";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly FakeHostOptions _options;
    private readonly WorkerStreams _streams;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentQueue<string> _output = [];
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly ConcurrentQueue<HostLog> _logs = [];
    private readonly ConcurrentQueue<int> _exitCodes = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource<WorkerChannel> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HostFront? _front;
    private Task _running = Task.CompletedTask;

    private FakeHost(FakeHostOptions options, WorkerStreams streams) => (_options, _streams) = (options, streams);

    /// <summary>Where the world calls; it stays while workers come and go.</summary>
    public Uri BaseAddress => _front?.Address ?? throw new InvalidOperationException("No worker has started.");

    public HttpClient Anyone { get; private set; } = null!;

    /// <summary>Signed in as the programme office.</summary>
    public HttpClient Office { get; private set; } = null!;

    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    /// <summary>What the workers logged over the protocol.</summary>
    public IReadOnlyList<HostLog> Logs => [.. _logs];

    public IReadOnlyList<string> Output => [.. _output];

    public IReadOnlyList<string> Errors => [.. _errors];

    public IReadOnlyList<int> ExitCodes => [.. _exitCodes];

    /// <summary>How often a worker was started.</summary>
    public int Starts { get; private set; }

    /// <summary>From the start of the first worker until it could be called.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>The worker that runs now.</summary>
    public Process? Worker { get; private set; }

    /// <summary>Processor time of the worker that runs now; nothing of the host's.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var worker = Worker ?? throw new WorkerGoneException();
            worker.Refresh();
            return worker.TotalProcessorTime;
        }
    }

    public static async Task<FakeHost> StartAsync(
        PublishedApp app,
        AzuriteFixture azurite,
        Dictionary<string, string?>? settings = null,
        int stopsAt = FakeHostOptions.UsualStop) =>
        await StartAsync(
            new FakeHostOptions
            {
                Root = await app.FolderAsync(),
                Environment = FakeHostOptions.Settings(azurite.NewAccount(), settings),
                StopsAt = stopsAt,
            });

    /// <exception cref="HostStoppedException">The worker does not start.</exception>
    public static async Task<FakeHost> StartAsync(FakeHostOptions options)
    {
        var host = new FakeHost(options, await WorkerStreams.StartAsync());
        host._running = host.SuperviseAsync();
        try
        {
            await host.ReadyAsync();
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        return host;
    }

    /// <summary>Until a worker can be called.</summary>
    /// <exception cref="HostStoppedException">The host has given up.</exception>
    public Task ReadyAsync() => WorkerAsync();

    /// <summary>Where the worker itself listens, for the host alone.</summary>
    public async Task<Uri> WorkerAddressAsync() => new((await WorkerAsync()).HttpUri);

    /// <summary>Calls a timer function.</summary>
    /// <param name="info">The trigger's JSON, as in <see cref="TimerEnvelope"/>.</param>
    public async Task<HostedRun> TickAsync(string timer, string info, CancellationToken cancel)
    {
        var worker = await WorkerAsync();
        var function = worker.Functions.Single(f => f.Name == timer);
        var result = await worker.InvokeAsync(function, Guid.NewGuid().ToString(), new() { Json = info }, null, cancel);
        return new HostedRun(result.Status == StatusResult.Types.Status.Success, result.Exception?.Message);
    }

    /// <summary>Without warning, as at a scale-in; the host starts another.</summary>
    public void Kill()
    {
        lock (_gate)
        {
            Worker?.Kill();
            NotReady();
        }
    }

    /// <param name="name">As <c>kill</c> takes it: TERM, STOP, CONT.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, Worker!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks the worker to end, as a host does that ends itself: requests under way first.</summary>
    /// <param name="drain">False does not wait for them.</param>
    /// <returns>False: the worker had to be killed.</returns>
    public async Task<bool> TerminateAsync(bool drain = true)
    {
        await _ending.CancelAsync();
        if (drain)
            await _front!.DrainAsync();
        (await WorkerAsync()).Terminate(Grace);
        var ended = await Task.WhenAny(_running, Task.Delay(Grace)) == _running;
        if (!ended)
            Kill();
        await _running;
        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        lock (_gate)
            Worker?.Kill(entireProcessTree: true);
        await _running.WaitAsync(StartLimit);
        Anyone?.Dispose();
        Office?.Dispose();
        await (_front?.DisposeAsync() ?? default);
        await _streams.DisposeAsync();
        _ending.Dispose();
    }

    private static HttpClient Client(Uri address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(2),
        };

    private Task<WorkerChannel> WorkerAsync()
    {
        lock (_gate)
            return _ready.Task;
    }

    private async Task SuperviseAsync()
    {
        var failures = new List<long>();
        while (!_ending.IsCancellationRequested)
        {
            var exit = await RunAsync();
            _exitCodes.Enqueue(exit);
            if (_ending.IsCancellationRequested || exit == 200)
                continue;
            // 0 is never followed by a restart: what is called then hangs.
            if (exit == 0)
                return;
            failures.Add(Stopwatch.GetTimestamp());
            failures.RemoveAll(at => Stopwatch.GetElapsedTime(at) > TimeSpan.FromMinutes(30));
            if (failures.Count < _options.StopsAt)
                continue;
            GiveUp(exit);
            return;
        }
    }

    private async Task<int> RunAsync()
    {
        var from = Stopwatch.GetTimestamp();
        var channel = new WorkerChannel(log => _logs.Enqueue(new HostLog(log)));
        _streams.Expect(channel);
        using var process = WorkerProcess.Start(_options.Command(_streams.Address, channel.WorkerId), _output, _errors);
        lock (_gate)
        {
            Worker = process;
            Starts++;
            NotReady();
            if (_ending.IsCancellationRequested)
                process.Kill(entireProcessTree: true);
        }

        var exited = WorkerProcess.ExitedAsync(process);
        var starting = OpenAsync(channel, from);
        if (await Task.WhenAny(exited, starting, Task.Delay(StartLimit)) != exited && !starting.IsCompletedSuccessfully)
            process.Kill(entireProcessTree: true);
        await exited;
        channel.Close();
        lock (_gate)
        {
            NotReady();
            Worker = null;
        }

        return process.ExitCode;
    }

    private async Task OpenAsync(WorkerChannel channel, long from)
    {
        await channel.InitialiseAsync(_options.Root);
        if (_front is null)
        {
            Functions = channel.Functions;
            _front = await HostFront.StartAsync(_options.Root, Functions, WorkerAsync);
            (Anyone, Office) = (Client(BaseAddress), Client(BaseAddress));
            Office.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", HubApp.AdminKey);
            StartTook = Stopwatch.GetElapsedTime(from);
        }

        lock (_gate)
            _ready.TrySetResult(channel);
    }

    private void NotReady()
    {
        if (_ready.Task.IsCompletedSuccessfully)
            _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void GiveUp(int exit)
    {
        lock (_gate)
        {
            _ready.TrySetException(
                new HostStoppedException(
                    $"The worker ended too often, last with {exit}. {string.Join(' ', _errors.TakeLast(5))}",
                    exit,
                    Errors));
            // Somebody may never ask again.
            _ = _ready.Task.Exception;
        }
    }
}

/// <summary>The host has given up on the worker.</summary>
public sealed class HostStoppedException(string message, int exitCode, IReadOnlyList<string> errors) : Exception(message)
{
    /// <summary>Of the last worker.</summary>
    public int ExitCode => exitCode;

    /// <summary>What the workers wrote to standard error.</summary>
    public IReadOnlyList<string> Errors => errors;
}

/// <param name="Error">The message of the exception that ended it.</param>
public sealed record HostedRun(bool Succeeded, string? Error);

/// <summary>One line of log as the host got it.</summary>
/// <param name="IsUser">False: of the worker's own machinery.</param>
public sealed record HostLog(string Category, string Level, string Message, string? Exception, bool IsUser)
{
    internal HostLog(RpcLog log)
        : this(
            log.Category,
            log.Level.ToString(),
            log.Message,
            log.Exception is { } error ? $"{error.Message} {error.StackTrace}" : null,
            log.LogCategory == 0)
    {
    }
}
