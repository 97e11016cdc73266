using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>What of a plan a reader's mail tells. Pure.</summary>
/// <param name="Theme">Title of the heading; null for the whole plan.</param>
/// <param name="IsLost">The heading that was chosen has left the plan: then it is about all of it.</param>
public sealed record NewsletterScope(string? Theme, bool IsLost, IReadOnlyList<ItemDifference> Changes)
{
    /// <param name="theme">Id of the heading; null for the whole plan.</param>
    public static NewsletterScope Of(Snapshot before, Snapshot now, string? theme, IReadOnlyList<ItemDifference> changes)
    {
        if (theme is null)
            return new(null, IsLost: false, changes);
        if (now.Items.FirstOrDefault(i => i.Id == theme) is not { } heading)
            return new(null, IsLost: true, changes);
        // An item that left the plan was below what it was below before.
        var parents = before
            .Items.Concat(now.Items)
            .GroupBy(i => i.Id, StringComparer.Ordinal)
            .ToDictionary(i => i.Key, i => i.Last().Parent);
        return new(heading.Title, IsLost: false, [.. changes.Where(c => IsBelow(c.Item))]);

        bool IsBelow(string? item)
        {
            for (var depth = 0; item is not null && depth <= PlanLimits.Depth; depth++)
            {
                if (item == theme)
                    return true;
                item = parents.GetValueOrDefault(item);
            }

            return false;
        }
    }
}
