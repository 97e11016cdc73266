using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Who is told: the owner; the deputy while the owner is away or mail to the owner bounces; after the grace period also
/// the owner's escalation contact, after twice as long the board secretary. What is left over goes to the programme office.
/// Pure.</summary>
/// <param name="Bounced">Identities to which mail does not get through.</param>
/// <param name="Away">Identities with automatic replies on.</param>
/// <param name="Managers">By the owner's address, from the directory: told where the plan names nobody to escalate to.</param>
public sealed record Recipients(
    ReminderOptions Settings,
    IReadOnlySet<string> Bounced,
    IReadOnlySet<string> Away,
    IReadOnlyDictionary<string, Person> Managers)
{
    /// <summary>Stands for an owner's manager, who is nobody in the plan.</summary>
    public const string Manager = "manager";

    private readonly Recipient _office = new(Settings.OfficeAddress, Recipient.ProgrammeOffice, "Programme office");

    public IReadOnlyList<DigestLine> LinesOf(Reminder reminder)
    {
        var plan = reminder.Plan;
        var owner = plan.OwnerOf(reminder.Item.Definition.Owner);
        List<(Role Role, Recipient To)> told = [(Role.Owner, Acting(plan, owner))];
        if (reminder.Reason == Reason.Overdue && reminder.WorkingDaysOverdue >= Settings.GraceWorkingDays)
            told.Add((Role.Escalation, Above(plan, owner)));
        if (reminder.Reason == Reason.Overdue && reminder.WorkingDaysOverdue >= 2 * Settings.GraceWorkingDays)
            told.Add((Role.Office, First(plan)));

        var count = Reminder.RolesKey(plan.Id, reminder.Item.Id, reminder.Subject, reminder.Occasion, told.Count);
        return
        [
            .. told.GroupBy(t => t.To.Identity)
                .Select(same => new DigestLine(
                    reminder,
                    same.Min(t => t.Role),
                    same.First().To,
                    owner,
                    [
                        .. same.Select(t => reminder.Key(t.Role)),
                        .. same.Any(t => t.Role == Role.Owner) ? [count] : Array.Empty<string>(),
                    ])),
        ];
    }

    /// <summary>Whose automatic replies are worth asking for: owners with a deputy, and the deputies.</summary>
    public static IEnumerable<string> Addresses(Reminder reminder)
    {
        var owner = reminder.Plan.OwnerOf(reminder.Item.Definition.Owner);
        var deputy = reminder.Plan.OwnerOf(owner?.Deputy);
        return deputy is null ? [] : new[] { owner?.Email, deputy.Email }.OfType<string>();
    }

    /// <summary>The plan's board secretary: the owner with the id board-secretary, else the first whose role says
    /// secretary.</summary>
    public static Owner? BoardSecretary(PlanHeader plan) => plan.OwnerOf("board-secretary")
        ?? plan.Owners.FirstOrDefault(o => o.Role?.Contains("secretary", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>The owner's address, where only the directory can say whom to escalate to.</summary>
    public static string? NeedsManager(Reminder reminder, ReminderOptions settings) =>
        reminder.Reason == Reason.Overdue
        && reminder.WorkingDaysOverdue >= settings.GraceWorkingDays
        && reminder.Plan.OwnerOf(reminder.Item.Definition.Owner) is { EscalateTo: null, Email: { Length: > 0 } address }
            ? address
            : null;

    /// <summary>Who is asked about an owner's items.</summary>
    public Recipient Asked(PlanHeader plan, Owner? owner) => Acting(plan, owner);

    private Recipient Above(PlanHeader plan, Owner? owner)
    {
        if (Reaches(plan.OwnerOf(owner?.EscalateTo)) is { } named)
            return named;
        return
            owner?.Email is { } address
            && Managers.TryGetValue(address, out var manager)
            && !Bounced.Contains(Recipient.IdentityOf(manager.Address))
            ? new Recipient(manager.Address, Manager, manager.Name)
            : First(plan);
    }

    private Recipient Acting(PlanHeader plan, Owner? owner)
    {
        var deputy = plan.OwnerOf(owner?.Deputy);
        if (Reaches(owner) is { } self)
            return !Away.Contains(self.Identity) || Reaches(deputy) is not { } stand || Away.Contains(stand.Identity)
                ? self
                : stand;
        return First(plan, deputy, plan.OwnerOf(owner?.EscalateTo));
    }

    private Recipient First(PlanHeader plan, params ReadOnlySpan<Owner?> owners)
    {
        foreach (var owner in owners)
        {
            if (Reaches(owner) is { } found)
                return found;
        }

        return Reaches(BoardSecretary(plan)) ?? _office;
    }

    private Recipient? Reaches(Owner? owner) =>
        owner is { Email: { Length: > 0 } address } && !Bounced.Contains(Recipient.IdentityOf(address))
            ? new Recipient(address, owner.Id, owner.Name)
            : null;
}
