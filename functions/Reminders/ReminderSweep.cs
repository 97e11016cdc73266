using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>One look at everything that may be due. Reads a plan's due rows up to the longest lead, the items behind rows that
/// may call for a reminder, and the ledger of the days still caught up: the cost follows what is due, not what is open. Once a
/// sweep of the day has got everything to its owner, only plans that changed since then are looked at: nothing else becomes due
/// within a day.</summary>
public sealed class ReminderSweep(
    IPlanStore plans,
    IChangeHints hints,
    IReminderLedger ledger,
    IDirectory directory,
    DigestSender sender,
    ReminderOptions settings,
    WorkingDays days,
    TimeProvider clock,
    ILogger<ReminderSweep> log)
{
    private const int MaxCatchUpDays = 35;

    private readonly SendingHours _hours = new(settings, days);
    private readonly ReminderSchedule _occasions = new(settings, days);
    private readonly DueReader _reader = new(plans);
    private PastRows? _past;

    /// <param name="now">The clock to go by; asked again before each mail, because sending hours may end in between.</param>
    /// <param name="send">False only previews.</param>
    /// <param name="senders">Mails under way at a time.</param>
    public Task<SweepReport> RunAsync(Func<DateTimeOffset> now, bool send, CancellationToken stop, int senders = 4) =>
        RunAsync(now, send, startedPlan: null, senders, stop);

    /// <summary>What would be sent about one plan at an instant if its reminders were started.</summary>
    public Task<SweepReport> PreviewStartAsync(string plan, DateTimeOffset at, CancellationToken stop) =>
        RunAsync(() => at, send: false, plan, senders: 1, stop);

    /// <param name="startedPlan">Given, that plan alone is looked at, as one that does not wait.</param>
    private async Task<SweepReport> RunAsync(
        Func<DateTimeOffset> now,
        bool send,
        string? startedPlan,
        int senders,
        CancellationToken stop)
    {
        var asOf = now();
        if (!_hours.Include(asOf))
            return new SweepReport(asOf, [], [], _hours.Next(asOf));

        var today = LondonTime.DateOf(asOf);
        var started = clock.GetUtcNow();
        var state = await ledger.StateAsync(stop);
        var changed =
            send && state.Mark is { SettledAt: { } settled } && state.Mark.Day == today
                ? await hints.SinceAsync(settled, stop)
                : null;
        if (changed is { Count: 0 })
        {
            await ledger.MarkAsync(state.Mark! with { SettledAt = started }, stop);
            return new SweepReport(asOf, [], []) { Asking = state.Asking };
        }

        var since = Since(state.Mark, today);
        var rows = await RowsAsync(days.OnOrBefore(since), today, send, stop);
        var covered = Covered(rows);
        var looked = startedPlan is null ? changed ?? await plans.ListAsync(stop) : [startedPlan];
        var list = new DueList(settings, _occasions, today, since, covered);
        var (reminders, failures) = await _reader.ReadAsync(looked, list, move: send, withWaiting: startedPlan is not null, stop);
        var recipients = new Recipients(
            settings,
            state.Bounces.Select(b => b.Identity).ToHashSet(),
            await AwayAsync(reminders, asOf, stop),
            await ManagersAsync(reminders, stop));
        var lines = reminders.SelectMany(recipients.LinesOf).Where(l => !l.Keys.All(covered));
        var mine = rows.Where(r => r.Day == today).ToDictionary(r => r.Identity);
        var digests = Digest
            .Of(today, lines)
            .Where(d => mine.GetValueOrDefault(d.To.Identity)?.Status is not (LedgerStatus.Sent or LedgerStatus.Doubtful))
            .ToList();
        if (!send)
            return new SweepReport(asOf, digests, []) { Failures = failures };

        var report = new SweepReport(asOf, digests, await SendAsync(digests, mine, now, senders, failures, stop))
        {
            Failures = failures,
            Asking = state.Asking,
        };
        if (failures.Count == 0 && report.Unsettled == 0 && report.Rows.Count == digests.Count)
            await ledger.MarkAsync(
                Mark(state.Mark, today) with
                {
                    SettledAt = report.Sent == digests.Count ? started : null,
                },
                stop);
        return report;
    }

    /// <summary>Rows of past days no longer change, so a process that sends reads them once a day. A preview keeps none: of a day
    /// ahead, days that
    /// still change are past.</summary>
    private async Task<IReadOnlyList<LedgerRow>> RowsAsync(DateOnly from, DateOnly today, bool send, CancellationToken stop)
    {
        if (!send)
            return await ledger.ReadAsync(from, today, stop);
        var past = _past;
        if (past is null || past.From != from || past.Today != today)
            _past = past = new PastRows(from, today, await ledger.ReadAsync(from, today.AddDays(-1), stop));
        return [.. past.Rows, .. await ledger.ReadAsync(today, today, stop)];
    }

    private static SweepMark Mark(SweepMark? known, DateOnly today) =>
        known?.Day == today ? known : new SweepMark(today, known?.Day);

    private DateOnly Since(SweepMark? mark, DateOnly today)
    {
        var usual = today.AddDays(-settings.LookBackDays);
        var last = mark?.Day == today ? mark.Before : mark?.Day;
        var since = last < usual ? last.Value : usual;
        return since < today.AddDays(-MaxCatchUpDays) ? today.AddDays(-MaxCatchUpDays) : since;
    }

    /// <summary>Only what the provider took counts as said.</summary>
    private static Func<string, bool> Covered(IReadOnlyList<LedgerRow> rows)
    {
        var covered = new HashSet<long>();
        foreach (var row in rows.Where(r => r.Status == LedgerStatus.Sent))
            covered.UnionWith(row.Covers);
        return key => covered.Contains(LedgerRow.Hash(key));
    }

    private async Task<IReadOnlySet<string>> AwayAsync(List<Reminder> reminders, DateTimeOffset now, CancellationToken stop)
    {
        var addresses = reminders.SelectMany(Recipients.Addresses).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (addresses.Count == 0)
            return new HashSet<string>();
        var away = await directory.AwayAsync(addresses, now, stop);
        return away.Select(Recipient.IdentityOf).ToHashSet();
    }

    private async Task<IReadOnlyDictionary<string, Person>> ManagersAsync(List<Reminder> reminders, CancellationToken stop)
    {
        var managers = new Dictionary<string, Person>();
        foreach (var address in reminders.Select(r => Recipients.NeedsManager(r, settings)).OfType<string>().Distinct())
        {
            if (await directory.ManagerAsync(address, stop) is { } manager)
                managers[address] = manager;
        }

        return managers;
    }

    private async Task<List<LedgerRow>> SendAsync(
        IReadOnlyList<Digest> digests, IReadOnlyDictionary<string, LedgerRow> mine, Func<DateTimeOffset> now, int senders,
        List<SweepFailure> failures, CancellationToken stop)
    {
        var rows = new List<LedgerRow>();
        await Parallel.ForEachAsync(
            digests,
            new ParallelOptions { MaxDegreeOfParallelism = senders, CancellationToken = stop },
            async (digest, token) =>
            {
                if (!_hours.Include(now()))
                    return;
                try
                {
                    if (await sender.SendAsync(digest, mine.GetValueOrDefault(digest.To.Identity), now, token) is { } row)
                    {
                        lock (rows)
                            rows.Add(row);
                    }
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // One digest that cannot be written must not keep the others back.
                    lock (failures)
                        failures.Add(new SweepFailure(digest.Lines[0].Reminder.Plan.Id, null, failure));
                }
            });
        foreach (var row in rows.Where(r => r.Status is not LedgerStatus.Sent))
            log.NotSent(row.Owner, row.Status, row.Attempts, row.Reason);
        return rows;
    }

    private sealed record PastRows(DateOnly From, DateOnly Today, IReadOnlyList<LedgerRow> Rows);
}
