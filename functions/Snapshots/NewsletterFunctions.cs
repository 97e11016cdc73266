using HubFunctions.Plans;
using HubFunctions.Snapshots.Subscribers;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Snapshots;

/// <summary>The timer that writes to public subscribers, apart from publishing: however many they are, no update waits for
/// them.</summary>
public sealed class NewsletterFunctions(NewsletterJob job, TimeProvider clock)
{
    [Function("SendNewsletters")]
    public Task SendNewslettersAsync([TimerTrigger("15 */5 * * * *")] TimerInfo timer, CancellationToken stop) =>
        RunLimit.RunAsync(job.RunDueAsync, clock, stop);
}
