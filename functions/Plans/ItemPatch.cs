using System.Security.Cryptography;
using System.Text;
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

    /// <summary>The idempotency key is known with another change.</summary>
    public sealed record OtherChange : ItemPatched;
}

/// <summary>Applies the office's change of one item, with its history.</summary>
public sealed class ItemPatch(IPlanStore store, ITimescaleReader reader, HubClock calendar)
{
    /// <summary>Newest entries of an item's history: how far back a repeat is looked for.</summary>
    private const int RequestsKnown = 50;

    /// <param name="key">The request's idempotency key; null where it has none.</param>
    public async Task<ItemPatched> ApplyAsync(
        string plan,
        string id,
        ItemChanges change,
        string ifMatch,
        string? key,
        CancellationToken stop)
    {
        if (await store.FindHeaderAsync(plan, stop) is not { } header
            || await store.FindItemAsync(plan, id, stop) is not { Item.Removed: false } stored)
            return new ItemPatched.Missing();
        var request = key is null ? null : new RequestKey(Hash(key), Hash(HubJson.Store(change)));
        if (request is not null && await RepeatOfAsync(plan, stored, header, request, stop) is { } repeat)
            return repeat;
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
        entries[^1] = entries[^1] with { Attempt = Guid.NewGuid(), Request = request };
        var commit = new ItemChange(stored, after, entries);
        if (EntrySize.Refusal(plan, commit) is { } tooLarge)
            return new ItemPatched.Invalid([tooLarge]);
        var result = await store.CommitAsync(new PlanCommit(plan) { Items = [commit] }, stop);
        return result is CommitResult.Committed done
            ? new ItemPatched.Done(header.Plan, after, done.ETags[0])
            : await OwnAsync(plan, id, header, entries[^1], stop) ?? new ItemPatched.Stale();
    }

    /// <summary>The item as the change would leave it; what <see cref="ApplyAsync"/> refuses shows as far as it can be
    /// made.</summary>
    public PlanItem Preview(PlanHeader plan, PlanItem item, ItemChanges change) => Changed(item, plan, change, []);

    /// <summary>Whether a change with this idempotency key is among the newest of an item.</summary>
    public async Task<bool> HasAppliedAsync(string plan, string id, string key, CancellationToken stop)
    {
        var hash = Hash(key);
        return (await store.HistoryAsync(plan, id, null, RequestsKnown, stop)).Any(h => h.Request?.Key == hash);
    }

    private async Task<ItemPatched?> RepeatOfAsync(
        string plan,
        StoredItem stored,
        StoredHeader header,
        RequestKey request,
        CancellationToken stop)
    {
        var history = await store.HistoryAsync(plan, stored.Item.Id, null, RequestsKnown, stop);
        return history.FirstOrDefault(h => h.Request?.Key == request.Key)?.Request switch
        {
            null => null,
            var known when known == request => new ItemPatched.Done(header.Plan, stored.Item, stored.ETag),
            _ => new ItemPatched.OtherChange(),
        };
    }

    /// <summary>Where storage's answer got lost and the write was sent again, what it met is the hub's own.</summary>
    private async Task<ItemPatched?> OwnAsync(
        string plan,
        string id,
        StoredHeader header,
        HistoryEntry mine,
        CancellationToken stop)
    {
        var there = await store.HistoryAsync(plan, id, mine.Sequence + 1, 1, stop);
        return
            there is [var met]
            && met.Sequence == mine.Sequence
            && met.Attempt == mine.Attempt
            && await store.FindItemAsync(plan, id, stop) is { } now
            ? new ItemPatched.Done(header.Plan, now.Item, now.ETag)
            : null;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static IReadOnlyList<FieldError> Check(PlanHeader plan, PlanItem item, ItemChanges change)
    {
        var faults = new ValidationErrors();
        if (change.Owner is { Length: > 0 })
            faults.Reference("/owner", change.Owner, [.. plan.Owners.Select(o => o.Id)], "owner");
        faults.Text("/meaning", change.Meaning, PlanLimits.Timescale, required: false);
        faults.Text("/reason", change.Reason, PlanLimits.Text, required: change.Approved is { Count: > 0 });
        foreach (var (milestone, due) in change.Approved ?? new Dictionary<string, DateOnly>())
        {
            faults.Date($"/approved/{milestone}", due);
            if (item.State.Milestones.All(m => m.Id != milestone))
                faults.Add(
                    $"/approved/{milestone}",
                    "unknown-milestone",
                    "The item has no such milestone; its milestones are listed by GET.");
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
            item = item with { State = item.State.WithMeaning(meaning, Acting.Name, calendar.Now, plan, definition, reader) };
            Note(HistoryKind.DateMeaning);
        }

        if (change.Approved is { Count: > 0 } approved)
        {
            item = item with
            {
                State = item.State with
                {
                    Milestones = [.. item.State.Milestones.Select(m => Approve(m, approved, change.Reason ?? ""))],
                },
            };
            Note(HistoryKind.ApprovedDate);
        }

        return item;

        void Note(HistoryKind kind, ItemDefinition? definition = null) => entries.Add(new HistoryEntry
        {
            Sequence = item.Sequence + entries.Count + 1,
            Kind = kind,
            At = calendar.Now,
            By = Acting.Name,
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
                Approval = new Approval(due, Acting.Name, reason, calendar.Now),
            }
            : milestone;
}
