using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What a link lets its holder answer: certain items of certain plans, each as a certain owner.</summary>
public sealed record ResponseLink(IReadOnlyList<ResponseTarget> Targets)
{
    public const int MaxTargets = 20;

    public override string ToString() => string.Join(',', Targets.Select(t => $"{t.Plan}/{t.Owner}/{t.Item}/{t.Milestone}"));

    public static ResponseLink? Parse(string text)
    {
        var targets = new List<ResponseTarget>();
        foreach (var part in text.Split(','))
        {
            if (part.Split('/') is not [var plan, var owner, var item, var milestone] || !Id.IsValid(plan) || !Id.IsValid(owner) || !Id.IsValid(item))
                return null;
            targets.Add(new ResponseTarget(plan, owner, item, milestone.Length == 0 ? null : milestone));
        }

        return targets.Count is > 0 and <= MaxTargets ? new ResponseLink(targets) : null;
    }
}

/// <param name="Owner">Who answers: an owner id of the plan.</param>
/// <param name="Milestone">The milestone that the reminder was about; null for the item.</param>
public sealed record ResponseTarget(string Plan, string Owner, string Item, string? Milestone);
