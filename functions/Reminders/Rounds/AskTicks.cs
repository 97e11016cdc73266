using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What the ordinary tick does for rounds: it sends what the office asked for and what did not go at once.</summary>
public sealed class AskTicks(TableRounds rounds, IReminderLedger ledger, AskSender sender, HubClock calendar)
{
    /// <summary>A mark stands before what it announces: a look this soon may have come in between.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    /// <param name="longest">Of all rounds together.</param>
    /// <returns>Why some mails could not be sent; the next tick tries again.</returns>
    public async Task<IReadOnlyList<Exception>> RunAsync(IReadOnlyList<AskMark> asking, TimeSpan longest, CancellationToken stop)
    {
        var failures = new List<Exception>();
        foreach (var mark in asking)
        {
            try
            {
                failures.AddRange(await RunAsync(mark, longest / asking.Count, stop));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // One broken plan must not keep the others back.
                failures.Add(failure);
            }
        }

        return failures;
    }

    private async Task<IReadOnlyList<Exception>> RunAsync(AskMark mark, TimeSpan longest, CancellationToken stop)
    {
        var failures = await sender.RunAsync(mark.Plan, mark.Board, () => calendar.Now, longest, stop);
        var acts = await rounds.ActsAsync(mark.Plan, mark.Board, stop);
        if (acts.All(a => a.IsDone) && calendar.Now - mark.At > KeptFor)
            await ledger.EndAskingAsync(mark, stop);
        return failures;
    }
}
