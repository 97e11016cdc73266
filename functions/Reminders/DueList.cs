using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>From due rows to reminders. Pure: decides from a row alone whether its item is worth reading, then from the item what
/// is to be said.</summary>
/// <param name="Since">First day still caught up.</param>
/// <param name="IsCovered">Whether the ledger says that a key went out.</param>
public sealed record DueList(
    ReminderOptions Settings,
    ReminderSchedule ReminderSchedule,
    DateOnly Today,
    DateOnly Since,
    Func<string, bool> IsCovered)
{
    /// <summary>Milestone name of the row that ends a snooze.</summary>
    public const string Snooze = "snooze";

    private readonly ItemReminders _reminders = new(Settings, ReminderSchedule);

    /// <summary>The last row that can matter today: the longest lead, moved over the longest run of non-working days.</summary>
    public DateOnly Until => Today.AddDays(Settings.MaxLead + 14);

    public bool MayBeDue(string plan, DueEntry row) => row.Milestone switch
    {
        DueEntry.ReviewInterval => row.Date <= Today.AddDays(14) && IsOpen(plan, row, ReminderSchedule.Report(row.Date, Today)),
        Snooze => row.Date <= Today,
        _ => IsOpen(plan, row, ReminderSchedule.Current(row.Date, row.Date, Timescales.MilestoneType.Complete, Today))
            || IsOpen(plan, row, ReminderSchedule.Monthly(row.Date, Today)),
    };

    /// <param name="rows">The rows that led to this item.</param>
    public IEnumerable<Reminder> Of(PlanHeader plan, PlanItem item, IEnumerable<DueEntry> rows)
    {
        var names = rows.ToDictionary(r => (r.Milestone, r.Date));
        if (names.Keys.Any(n => n.Milestone == Snooze && n.Date == item.State.SnoozedUntil)
            && AfterSnooze(plan, item) is { } waited)
            yield return waited;
        foreach (var milestone in item.State.Milestones)
        {
            if (names.Keys.Any(n => n.Milestone == milestone.Id)
                && _reminders.OfMilestone(plan, item, milestone, Today) is { } reminder && IsInTime(reminder.Occasion))
                yield return reminder;
        }

        if (names.Keys.Any(n => n.Milestone == DueEntry.ReviewInterval)
            && _reminders.OfReport(plan, item, Today) is { } report && IsInTime(report.Occasion))
            yield return report;
    }

    /// <summary>The monthly look at a plan's undated items: only then is a plan read whole.</summary>
    public IEnumerable<Reminder> Undated(StoredPlan plan)
    {
        var headings = plan.Items.Select(i => i.Definition.Parent).ToHashSet();
        return plan.Items.Where(i => !headings.Contains(i.Id))
            .Select(i => _reminders.OfDate(plan.Plan, i, Today)).OfType<Reminder>().Where(r => IsInTime(r.Occasion));
    }

    /// <summary>Whether dates are asked for on this day, or were to be and could not.</summary>
    public bool IsDateDay(PlanHeader plan) =>
        ReminderSchedule.Monthly(plan.ReferenceDate, Today) is { } monthly && IsInTime(monthly);

    private Reminder? AfterSnooze(PlanHeader plan, PlanItem item)
    {
        var ended = item.State.SnoozedUntil!.Value;
        var reminder = item
            .State.Milestones.Select(m => _reminders.OfMilestone(plan, item, m, Today))
            .OfType<Reminder>()
            .MinBy(r => r.Reason);
        return reminder is null || reminder.Occasion.Day >= ended ? null
            : reminder with { Occasion = new Occasion(ended, ended, reminder.Occasion.Phase) } is var waited
            && IsInTime(waited.Occasion)
                ? waited
            : null;
    }

    private bool IsInTime(Occasion occasion) => occasion.Day >= Since || occasion.Nominal >= Since;

    private bool IsOpen(string plan, DueEntry row, Occasion? occasion)
    {
        if (occasion is null || !IsInTime(occasion))
            return false;
        string Key(Role role) => Reminder.Key(plan, row.Item, row.Milestone, occasion, role);
        if (occasion.Phase != Phase.Overdue)
            return !IsCovered(Key(Role.Owner));
        for (var roles = 1; roles <= 3; roles++)
        {
            if (IsCovered(Reminder.RolesKey(plan, row.Item, row.Milestone, occasion, roles)))
                return Enumerable.Range(0, roles).Any(r => !IsCovered(Key((Role)r)));
        }

        return true;
    }
}
