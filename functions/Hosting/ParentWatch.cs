using System.Globalization;

namespace HubFunctions.Hosting;

/// <summary>Ends the app when the Functions host that started it is gone. The host kills what it starts, but one that crashes
/// leaves it behind, holding leases beside the app that the next host starts.</summary>
public sealed partial class ParentWatch(IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ParentWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Read before anything is started: the host may go while the worker starts.</summary>
    private readonly int? _host = Parent();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (_host is null)
            return;
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Parent() == _host)
                continue;
            HostGone(log);
            lifetime.StopApplication();
            return;
        }
    }

    /// <summary>The fourth field of Linux's process record, counted behind the name in brackets, which may hold anything; null
    /// elsewhere.</summary>
    private static int? Parent()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var record = File.ReadAllText("/proc/self/stat");
        var fields = record[(record.LastIndexOf(')') + 2)..].Split(' ', 3);
        return int.Parse(fields[1], CultureInfo.InvariantCulture);
    }

    [LoggerMessage(1, LogLevel.Warning, "The Functions host is gone; the hub ends with it")]
    private static partial void HostGone(ILogger log);
}
