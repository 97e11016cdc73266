using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>Sends what the office asked for in a round and what has not gone yet, by the ledger's rules, within sending
/// hours.</summary>
public sealed class AskSender(
    RoundReader reader, TableRounds rounds, DigestSender sender, ReminderOptions settings, WorkingDays days, TimeProvider clock,
    ILogger<AskSender> log)
{
    private const int AtOnce = 4;

    private readonly SendingHours _hours = new(settings, days);

    /// <summary>The first instant (UTC) at which mail may leave; null where it may now.</summary>
    public DateTimeOffset? NextSending(DateTimeOffset now) => _hours.Include(now) ? null : _hours.Next(now);

    /// <param name="longest">After which no further mail is begun: the next tick goes on.</param>
    /// <returns>Why some mails could not be sent; they kept no other back.</returns>
    public async Task<IReadOnlyList<Exception>> RunAsync(string plan, DateOnly board, Func<DateTimeOffset> now, TimeSpan longest,
        CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        if (!_hours.Include(now()) || await reader.FindAsync(plan, Round.IdOf(board), stop) is not { } state)
            return [];
        var failures = new List<Exception>();
        foreach (var act in state.Acts.Where(a => !a.IsDone))
        {
            var left = 0;
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop };
            await Parallel.ForEachAsync(act.Mails, options, async (mail, token) =>
            {
                if (clock.GetElapsedTime(started) >= longest || !_hours.Include(now())
                    || !await TryAsync(state, mail, now, failures, token))
                    Interlocked.Increment(ref left);
            });
            if (left == 0)
                await rounds.EndAsync(act, stop);
        }

        return failures;
    }

    /// <returns>Whether nothing is left to be done about the mail.</returns>
    private async Task<bool> TryAsync(RoundState state, AskKey mail, Func<DateTimeOffset> now, List<Exception> failures,
        CancellationToken stop)
    {
        try
        {
            var row = state.Mails.GetValueOrDefault(mail);
            if (row is { Status: not (LedgerStatus.Reserved or LedgerStatus.Waiting) }
                || AskDigests.Of(state, mail) is not { } digest)
                return true;
            var after = await sender.SendAsync(digest, row, now, stop);
            if (after is { Status: not LedgerStatus.Sent })
                log.NotSent(after.Owner, after.Status, after.Attempts, after.Reason);
            return after is { Status: not (LedgerStatus.Reserved or LedgerStatus.Waiting) };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One mail that cannot be written must not keep the others back.
            lock (failures)
                failures.Add(failure);
            return false;
        }
    }
}
