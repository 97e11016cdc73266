using System.Runtime.ExceptionServices;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Takes what the office asks in a round: first stored as one act, then sent.</summary>
public sealed class RoundAsks(RoundReader reader, RoundAway away, TableRounds rounds, IReminderLedger ledger, AskSender sender,
    HubClock calendar, ILogger<RoundAsks> log)
{
    /// <summary>Of an answer to the office; what is not sent by then goes with the next ticks.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Mails that cannot be sent now are the ticks' to try again; only that storage is unavailable is the caller's to
    /// know.</summary>
    /// <param name="seen">Id of the act that the preview was of.</param>
    public async Task<AskResult> RunAsync(string plan, string round, AskChoice choice, string seen, CancellationToken stop)
    {
        if (await reader.FindAsync(plan, round, stop) is not { } state)
            return AskResult.NoRound;
        if (state.Acts.FirstOrDefault(a => a.Id == seen) is not { } act)
        {
            var mails = choice.Mails(state, await away.OfAsync(state.Lines, stop));
            act = new AskAct(plan, state.Round.Board, calendar.Now, mails);
            if (act.Mails.Count == 0 || act.Id != seen)
                return AskResult.Changed;
            await ledger.BeginAskingAsync(plan, state.Round.Board, act.At, stop);
            await rounds.AddAsync(act, stop);
        }

        var failures = act.IsDone ? [] : await sender.RunAsync(plan, state.Round.Board, () => calendar.Now, Longest, stop);
        if (failures.FirstOrDefault(StorageUnavailableException.Is) is { } unavailable)
            ExceptionDispatchInfo.Throw(unavailable);
        foreach (var failure in failures)
            log.NotWritten(plan, failure);
        return AskResult.Asked;
    }
}

public enum AskResult
{
    Asked,
    NoRound,

    /// <summary>Whom it would ask is not whom the preview showed: somebody has answered, was asked by another editor, or can be
    /// asked no more.</summary>
    Changed,
}
