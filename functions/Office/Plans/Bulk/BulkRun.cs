using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Makes one change on many items, each through the door of a single change. An item that somebody else changed since it
/// was seen is left; the same press twice, or after a cut, changes nothing twice.</summary>
public sealed class BulkRun(IPlanStore plans, ItemPatch patch)
{
    private const int AtOnce = 8;
    private const string Changed = "somebody else changed it meanwhile";

    /// <param name="key">Of the press: the same for its repeats.</param>
    /// <returns>One for each, in their order.</returns>
    public async Task<IReadOnlyList<BulkOutcome>> RunAsync(
        string plan, IReadOnlyList<SeenItem> items, BulkChange change, string key, CancellationToken stop) =>
        await items.AskAsync(AtOnce, (item, token) => ApplyAsync(plan, item, change, key, token), stop);

    private async Task<BulkOutcome> ApplyAsync(string plan, SeenItem seen, BulkChange change, string key, CancellationToken stop)
    {
        // The second look meets what the same press, sent twice at once, has just written.
        for (var look = 0; look < 2; look++)
        {
            if (await plans.FindItemAsync(plan, seen.Id, stop) is not { Item.Removed: false } stored)
                return new(seen.Id, null, "it is no longer part of the plan");
            var title = stored.Item.Definition.Title;
            if (stored.Item.Sequence != seen.Sequence)
                return new(seen.Id, title, await patch.HasAppliedAsync(plan, seen.Id, key, stop) ? null : Changed);
            var (changes, left) = change.For(stored.Item);
            if (changes is null)
                return new(seen.Id, title, left);
            switch (await patch.ApplyAsync(plan, seen.Id, changes, stored.ETag, key, stop))
            {
                case ItemPatched.Done:
                    return new(seen.Id, title, null);
                case ItemPatched.Invalid { Errors: var errors }:
                    return new(seen.Id, title, errors[0].Detail);
                case ItemPatched.OtherChange:
                    return new(seen.Id, title, "this form was sent with another change before");
            }
        }

        return new(seen.Id, null, Changed);
    }
}

/// <param name="Left">Why it is as it was; null where it is changed.</param>
public sealed record BulkOutcome(string Item, string? Title, string? Left);
