using System.Collections.Concurrent;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Soak;

/// <summary>Ticks the timers of every worker, as hosts do that each believe to be the one that ticks.</summary>
internal sealed class SoakTimers(IReadOnlyList<FakeHost> hosts, CancellationToken done)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, int> _succeeded = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task RunAsync() => Task.WhenAll(
        from host in hosts
        from timer in (string[])["PublishSnapshots", "SendReminders"]
        select GoOnAsync(host, timer));

    /// <summary>How often a timer ran without a failure.</summary>
    public int Succeeded(string timer) => _succeeded.GetValueOrDefault(timer);

    /// <summary>Until one more run has succeeded than can have begun before.</summary>
    public async Task RunAgainAsync(string timer)
    {
        var before = Succeeded(timer);
        await Eventually.TrueAsync(() => Task.FromResult(Succeeded(timer) > before + hosts.Count), TimeSpan.FromMinutes(2));
    }

    private async Task GoOnAsync(FakeHost host, string timer)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                if ((await host.TickAsync(timer, TimerEnvelope.Usual, Stop)).Succeeded)
                    _succeeded.AddOrUpdate(timer, 1, (_, n) => n + 1);
            }
            catch (Exception gone) when (gone is WorkerGoneException
                || (gone is OperationCanceledException && !Stop.IsCancellationRequested))
            {
                // The host ticks its next worker.
            }

            await Task.Delay(Pause, Stop);
        }
    }
}
