namespace HubFunctions.Reminders;

/// <summary>Who was told what, and who cannot be reached.
/// <para><b>The guarantee.</b> A person has at most one row for a working day, and a digest is handed to the mail provider only
/// by the instance that wrote the row's newest reservation (a conditional write: of two instances one loses). The row then says
/// what the provider answered.</para>
/// <list type="number">
/// <item>Never missed: a reminder counts as said only when a row that covers it is <see cref="LedgerStatus.Sent"/>. Until then
/// every tick within sending hours plans it again, on the same working day under the same row, and on the following working days
/// under theirs.</item>
/// <item>Never doubled: while every hand-over is answered and confirmed, each person gets each reminder once, whatever the number
/// of instances and ticks.</item>
/// <item>In doubt: when a process dies, or an answer is lost, between hand-over and confirmation, nobody can know whether the
/// provider took the mail. It is then handed over once more after the lease, with the same Message-ID, and never a third time;
/// the row becomes <see cref="LedgerStatus.Doubtful"/>, the office sees it, and the next working day's digest lists what is still
/// open again.</item>
/// <item>Frozen: an instance that stood still between reservation and hand-over does not hand over. It asks both clocks right
/// before: more than <see cref="HubFunctions.Mail.HandOverWindow"/> since before the reservation, by either clock and in either
/// direction, and the row goes back to <see cref="LedgerStatus.Waiting"/>, unless somebody else has it already. With the mailer's
/// own time limit that stays 6 minutes below <see cref="LedgerRow.Lease"/>: so far the clocks of two instances may differ.</item>
/// <item>The window that remains: a process that stands still after that look at the clocks, before its bytes reach the provider,
/// for longer than the rest of the lease; and clocks of two instances that differ by more. Nothing on our side can see that; the
/// mail goes twice at most, with the same Message-ID.</item>
/// </list>
/// <para>A mail that the office asks for in a round has a row of its own (<see cref="AskKey"/>) under the same rules: however
/// often the form is sent, by however many editors, and whatever a tick finds left of it, it is reserved once.</para>
/// So a reminder is delivered at least once; a second copy needs a lost confirmation or that window, one for one.</summary>
public interface IReminderLedger
{
    Task<IReadOnlyList<LedgerRow>> ReadAsync(DateOnly from, DateOnly until, CancellationToken stop);

    /// <summary>The rows of a round's mails, which lie by themselves.</summary>
    Task<IReadOnlyList<LedgerRow>> AsksAsync(string plan, DateOnly board, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<LedgerRow>>([]);

    /// <summary>Null when the person has a row for that day, or of that mail of a round, already.</summary>
    Task<LedgerRow?> AddAsync(LedgerRow row, CancellationToken stop);

    /// <summary>Null when the row is not what was read.</summary>
    Task<LedgerRow?> ReplaceAsync(LedgerRow row, CancellationToken stop);

    Task<LedgerState> StateAsync(CancellationToken stop);

    /// <summary>Remembers how far sweeps came; losing the race to another instance is harmless.</summary>
    Task MarkAsync(SweepMark mark, CancellationToken stop);

    Task BounceAsync(Bounce bounce, CancellationToken stop);

    /// <summary>Says that the office asks in a round, before it does: sweeps look there until
    /// <see cref="EndAskingAsync"/>.</summary>
    Task BeginAskingAsync(string plan, DateOnly board, DateTimeOffset at, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Nothing of a round is left to be sent. Does nothing where somebody has asked since the mark was read.</summary>
    Task EndAskingAsync(AskMark mark, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Mail gets through again, or the office says so. False when nothing was known.</summary>
    Task<bool> ClearBounceAsync(string identity, CancellationToken stop);
}

public sealed record LedgerState(SweepMark? Mark, IReadOnlyList<Bounce> Bounces)
{
    /// <summary>Rounds of which mails may still have to go.</summary>
    public IReadOnlyList<AskMark> Asking { get; init; } = [];
}

/// <param name="Day">The last working day on which a sweep got through everything.</param>
/// <param name="Before">The one before it.</param>
public sealed record SweepMark(DateOnly Day, DateOnly? Before)
{
    /// <summary>When the last sweep of <see cref="Day"/> began that left nothing to be said (UTC, the real clock): later ones
    /// look at plans that
    /// changed since. Null where something waits, or a refused address leads to somebody else.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}

/// <param name="Kind">bounce, dropped, spamreport or refused.</param>
/// <param name="At">UTC.</param>
public sealed record Bounce(string Identity, string Kind, DateTimeOffset At);
