using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Reads what a round is made from: the plan, the ledger since it opened, and what the office asked. A range each; an
/// item's history only where a report came after the round was closed.</summary>
public sealed class RoundReader(IPlanStore plans, TableRounds rounds, IReminderLedger ledger, HubClock calendar)
{
    private const int ItemsAtOnce = 16;
    private const int EntriesAtOnce = 50;

    /// <summary>No digest is older than the ledger keeps them, and none later than today counts.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(LedgerRetention.KeptForDays);

    /// <returns>Null when there is no such plan or round.</returns>
    public async Task<RoundState?> FindAsync(string plan, string id, CancellationToken stop)
    {
        if (Round.BoardOf(id) is not { } board || await rounds.FindAsync(plan, board, stop) is not { } round)
            return null;
        var stored = plans.FindAsync(plan, stop);
        var acts = rounds.ActsAsync(plan, board, stop);
        var mails = ledger.AsksAsync(plan, board, stop);
        var reminders = RemindersAsync(round, stop);
        var state = ledger.StateAsync(stop);
        await Task.WhenAll(stored, acts, mails, reminders, state);
        if (await stored is not { } found)
            return null;
        return RoundState.Of(
            round, found, calendar.Today, await acts, await mails, await reminders, (await state).Bounces,
                await PastAsync(round, found, stop));
    }

    private async Task<IReadOnlyList<LedgerRow>> RemindersAsync(Round round, CancellationToken stop)
    {
        var today = calendar.Today;
        var earliest = today.AddDays(-(int)Longest.TotalDays);
        var (from, until) = (round.Opens < earliest ? earliest : round.Opens, round.ClosedOn ?? today);
        return from > until ? [] : await ledger.ReadAsync(from, until, stop);
    }

    private async Task<IReadOnlyDictionary<string, RoundAnswer>> PastAsync(Round round, StoredPlan plan, CancellationToken stop)
    {
        if (!round.IsClosed)
            return new Dictionary<string, RoundAnswer>();
        var found = await RoundItems.ReportedLater(round, plan)
            .AskAsync(ItemsAtOnce, async (item, token) =>
                (item.Id, Answer: await AnswerAsync(round, plan.Plan, item, token)), stop);
        return found.Where(f => f.Answer is not null).ToDictionary(f => f.Id, f => f.Answer!, StringComparer.Ordinal);
    }

    private async Task<RoundAnswer?> AnswerAsync(Round round, PlanHeader plan, PlanItem item, CancellationToken stop)
    {
        for (long? before = null; ;)
        {
            var entries = await plans.HistoryAsync(plan.Id, item.Id, before, EntriesAtOnce, stop);
            if (RoundItems.AnswerIn(round, plan, item, entries) is { } answer)
                return answer;
            if (entries.Count < EntriesAtOnce || LondonTime.DateOf(entries[^1].At) < round.Opens)
                return null;
            before = entries[^1].Sequence;
        }
    }
}
