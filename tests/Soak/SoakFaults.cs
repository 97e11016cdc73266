using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Soak;

/// <summary>Steps of the calendar over both changes of the clocks, and what goes wrong in between.</summary>
internal sealed class SoakFaults(
    IReadOnlyList<FakeHost> hosts, IReadOnlyList<CuttableProxy> storage, SoakTimers timers, Action<CalendarStep> setCalendar)
{
    /// <summary>Instants in UTC. The clocks go forward on 27 March 2022 at 01:00 and back on 30 October at 01:00; mail may leave
    /// from 08:00 local time on working days.</summary>
    private static readonly CalendarStep[] Steps =
    [
        new("2022-03-25T08:30:00Z"),
        new("2022-03-27T00:59:50Z"),
        new("2022-03-27T00:40:00Z"),
        new("2022-03-28T06:30:00Z", IsOfLongForm: true),
        new("2022-03-28T07:05:00Z", IsOfLongForm: true),
        new("2022-03-29T08:00:00Z", IsQuiet: true),
        new("2022-10-31T07:30:00Z"),
        new("2022-10-31T08:05:00Z", IsOfLongForm: true),
    ];

    private static readonly CalendarStep End = new("2022-11-01T09:00:00Z", IsQuiet: true);
    private static readonly TimeSpan ShortForm = TimeSpan.FromMinutes(1);
    private readonly Random _random = new(13);
    private int _strikes;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>How often each thing went wrong.</summary>
    public Dictionary<string, int> Counts { get; } = [];

    public async Task RunAsync(TimeSpan duration)
    {
        var steps = Steps.Where(s => !s.IsOfLongForm || duration > ShortForm).ToList();
        foreach (var step in steps)
        {
            var from = TimeProvider.System.GetTimestamp();
            await BeginAsync(step);
            do
            {
                await (step.IsQuiet ? Task.Delay(200, Stop) : StrikeAsync());
            }
            while (TimeProvider.System.GetElapsedTime(from) < duration / steps.Count);
        }

        await BeginAsync(End);
    }

    /// <summary>Both instances end without warning and begin again at the new hour. On a quiet day everything gets
    /// through.</summary>
    private async Task BeginAsync(CalendarStep step)
    {
        setCalendar(step);
        foreach (var host in hosts)
            host.Kill();
        foreach (var host in hosts)
            await host.ReadyAsync();
        Count("clock steps");
        Count("kills", hosts.Count);
        if (step.IsQuiet)
            await timers.RunAgainAsync("SendReminders");
    }

    private async Task StrikeAsync()
    {
        var host = hosts[_random.Next(hosts.Count)];
        switch (_strikes++ % 5)
        {
            case 0:
                await WhileAsync("slow storage", () => Set(s => s.Delay = 120), () => Set(s => s.Delay = 0), 2_000);
                break;
            case 1:
                await WhileAsync("lost answers", () => Lose(true), () => Lose(false), 400);
                break;
            case 2:
                await WhileAsync("storage outages", () => Set(s => s.Cut()), () => Set(s => s.Restore()), 1_000);
                break;
            case 3:
                await Task.Delay(_random.Next(500), Stop);
                host.Kill();
                Count("kills");
                await host.ReadyAsync();
                break;
            default:
                Count("freezes");
                await host.SignalAsync("STOP");
                await Task.Delay(700, Stop);
                await host.SignalAsync("CONT");
                break;
        }

        await Task.Delay(300, Stop);
    }

    private async Task WhileAsync(string what, Action begin, Action end, int milliseconds)
    {
        Count(what);
        begin();
        await Task.Delay(milliseconds, Stop);
        end();
    }

    private void Lose(bool answers) => Set(s => s.LosesAnswers = answers);

    private void Set(Action<CuttableProxy> change)
    {
        foreach (var proxy in storage)
            change(proxy);
    }

    private void Count(string what, int times = 1) => Counts[what] = Counts.GetValueOrDefault(what) + times;
}

/// <param name="Start">Where the hub's calendar starts: <c>Hub__Now</c>.</param>
/// <param name="IsQuiet">Nothing goes wrong, and all that is due gets through before the calendar moves on.</param>
internal sealed record CalendarStep(string Start, bool IsQuiet = false, bool IsOfLongForm = false);
