using HubFunctions.Mail;
using HubFunctions.Reminders;

namespace HubFunctions.Tests.Reminders;

internal sealed class ProcessDiedException : Exception;

/// <summary>One instance of the app that can die before or after any of its steps; once dead, nothing it tries has an
/// effect.</summary>
internal sealed class FragileProcess(IReminderLedger ledger, IMailer mailer, string? dieAt, Action<int, string> atStep)
{
    private int _step;

    public bool IsDead { get; private set; }
    public string? DiedAt { get; private set; }
    public IReminderLedger Ledger => new FragileLedger(this, ledger);
    public IMailer Mailer => new FragileMailer(this, mailer);

    private async Task<T> DoAsync<T>(string name, Func<Task<T>> act)
    {
        Reach($"before {name}");
        var result = await act();
        Reach($"after {name}");
        return result;
    }

    private void Reach(string point)
    {
        if (!IsDead)
            atStep(++_step, point);
        if (!IsDead && point == dieAt)
            (IsDead, DiedAt) = (true, point);
        if (IsDead)
            throw new ProcessDiedException();
    }

    private sealed class FragileMailer(FragileProcess process, IMailer inner) : IMailer
    {
        public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop) =>
            process.DoAsync("send", () => inner.SendAsync(mail, stop));
    }

    private sealed class FragileLedger(FragileProcess process, IReminderLedger inner) : IReminderLedger
    {
        public Task<IReadOnlyList<LedgerRow>> ReadAsync(DateOnly from, DateOnly until, CancellationToken stop) =>
            process.DoAsync("read", () => inner.ReadAsync(from, until, stop));

        public Task<LedgerRow?> AddAsync(LedgerRow row, CancellationToken stop) =>
            process.DoAsync("reserve", () => inner.AddAsync(row, stop));

        public Task<LedgerRow?> ReplaceAsync(LedgerRow row, CancellationToken stop) =>
            process.DoAsync(row.Status == LedgerStatus.Reserved ? "take over" : "confirm", () => inner.ReplaceAsync(row, stop));

        public Task<LedgerState> StateAsync(CancellationToken stop) => process.DoAsync("state", () => inner.StateAsync(stop));

        public Task MarkAsync(SweepMark mark, CancellationToken stop) => process.DoAsync("mark", async () =>
        {
            await inner.MarkAsync(mark, stop);
            return true;
        });

        public Task BounceAsync(Bounce bounce, CancellationToken stop) => inner.BounceAsync(bounce, stop);

        public Task<bool> ClearBounceAsync(string identity, CancellationToken stop) => inner.ClearBounceAsync(identity, stop);
    }
}
