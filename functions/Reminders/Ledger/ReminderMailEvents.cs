using HubFunctions.Mail;

namespace HubFunctions.Reminders;

/// <summary>What became of reminders: who cannot be reached is not written to until mail gets through again or the office says
/// so.</summary>
public sealed class ReminderMailEvents(IReminderLedger ledger, TimeProvider clock) : IMailEventHandler
{
    private const int MaxAddress = 400;

    public async Task HandleAsync(IReadOnlyList<MailEvent> events, CancellationToken stop)
    {
        foreach (var lost in events.Where(e => e.Kind == MailEventKind.Lost))
            await LoseAsync(lost, stop);
        var mine = events
            .Where(e => e.Kind != MailEventKind.Lost)
            .Select(e => (Identity: Identity(e), Event: e))
            .Where(e => e.Identity is not null)
            .GroupBy(e => e.Identity!, e => e.Event)
            .Select(g => (Identity: g.Key, Newest: g.OrderBy(e => e.At ?? DateTimeOffset.MaxValue).Last()))
            .ToList();
        if (mine.Count == 0)
            return;
        var known = (await ledger.StateAsync(stop)).Bounces.ToDictionary(b => b.Identity);
        foreach (var (identity, e) in mine)
        {
            var bounce = known.GetValueOrDefault(identity);
            if (e.At < bounce?.At)
                continue;
            if (Kind(e.Kind) is { } kind)
                await ledger.BounceAsync(new Bounce(identity, kind, e.At ?? clock.GetUtcNow()), stop);
            else if (bounce is not null)
                await ledger.ClearBounceAsync(identity, stop);
        }
    }

    /// <summary>What a lost digest said does not count as said: the next working day's lists what is still open again.</summary>
    private async Task LoseAsync(MailEvent lost, CancellationToken stop)
    {
        if (Identity(lost) is not { } identity)
            return;
        if (AskKey.OfMessage(lost.MessageId, identity) is { } ask)
            await SettleAsync((await ledger.AsksAsync(ask.Plan, ask.Board, stop)).FirstOrDefault(r => r.Ask == ask), stop);
        if (Digest.DayOf(lost.MessageId, identity) is not { } day)
            return;
        var rows = await ledger.ReadAsync(day, day, stop);
        await SettleAsync(rows.FirstOrDefault(r => r.Identity == identity), stop);
    }

    private async Task SettleAsync(LedgerRow? row, CancellationToken stop)
    {
        if (row is { Status: LedgerStatus.Sent } sent)
            await ledger.ReplaceAsync(sent.Settle(LedgerStatus.Doubtful, clock.GetUtcNow(), "lost"), stop);
    }

    /// <summary>Whom a reminder went to. An event without any reference is not about the hub's mail: that a mailbox does not
    /// take mail, or does again, it still says; a complaint does not concern the hub.</summary>
    private static string? Identity(MailEvent e) => e switch
    {
        { Kind: MailEventKind.Unsubscribe } => null,
        { Reference: { } reference } => reference.Length == 32 && reference.All(char.IsAsciiHexDigitLower) ? reference : null,
        { Kind: MailEventKind.Complaint } => null,
        { Address: { Length: > 0 and < MaxAddress } address } => Recipient.IdentityOf(address),
        _ => null,
    };

    private static string? Kind(MailEventKind kind) => kind switch
    {
        MailEventKind.Bounce => "bounce",
        MailEventKind.Dropped => "dropped",
        MailEventKind.Complaint => "spamreport",
        _ => null,
    };
}
