using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>One look at everything that may be due. Reads a plan's due rows up to the longest lead, the items behind rows that may call for a
/// reminder, and the ledger of the days still caught up: the cost follows what is due, not what is open. Once a sweep of the day
/// has got everything
/// to its owner, only plans that changed since then are looked at: nothing else becomes due within a day.</summary>
public sealed class ReminderSweep(
    IPlanStore plans, IChangeHints hints, IReminderLedger ledger, IDirectory directory, DigestSender sender, ReminderOptions settings, WorkingDays days,
    TimeProvider clock, ILogger<ReminderSweep> log)
{
    private const int MaxCatchUpDays = 35;
    private const int Readers = 8;
    private const int PlansAtOnce = 16;

    private readonly SendingHours _hours = new(settings, days);
    private readonly ReminderSchedule _occasions = new(settings, days);
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
    private async Task<SweepReport> RunAsync(Func<DateTimeOffset> now, bool send, string? startedPlan, int senders, CancellationToken stop)
    {
        var asOf = now();
        if (!_hours.Include(asOf))
            return new SweepReport(asOf, [], [], _hours.Next(asOf));

        var today = LondonTime.DateOf(asOf);
        var started = clock.GetUtcNow();
        var state = await ledger.StateAsync(stop);
        var changed = send && state.Mark is { SettledAt: { } settled } && state.Mark.Day == today ? await hints.SinceAsync(settled, stop) : null;
        if (changed is { Count: 0 })
        {
            await ledger.MarkAsync(state.Mark! with { SettledAt = started }, stop);
            return new SweepReport(asOf, [], []);
        }

        var since = Since(state.Mark, today);
        var rows = await RowsAsync(days.OnOrBefore(since), today, send, stop);
        var covered = Covered(rows);
        var looked = startedPlan is null ? changed ?? await plans.ListAsync(stop) : [startedPlan];
        var (reminders, failures) = await RemindersAsync(looked, today, since, covered, move: send, withWaiting: startedPlan is not null, stop);
        var recipients = new Recipients(settings, state.Bounces.Select(b => b.Identity).ToHashSet(), await AwayAsync(reminders, asOf, stop), await ManagersAsync(reminders, stop));
        var lines = reminders.SelectMany(recipients.LinesOf).Where(l => !l.Keys.All(covered));
        var mine = rows.Where(r => r.Day == today).ToDictionary(r => r.Identity);
        var digests = Digest.Of(today, lines).Where(d => mine.GetValueOrDefault(d.To.Identity)?.Status is not (LedgerStatus.Sent or LedgerStatus.Doubtful)).ToList();
        if (!send)
            return new SweepReport(asOf, digests, []);

        var report = new SweepReport(asOf, digests, await SendAsync(digests, mine, now, senders, failures, stop));
        if (failures.Count > 0)
            throw new AggregateException("Some plans could not be read or some digests not sent; the next tick tries again.", failures);
        if (report.Unsettled == 0 && report.Rows.Count == digests.Count)
            await ledger.MarkAsync(Mark(state.Mark, today) with { SettledAt = report.Sent == digests.Count ? started : null }, stop);
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

    private static SweepMark Mark(SweepMark? known, DateOnly today) => known?.Day == today ? known : new SweepMark(today, known?.Day);

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

    private async Task<(List<Reminder> Found, List<Exception> ErrorHandling)> RemindersAsync(
        IReadOnlyCollection<string> looked, DateOnly today, DateOnly since, Func<string, bool> covered, bool move, bool withWaiting,
        CancellationToken stop)
    {
        var list = new DueList(settings, _occasions, today, since, covered);
        var failures = new List<Exception>();
        var found = await looked.Order(StringComparer.Ordinal).AskAsync(PlansAtOnce, TryAsync, stop);
        return ([.. found.SelectMany(f => f)], failures);

        async Task<List<Reminder>> TryAsync(string id, CancellationToken token)
        {
            try
            {
                return await RemindersAsync(id, list, move, withWaiting, failures, token);
            }
            catch (Exception failure) when (move && failure is not OperationCanceledException)
            {
                // One plan that cannot be read must not keep the others' reminders back; the run still fails in the end.
                Add(failures, failure);
                return [];
            }
        }
    }

    private async Task<List<Reminder>> RemindersAsync(
        string id, DueList list, bool move, bool withWaiting, List<Exception> failures, CancellationToken stop)
    {
        var found = new List<Reminder>();
        if (await plans.FindHeaderAsync(id, stop) is not { Plan: { Status: not PlanStatus.Closed } plan } || (!plan.MaySendMail() && !withWaiting))
            return found;
        var due = new List<DueEntry>();
        await foreach (var row in plans.DueAsync(id, DateOnly.MinValue, list.Until, stop))
        {
            if (list.MayBeDue(id, row))
                due.Add(row);
        }

        var moves = new DueMoves(plan, list.Today);
        foreach (var (item, entries) in await ItemsAsync(id, due, stop))
        {
            try
            {
                if (item is not null)
                    found.AddRange([.. list.Of(plan, item, entries)]);
                moves.Look(item, entries);
            }
            catch (Exception failure) when (move && failure is not OperationCanceledException)
            {
                // One item that cannot be told of must not keep the others' reminders back; the run still fails in the end.
                Add(failures, failure);
            }
        }

        if (list.IsDateDay(plan) && await plans.FindAsync(id, stop) is { } whole)
            found.AddRange(list.Undated(whole).Where(r => !list.IsCovered(r.Key(Role.Owner))));
        if (move)
            await moves.StoreAsync(plans, stop);
        return found;
    }

    private async Task<IReadOnlyList<(PlanItem? Item, List<DueEntry> Entries)>> ItemsAsync(string plan, List<DueEntry> due, CancellationToken stop)
    {
        var wanted = due.GroupBy(d => d.Item, StringComparer.Ordinal);
        return await wanted.AskAsync(Readers, async (item, token) => ((await plans.FindItemAsync(plan, item.Key, token))?.Item, item.ToList()), stop);
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
        List<Exception> failures, CancellationToken stop)
    {
        var rows = new List<LedgerRow>();
        await Parallel.ForEachAsync(digests, new ParallelOptions { MaxDegreeOfParallelism = senders, CancellationToken = stop }, async (digest, token) =>
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
                // One digest that cannot be written must not keep the others back; the run still fails in the end.
                Add(failures, failure);
            }
        });
        foreach (var row in rows.Where(r => r.Status is not LedgerStatus.Sent))
            log.NotSent(row.Owner, row.Status, row.Attempts, row.Reason);
        return rows;
    }

    private static void Add(List<Exception> failures, Exception failure)
    {
        lock (failures)
            failures.Add(failure);
    }

    private sealed record PastRows(DateOnly From, DateOnly Today, IReadOnlyList<LedgerRow> Rows);
}
