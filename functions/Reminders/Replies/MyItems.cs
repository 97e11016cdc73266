using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>Everything that one person may be asked about, in all plans: what they own, and what is late or has nobody else to
/// ask. Looks at the header of every plan, and at those plans whole in which the person is somebody.</summary>
public sealed class MyItems(IPlanStore store, AllPlans all, ReminderOptions settings, HubClock calendar)
{
    /// <param name="person">Identity of their address.</param>
    /// <returns>Open items, overdue ones first, then by date.</returns>
    public async Task<IReadOnlyList<MyItem>> ListAsync(string person, CancellationToken stop)
    {
        var read = await all.ReadAsync((plan, token) => OfPlanAsync(plan, person, token), stop);
        return [.. read.Found.SelectMany(f => f).OrderBy(i => !i.IsOverdue).ThenBy(i => i.Due ?? DateOnly.MaxValue)];
    }

    /// <returns>Null when the item is not, or no longer, this person's.</returns>
    public async Task<MyItem?> FindAsync(string person, string plan, string item, CancellationToken stop) =>
        Id.IsValid(plan) && Id.IsValid(item)
        && await store.FindHeaderAsync(plan, stop) is { } header && await store.FindItemAsync(plan, item, stop) is { } stored
            ? Of(header.Plan, stored.Item, person)
            : null;

    /// <returns>Null where the plan has nothing for them.</returns>
    private async Task<IEnumerable<MyItem>?> OfPlanAsync(string plan, string person, CancellationToken stop)
    {
        if (await store.FindHeaderAsync(plan, stop) is not { } header
            || !IsSomebody(header.Plan, person)
            || await store.FindAsync(plan, stop) is not { } whole)
            return null;
        var headings = whole.Items.Where(i => !i.Removed).Select(i => i.Definition.Parent).ToHashSet();
        return whole.Items.Where(i => !headings.Contains(i.Id)).Select(i => Of(whole.Plan, i, person)).OfType<MyItem>();
    }

    private MyItem? Of(PlanHeader plan, PlanItem item, string person)
    {
        if (plan.Status == PlanStatus.Closed || item.Removed || item.State.IsClosed())
            return null;
        var overdue = Standings.IsOverdue(item, calendar.Today);
        return RoleOf(plan, item, person, overdue) is { } owner
            ? new MyItem(plan, item, new ResponseTarget(plan.Id, owner, item.Id, Standings.Next(item)?.Id, person), overdue)
            : null;
    }

    private bool IsSomebody(PlanHeader plan, string person) =>
        plan.Status != PlanStatus.Closed
        && (plan.Owners.Any(o => IsAt(o, person)) || person == Recipient.IdentityOf(settings.OfficeAddress));

    /// <summary>Id of the owner as whom the person would answer; null for nobody.</summary>
    private string? RoleOf(PlanHeader plan, PlanItem item, string person, bool overdue)
    {
        var owner = plan.OwnerOf(item.Definition.Owner);
        if (IsAt(owner, person))
            return owner!.Id;
        var reached = owner?.Email is { Length: > 0 };
        if (reached && !overdue)
            return null;
        Owner?[] next = [plan.OwnerOf(owner?.Deputy), plan.OwnerOf(owner?.EscalateTo)];
        if (next.FirstOrDefault(o => IsAt(o, person)) is { } named)
            return named.Id;
        if (reached || next.Any(o => o?.Email is { Length: > 0 }))
            return null;
        var secretary = Recipients.BoardSecretary(plan);
        if (secretary?.Email is { Length: > 0 })
            return IsAt(secretary, person) ? secretary.Id : null;
        return person == Recipient.IdentityOf(settings.OfficeAddress) ? Recipient.ProgrammeOffice : null;
    }

    private static bool IsAt(Owner? owner, string person) =>
        owner?.Email is { Length: > 0 } address && Recipient.IdentityOf(address) == person;
}

/// <param name="Target">What an answer would be about, and as whom it would be given.</param>
public sealed record MyItem(PlanHeader Plan, PlanItem Item, ResponseTarget Target, bool IsOverdue)
{
    /// <summary>Of the next step; a date that has been met is due no more.</summary>
    public DateOnly? Due => Standings.Next(Item)?.Due ?? (HasDates ? null : Item.State.Reading.Due);

    private bool HasDates => Item.State.Milestones.Any(m => m.Due is not null);

    public string When => (Standings.Next(Item), Due) switch
    {
        (_, null) => HasDates ? "Every step with a date is done." : "No date.",
        ({ Type: MilestoneType.Review }, { } due) => $"Review due {Words.Date(due)}.",
        (_, { } due) => $"Due {Words.Date(due)}.",
    };

    /// <summary>Of the page that answers it, within the page with all items.</summary>
    public string Query => $"?item={Plan.Id}/{Item.Id}";
}
