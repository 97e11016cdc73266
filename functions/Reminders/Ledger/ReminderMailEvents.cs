using HubFunctions.Mail;

namespace HubFunctions.Reminders;

/// <summary>What became of reminders: who cannot be reached is not written to until mail gets through again or the office says so.</summary>
public sealed class ReminderMailEvents(IReminderLedger ledger, TimeProvider clock) : IMailEventHandler
{
    public async Task HandleAsync(IReadOnlyList<MailEvent> events, CancellationToken stop)
    {
        var mine = events.Select(e => (Identity: Identity(e), Event: e)).Where(e => e.Identity is not null).Reverse().DistinctBy(e => e.Identity).ToList();
        var known = mine.Count == 0 ? [] : (await ledger.StateAsync(stop)).Bounces.Select(b => b.Identity).ToHashSet();
        foreach (var (identity, e) in mine)
        {
            if (Kind(e.Kind) is { } kind)
                await ledger.BounceAsync(new Bounce(identity!, kind, e.At ?? clock.GetUtcNow()), stop);
            else if (known.Contains(identity!))
                await ledger.ClearBounceAsync(identity!, stop);
        }
    }

    private static string? Identity(MailEvent e) =>
        e.Reference is { Length: 32 } reference && reference.All(char.IsAsciiHexDigitLower) ? reference
        : e.Address is { Length: > 0 and < 400 } address ? Recipient.IdentityOf(address)
        : null;

    private static string? Kind(MailEventKind kind) => kind switch
    {
        MailEventKind.Bounce => "bounce",
        MailEventKind.Dropped => "dropped",
        MailEventKind.Complaint => "spamreport",
        _ => null,
    };
}
