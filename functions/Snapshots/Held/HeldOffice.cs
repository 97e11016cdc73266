using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Writes what the office decides on a held text: the newest decision on a text counts, and the partner's own words stay
/// in history.</summary>
public sealed class HeldOffice(IPlanStore plans, HeldList list, HubClock calendar)
{
    private const int MaxAttempts = 8;

    /// <returns>Null when no text of this id is held back.</returns>
    /// <exception cref="StorageUnavailableException">Others kept changing the item.</exception>
    public async Task<HeldDecided?> DecideAsync(
        string id,
        HeldOutcome outcome,
        string? text,
        string? message,
        CancellationToken stop)
    {
        // An id does not tell its plan; once it is found, that plan alone is read again.
        string? plan = null;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if ((await list.ReadAsync(plan, stop)).Found.FirstOrDefault(h => h.Id == id) is not { } held)
                return null;
            plan = held.Plan;
            var decision = new HeldDecision(id, held.Field, outcome, text, message, calendar.Now);
            if (held.Item is null)
                return new HeldDecided(held, null);
            if (await plans.FindItemAsync(held.Plan, held.Item, stop) is not { Item.Removed: false } stored)
                continue;
            if (stored.Item.State.DecisionOn(id) is { } known && known.IsSameAs(decision))
                return new HeldDecided(held, known);
            if (await WriteAsync(held, stored, decision, stop))
                return new HeldDecided(held, decision);
        }

        throw new StorageUnavailableException(409, "The item kept changing; send the decision again.");
    }

    /// <summary>A write whose answer got lost is met as the same decision on the next attempt.</summary>
    private async Task<bool> WriteAsync(HeldItem held, StoredItem stored, HeldDecision decision, CancellationToken stop)
    {
        var item = stored.Item;
        var state = item.State with { Decisions = decision.With(item.State.Decisions) };
        var entry = new HistoryEntry
        {
            Sequence = item.Sequence + 1,
            Kind = HistoryKind.Disclosure,
            At = decision.At,
            By = Acting.Name,
            Reason = $"{decision.Outcome} ({held.Field}: {held.Reason})",
            State = state,
        };
        var change = new ItemChange(stored, item with { State = state, Sequence = entry.Sequence }, [entry]);
        return await plans.CommitAsync(new PlanCommit(held.Plan) { Items = [change] }, stop) is CommitResult.Committed;
    }
}

/// <param name="Decision">Null for a text of the plan itself, which the office changes in the plan.</param>
public sealed record HeldDecided(HeldItem Held, HeldDecision? Decision);
