using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>Reads the owners of all plans, with what is known of mail to them.</summary>
public sealed class People(AllPlans plans, IReminderLedger ledger, IDirectory directory, HubClock calendar)
{
    /// <returns>By plan, in each plan's order; and the ids of plans that cannot be read.</returns>
    public async Task<(IReadOnlyList<PersonLine> Lines, IReadOnlyList<string> Unread)> ListAsync(CancellationToken stop)
    {
        var read = await plans.ReadAsync(stop);
        var lines = await LinesAsync([.. read.Found.SelectMany(p => p.Plan.Owners.Select(o => (p, o)))], stop);
        return (lines, read.Unread);
    }

    public async Task<IReadOnlyList<PersonLine>> LinesAsync(
        IReadOnlyList<(StoredPlan Plan, Owner Owner)> owners, CancellationToken stop)
    {
        var bounces = (await ledger.StateAsync(stop)).Bounces.DistinctBy(b => b.Identity).ToDictionary(b => b.Identity);
        var addresses = owners.Select(o => o.Owner.Email).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        IReadOnlyList<Absence> away = addresses.Count == 0 ? [] : await directory.AbsencesAsync(addresses, calendar.Now, stop);
        var absent = away.DistinctBy(a => Recipient.IdentityOf(a.Address))
            .ToDictionary(a => Recipient.IdentityOf(a.Address), StringComparer.Ordinal);
        return [.. owners.Select(o => PersonLine.Of(o.Plan, o.Owner, bounces, absent))];
    }
}
