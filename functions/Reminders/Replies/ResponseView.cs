using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>One item on the page behind a link.</summary>
/// <param name="Place">Of the target in its link, from 0: the number of the item's fields, whatever has left the plan since the
/// page was opened.</param>
/// <param name="Deputy">Who it can be passed to; null when nobody is named, or the holder is the deputy.</param>
public sealed record ResponseView(int Place, ResponseTarget Target, PlanHeader Plan, PlanItem Item, Owner? Owner, Owner? Deputy)
{
    public string Where => Item.Definition.Label is { Length: > 0 } label
        ? string.Create(CultureInfo.InvariantCulture, $"{Plan.Title}: {label} {Item.Id}")
        : Plan.Title;

    public Milestone? Milestone => Item.State.Milestones.FirstOrDefault(m => m.Id == Target.Milestone);

    /// <summary>The step that "done" completes; null when it completes the whole item.</summary>
    public Milestone? Step => StepOf(Item, Target.Milestone);

    public bool IsPublic => Plan.IsPublic() && Item.Definition.Published != false;

    public static ResponseView Of(int place, ResponseTarget target, PlanHeader plan, PlanItem item)
    {
        var deputy = plan.OwnerOf(plan.OwnerOf(item.Definition.Owner)?.Deputy);
        return new ResponseView(
            place,
            target,
            plan,
            item,
            plan.OwnerOf(target.Owner),
            deputy?.Id == target.Owner ? null : deputy);
    }

    /// <summary>An item that goes on, or that has other steps, is not finished by one of them.</summary>
    internal static Milestone? StepOf(PlanItem item, string? milestone)
    {
        var step = item.State.Milestones.FirstOrDefault(m => m.Id == milestone);
        var whole =
            item.State.Milestones.Count == 1
            && step?.Type == Timescales.MilestoneType.Complete
            && !item.State.Reading.IsOngoing();
        return whole ? null : step;
    }
}
