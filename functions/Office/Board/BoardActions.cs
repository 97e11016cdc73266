using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Decisions that became actions: items of the plan, below a heading of their own, reminded like any other. A
/// decision has one, whose id
/// says which it is of, so that a repeat adds none.</summary>
public sealed class BoardActions(IPlanStore plans, PlanEntry entry)
{
    public const string Heading = "board-actions";

    public static string ItemOf(DateOnly board, string decision) =>
        string.Create(CultureInfo.InvariantCulture, $"board-{board:yyyy-MM-dd}-{decision}");

    /// <summary>The item that each decision became; null for none.</summary>
    public async Task<IReadOnlyList<(PackDecision Decision, PlanItem? Item)>> OfAsync(string plan, Pack pack,
        CancellationToken stop)
    {
        var found = new List<(PackDecision, PlanItem?)>();
        foreach (var decision in pack.Decisions)
            found.Add((decision, (await plans.FindItemAsync(plan, ItemOf(pack.Board, decision.Id), stop))?.Item));
        return found;
    }

    /// <param name="owner">Id of one of the plan's owners.</param>
    public async Task<ActionResult> AddAsync(string plan, string item, string title, string owner, DateOnly due,
        CancellationToken stop)
    {
        var (isThere, isOwner, tries) = (false, true, 0);
        var difference = await entry.ChangeAsync(
            plan,
            stored =>
            {
                tries++;
                (isThere, isOwner) = (stored.Stored.Any(s => s.Item.Id == item), stored.Plan.OwnerOf(owner) is not null);
                return isThere || !isOwner ? null : With(stored, item, title, owner, due);
            },
            stop);
        // At a second try it may be one's own, whose answer was lost.
        if (isThere)
            return tries == 1 ? ActionResult.There : ActionResult.Added;
        if (!isOwner)
            return ActionResult.NoOwner;
        return difference switch
        {
            null => ActionResult.Busy,
            { Errors.Count: > 0 } => ActionResult.TooLarge,
            _ => ActionResult.Added,
        };
    }

    private static PlanDefinition With(StoredPlan stored, string item, string title, string owner, DateOnly due)
    {
        var items = stored.Items.Select(i => i.Definition).ToList();
        if (items.All(i => i.Id != Heading))
            items.Add(new ItemDefinition { Id = Heading, Level = "theme", Title = "Board actions", Published = false });
        items.Add(new ItemDefinition
        {
            Id = item,
            Parent = Heading,
            Level = "action",
            Title = title,
            Owner = owner,
            Timescale = $"by {Say.Day(due)}",
            Published = false,
        });
        return stored.ToDefinition() with { Items = items };
    }
}

public enum ActionResult
{
    Added,

    /// <summary>The decision became an action before.</summary>
    There,
    NoOwner,

    /// <summary>The plan holds no more.</summary>
    TooLarge,

    /// <summary>There is no such plan, or others kept changing it.</summary>
    Busy,
}
