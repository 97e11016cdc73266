using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Updates;

/// <summary>The timer that looks for silent partners.</summary>
public sealed class SilenceFunctions(SilentPartnerMonitor silence, TimeProvider clock)
{
    [Function("LookForSilentPartners")]
    public Task LookForSilentPartnersAsync([TimerTrigger("0 20 * * * *")] TimerInfo timer, CancellationToken stop) =>
        RunLimit.RunAsync(silence.LookAsync, clock, stop);
}
