using System.Text.Json.Serialization;
using HubFunctions.Http;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>Body of <c>PATCH /api/plans/{plan}/items/{item}</c>; what is left out stays.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ItemChanges
{
    /// <summary>Id of one of the plan's owners; null or an empty text leaves the item without one.</summary>
    public string? Owner { get; init => field = value ?? ""; }

    /// <summary>New approved due days by milestone id.</summary>
    public IReadOnlyDictionary<string, DateOnly>? Approved { get; init; }

    /// <summary>Other words for what the timescale means; null or an empty text goes back to the plan's own.</summary>
    public string? Meaning { get; init => field = value ?? ""; }

    /// <summary>Needed with approved dates.</summary>
    public string? Reason { get; init; }
    public bool? Published { get; init; }
}

public abstract record ItemPatched
{
    public sealed record Done(PlanHeader Plan, PlanItem Item, string ETag) : ItemPatched;

    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : ItemPatched;

    public sealed record Stale : ItemPatched;

    public sealed record Missing : ItemPatched;
}

/// <summary>Applies the office's change of one item, with its history.</summary>
public sealed class ItemPatch(IPlanStore store, ITimescaleReader reader, HubClock calendar)
{
    public async Task<ItemPatched> ApplyAsync(string plan, string id, ItemChanges change, string ifMatch, CancellationToken stop)
    {
        if (await store.FindHeaderAsync(plan, stop) is not { } header || await store.FindItemAsync(plan, id, stop) is not { Item.Removed: false } stored)
            return new ItemPatched.Missing();
        if (ifMatch != "*" && ifMatch != stored.ETag)
            return new ItemPatched.Stale();
        var faults = Check(header.Plan, stored.Item, change);
        if (faults.Count > 0)
            return new ItemPatched.Invalid(faults);
        var entries = new List<HistoryEntry>();
        var after = Changed(stored.Item, header.Plan, change, entries);
        if (entries.Count == 0)
            return new ItemPatched.Done(header.Plan, stored.Item, stored.ETag);
        after = after with { Sequence = entries[^1].Sequence };
        var result = await store.CommitAsync(new PlanCommit(plan) { Items = [new ItemChange(stored, after, entries)] }, stop);
        return result is CommitResult.Committed done ? new ItemPatched.Done(header.Plan, after, done.ETags[0]) : new ItemPatched.Stale();
    }

    private static IReadOnlyList<FieldError> Check(PlanHeader plan, PlanItem item, ItemChanges change)
    {
        var faults = new ValidationErrors();
        if (change.Owner is { Length: > 0 })
            faults.Reference("/owner", change.Owner, [.. plan.Owners.Select(o => o.Id)], "owner");
        faults.Text("/meaning", change.Meaning, PlanLimits.Timescale, required: false);
        faults.Text("/reason", change.Reason, PlanLimits.Text, required: change.Approved is { Count: > 0 });
        foreach (var milestone in change.Approved?.Keys ?? [])
        {
            if (item.State.Milestones.All(m => m.Id != milestone))
                faults.Add($"/approved/{milestone}", "unknown-milestone", "The item has no such milestone; its milestones are listed by GET.");
        }

        return faults.All;
    }

    private PlanItem Changed(PlanItem item, PlanHeader plan, ItemChanges change, List<HistoryEntry> entries)
    {
        var definition = item.Definition with
        {
            Owner = change.Owner is null ? item.Definition.Owner : change.Owner.Length == 0 ? null : change.Owner,
            Published = change.Published ?? item.Definition.Published,
        };
        if (HubJson.Store(definition) != HubJson.Store(item.Definition))
        {
            item = item with { Definition = definition };
            Note(HistoryKind.Definition, definition);
        }

        if (change.Meaning is { } meaning)
        {
            item = item with { State = item.State.WithMeaning(meaning, "office", calendar.Now, plan, definition, reader) };
            Note(HistoryKind.DateMeaning);
        }

        if (change.Approved is { Count: > 0 } approved)
        {
            item = item with { State = item.State with { Milestones = [.. item.State.Milestones.Select(m => Approve(m, approved, change.Reason!))] } };
            Note(HistoryKind.ApprovedDate);
        }

        return item;

        void Note(HistoryKind kind, ItemDefinition? definition = null) => entries.Add(new HistoryEntry
        {
            Sequence = item.Sequence + entries.Count + 1,
            Kind = kind,
            At = calendar.Now,
            By = "office",
            Reason = change.Reason,
            Definition = definition,
            State = item.State,
        });
    }

    private Milestone Approve(Milestone milestone, IReadOnlyDictionary<string, DateOnly> approved, string reason) =>
        approved.TryGetValue(milestone.Id, out var due)
            ? milestone with
            {
                Due = due,
                RemindBy = due,
                Earliest = milestone.Earliest > due ? due : milestone.Earliest,
                Approval = new Approval(due, "office", reason, calendar.Now),
            }
            : milestone;
}
