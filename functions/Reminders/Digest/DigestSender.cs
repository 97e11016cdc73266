using HubFunctions.Mail;

namespace HubFunctions.Reminders;

/// <summary>Reserve, send, confirm: see <see cref="IReminderLedger"/> for what that guarantees.</summary>
public sealed class DigestSender(IReminderLedger ledger, IMailer mailer, DigestMail compose, TimeProvider clock)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(10);

    /// <param name="row">The person's row of the day, as read.</param>
    /// <returns>What the ledger now says; null when another instance has it.</returns>
    public async Task<LedgerRow?> SendAsync(Digest digest, LedgerRow? row, Func<DateTimeOffset> now, CancellationToken stop)
    {
        if (row is not null && row.Again(digest, now()) is null)
            return row;

        // Composed first: nothing that can fail by itself may stand between the reservation and the hand-over.
        var mail = await compose.OfAsync(digest);
        var window = HandOverWindow.Open(clock);
        var reserved = row is null
            ? await ledger.AddAsync(LedgerRow.Reserve(digest, now()), stop)
            : await ledger.ReplaceAsync(row.Again(digest, now())!, stop);
        if (reserved is not { Status: LedgerStatus.Reserved })
            return reserved;

        if (!window.IsOpen)
            return await ledger.ReplaceAsync(
                reserved.Settle(LedgerStatus.Waiting, now(), "frozen") with
                {
                    Until = now(),
                },
                CancellationToken.None);

        // From here on a cancelled run would leave the mail in doubt; the mailer has its own time limit.
        var settled = await mailer.SendAsync(mail with { MayBeSent = reserved.Attempts > 1 }, CancellationToken.None) switch
        {
            MailResult.Accepted => reserved.Settle(LedgerStatus.Sent, now()),
            MailResult.UnknownAddress => reserved.Settle(LedgerStatus.Refused, now(), "refused"),
            MailResult.NotTaken no => reserved.Settle(LedgerStatus.Waiting, now(), no.Reason) with
            {
                Until = now() + (no.RetryAfter ?? RetryAfter),
            },
            _ => null,
        };
        // Without an answer the reservation stands until its lease ends, as after a crash.
        if (settled is null)
            return reserved;
        if (settled.Status == LedgerStatus.Refused)
            await ledger.BounceAsync(new Bounce(digest.To.Identity, "refused", now()), stop);
        return await ledger.ReplaceAsync(settled, CancellationToken.None) ?? settled;
    }
}
