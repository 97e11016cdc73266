using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The ledger keeps over a year, so that the office can say who was reminded of what; the longest look-back of a sweep
/// is far shorter.</summary>
public sealed class LedgerRetention(TableReminderLedger ledger, HubClock calendar) : IRetention
{
    public const int KeptForDays = 400;

    public string Name => "reminders";

    public Task<int> ExpireAsync(CancellationToken stop) => ledger.DeleteBeforeAsync(calendar.Today.AddDays(-KeptForDays), stop);
}
