using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>Shows changes of items before they are made.</summary>
public sealed class ChangePreviews(ItemPatch patch, NextReminder reminders, HubClock calendar)
{
    public async Task<IReadOnlyList<ItemPreview>> OfAsync(
        StoredPlan plan, IReadOnlyList<(PlanItem Before, ItemChanges Changes)> changes, CancellationToken stop)
    {
        if (changes.Count == 0)
            return [];
        var bounced = await reminders.BouncedAsync(stop);
        var after = changes.ToDictionary(c => c.Before.Id, c => patch.Preview(plan.Plan, c.Before, c.Changes));
        var seen = PublicEffect.Of(plan, after, calendar.Today);
        return [.. changes.Select(c => new ItemPreview(
            c.Before, after[c.Before.Id], Told(plan, after[c.Before.Id], bounced), seen[c.Before.Id]))];
    }

    private string Told(StoredPlan plan, PlanItem item, IReadOnlySet<string> bounced)
    {
        if (!plan.Plan.MaySendMail())
            return "Nobody is told: this plan sends no mail.";
        if (item.State.IsClosed())
            return "Nobody is told: the item is closed.";
        if (plan.Items.Any(i => i.Definition.Parent == item.Id))
            return "Nobody is told: owners of what is below it are asked.";
        var next = reminders.Of(plan.Plan, item, bounced, calendar.Today);
        var owner = plan.Plan.OwnerOf(item.Definition.Owner);
        var who = next.To.OwnerId == owner?.Id
            ? Say.Owner(plan.Plan, owner.Id) : $"{next.To.Name ?? next.To.OwnerId} ({Why(owner)})";
        return next.On is { } day
            ? $"{who} is told, next on {Say.Day(day)}." : $"{who} is told, with the next round of reminders.";
    }

    private static string Why(Owner? owner) => owner switch
    {
        null => "it has no owner",
        { Email: null or "" } => $"{owner.Name ?? owner.Role ?? owner.Id} has no address",
        _ => $"mail to {owner.Name ?? owner.Role ?? owner.Id} does not get through",
    };
}
