using System.Text.RegularExpressions;
using HubFunctions.Mail;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>What became of newsletters and of the questions before them: a bounce, a complaint or an unsubscription ends that
/// one subscription, and nothing else of the same person.</summary>
public sealed partial class SubscriberMailEvents(TableSubscribers subscribers) : IMailEventHandler
{
    /// <summary>Between the provider's clock and the hub's.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public async Task HandleAsync(IReadOnlyList<MailEvent> events, CancellationToken stop)
    {
        foreach (var e in events.Where(e => e.Kind is not (MailEventKind.Delivered or MailEventKind.Lost)))
        {
            if (e.Reference is { } text && Reference().Match(text) is { Success: true } reference)
                await EndAsync(reference.Groups["plan"].Value, reference.Groups["id"].Value, e.At, stop);
        }
    }

    /// <summary>An event from before the newest question is about a subscription that has ended already.</summary>
    private async Task EndAsync(string plan, string id, DateTimeOffset? at, CancellationToken stop)
    {
        if (await subscribers.FindAsync(plan, id, stop) is { } known && !(at < known.AskedAt - Skew))
            await subscribers.RemoveAsync(plan, id, stop);
    }

    [GeneratedRegex(
        "^(?<plan>[a-z0-9][a-z0-9.-]{0,62})/(?<id>[0-9a-f]{40})\\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Reference();
}
