using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>A round is kept as long after its Board as the ledger says who was asked.</summary>
public sealed class RoundRetention(TableRounds rounds, TableReminderLedger ledger, HubClock calendar) : IRetention
{
    public string Name => "rounds";

    public async Task<int> ExpireAsync(CancellationToken stop)
    {
        var gone = 0;
        foreach (var round in await rounds.BeforeAsync(calendar.Today.AddDays(-LedgerRetention.KeptForDays), stop))
        {
            gone += await ledger.DeleteAsksAsync(round.Plan, round.Board, stop);
            gone += await rounds.DeleteAsync(round, stop);
        }

        return gone;
    }
}
