using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>Who would be told about an item as things are, and when next; for looking ahead at a change.</summary>
public sealed class NextReminder(IReminderLedger ledger, ReminderOptions settings, WorkingDays days)
{
    private readonly ReminderSchedule _schedule = new(settings, days);

    /// <summary>Identities to which mail does not get through.</summary>
    public async Task<IReadOnlySet<string>> BouncedAsync(CancellationToken stop) =>
        (await ledger.StateAsync(stop)).Bounces.Select(b => b.Identity).ToHashSet(StringComparer.Ordinal);

    /// <summary>Who is asked about an owner's items.</summary>
    /// <param name="isAway">The owner's automatic replies are on.</param>
    public Recipient Asked(PlanHeader plan, Owner owner, IReadOnlySet<string> bounced, bool isAway)
    {
        var away = new HashSet<string>();
        if (isAway && owner.Email is { } address)
            away.Add(Recipient.IdentityOf(address));
        return new Recipients(settings, bounced, away, new Dictionary<string, Person>()).Asked(plan, owner);
    }

    /// <returns>The day of the next reminder of its open steps; null where none has a date, or all are over.</returns>
    public (Recipient To, DateOnly? On) Of(PlanHeader plan, PlanItem item, IReadOnlySet<string> bounced, DateOnly today)
    {
        var recipients = new Recipients(settings, bounced, new HashSet<string>(), new Dictionary<string, Person>());
        var coming = item.State.Milestones.Where(m => m.IsOpen() && m.Due is not null)
            .SelectMany(m => _schedule.Leads(m.RemindBy ?? m.Due!.Value, m.Due!.Value))
            .Select(o => o.Day).Where(day => day > today).ToList();
        return (recipients.Asked(plan, plan.OwnerOf(item.Definition.Owner)), coming.Count > 0 ? coming.Min() : null);
    }
}
