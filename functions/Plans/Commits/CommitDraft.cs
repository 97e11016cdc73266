using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>As much of the waiting messages as one transaction holds, and what each update comes to. Pure but for the working set it reads.</summary>
internal sealed class CommitDraft
{
    private readonly Dictionary<string, ItemDraft> _items = new(StringComparer.Ordinal);
    private readonly List<(QueuedMessage Part, List<UpdateOutcome> Outcomes)> _settled = [];
    private readonly List<Acceptance> _accepted = [];
    private int _operations = 1;
    private int _text;

    private CommitDraft(string plan) => Commit = new PlanCommit(plan);

    public PlanCommit Commit { get; private set; }

    /// <summary>The parts behind <see cref="PlanCommit.Accepted"/>, in the same order.</summary>
    public List<QueuedMessage> Parts { get; } = [];

    public static HashSet<string> Wanted(List<QueuedMessage> group) =>
        [.. group.SelectMany(p => p.Waiting.Take(PlanCommit.MaxOperations)).Take(2 * PlanCommit.MaxOperations).Select(u => u.Update.Deliverable)];

    public static CommitDraft Of(string plan, List<QueuedMessage> group, PlanCache known, ITimescaleReader reader, DateTimeOffset now)
    {
        var draft = new CommitDraft(plan);
        var keys = new HashSet<(string, string)>();
        foreach (var part in group)
        {
            // The same message twice at once: the second waits and then meets the first one's row.
            if (keys.Add((part.Message.Source, part.Message.Key)) && !draft.Take(part, known, reader, now))
                break;
        }

        draft.Commit = draft.Commit with { Accepted = draft._accepted, Items = [.. draft._items.Values.Where(i => i.Entries.Count > 0).Select(i => i.ToChange())] };
        return draft;
    }

    /// <summary>The commit is durable: tell every part what came of its updates.</summary>
    public void Settle() => _settled.ForEach(s => s.Part.Settle(s.Outcomes));

    /// <returns>False when the transaction is full.</returns>
    private bool Take(QueuedMessage part, PlanCache known, ITimescaleReader reader, DateTimeOffset now)
    {
        var outcomes = new List<UpdateOutcome>();
        var before = _operations++;
        var room = true;
        foreach (var indexed in part.Waiting)
        {
            var update = indexed.Update;
            if (UpdateRules.Refusal(update, known.Find(update.Deliverable)?.Item) is { } error)
            {
                outcomes.Add(new UpdateOutcome(indexed.Index, Outcome.Quarantined, update.Plan, update.Deliverable, null, [error]));
                continue;
            }

            if (!_items.TryGetValue(update.Deliverable, out var item))
                item = new ItemDraft(known.Find(update.Deliverable)!);
            var next = item.With(update, part.Message, known.Header, reader, now);
            var operations = _operations + next.Operations - (_items.ContainsKey(update.Deliverable) ? item.Operations : 0);
            room = operations <= PlanCommit.MaxOperations && _text + Length(update) <= PlanCommit.MaxText;
            if (!room)
                break;
            _items[update.Deliverable] = next;
            _operations = operations;
            _text += Length(update);
            outcomes.Add(new UpdateOutcome(indexed.Index, next.LastWasLate ? Outcome.Late : Outcome.Stored, update.Plan, update.Deliverable, next.Sequence)
            {
                Doubts = UpdateRules.Doubts(update, item.Before.Item),
            });
        }

        _settled.Add((part, outcomes));
        if (outcomes.All(o => o.Outcome == Outcome.Quarantined))
        {
            _operations = before;
            return room;
        }

        Parts.Add(part);
        _accepted.Add(new Acceptance(
            part.Message.Source, part.Message.Key, outcomes[0].Index, part.Message.BodyHash, part.Message.Receipt, now, part.Attempt, outcomes));
        return room;
    }

    private static int Length(Update update) =>
        500 + (update.Summary?.Length ?? 0) + (update.Note?.Length ?? 0) + (update.Risks?.Length ?? 0) + (update.Next?.Length ?? 0)
        + (update.Evidence?.Sum(e => e.Length) ?? 0) + 200 * (update.Measures?.Count ?? 0);
}
