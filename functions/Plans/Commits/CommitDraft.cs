using HubFunctions.Http;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>As much of the waiting messages as one transaction holds, and what each update comes to. Pure but for the working set
/// it reads.</summary>
internal sealed class CommitDraft
{
    private readonly Dictionary<string, ItemDraft> _items = new(StringComparer.Ordinal);
    private readonly List<(QueuedMessage Part, List<UpdateOutcome> Outcomes, bool Stored)> _settled = [];
    private readonly List<Acceptance> _accepted = [];
    private readonly Dictionary<string, LastHeard> _heard = new(StringComparer.Ordinal);
    private readonly PlanCache _known;
    private readonly ITimescaleReader _reader;
    private readonly DateTimeOffset _now;
    private int _operations = 1;
    private int _bytes = RowSize.Envelope;

    private CommitDraft(string plan, PlanCache known, ITimescaleReader reader, DateTimeOffset now)
    {
        (_known, _reader, _now) = (known, reader, now);
        Commit = new PlanCommit(plan);
    }

    /// <summary>Marks this transaction in its rows: a writer whose answer got lost knows it again.</summary>
    public Guid Attempt { get; } = Guid.NewGuid();

    public PlanCommit Commit { get; private set; }

    /// <summary>The parts behind <see cref="PlanCommit.Accepted"/>, in the same order.</summary>
    public List<QueuedMessage> Parts { get; } = [];

    /// <summary>Items that an update is refused for by memory: they are to be read before it is.</summary>
    public HashSet<string> Remembered { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an update is refused: an entry under way may be about to write what is missing.</summary>
    public bool Refuses { get; private set; }

    /// <summary>Messages with a refused update whose rows were not read since.</summary>
    public List<QueuedMessage> Unread { get; } = [];

    public static HashSet<string> Wanted(List<QueuedMessage> group) =>
        [
            .. group
                .SelectMany(p => p.Waiting.Take(PlanCommit.MaxOperations))
                .Take(2 * PlanCommit.MaxOperations)
                .Select(u => u.Update.Deliverable),
        ];

    public static CommitDraft Of(
        string plan,
        List<QueuedMessage> group,
        PlanCache known,
        ITimescaleReader reader,
        DateTimeOffset now)
    {
        var draft = new CommitDraft(plan, known, reader, now);
        var keys = new HashSet<(string, string)>();
        foreach (var part in group)
        {
            // The same message twice at once: the second waits and then meets the first one's row.
            if (keys.Add((part.Message.Source, part.Message.Key)) && !draft.Take(part))
                break;
        }

        draft.Commit = draft.Commit with
        {
            Accepted = draft._accepted,
            Items = [.. draft._items.Values.Select(i => i.Change).OfType<DraftedChange>()],
            Heard = [.. draft._heard.Values],
        };
        return draft;
    }

    /// <summary>The commit is durable: tell every part what came of its updates.</summary>
    public void Settle() => _settled.ForEach(s => s.Part.Settle(s.Outcomes, s.Stored));

    /// <returns>False when the transaction is full.</returns>
    private bool Take(QueuedMessage part)
    {
        var outcomes = new List<UpdateOutcome>();
        var stored = new List<UpdateOutcome>();
        var room = true;
        foreach (var (index, update) in part.Waiting.Take(PlanCommit.MaxOperations))
        {
            var item = ItemOf(update.Deliverable);
            var next = item;
            if ((UpdateRules.Refusal(update, _known.Exists, item?.Item) ?? Next(update, part, item!, out next)) is { } error)
            {
                Refuse(part, update.Deliverable);
                outcomes.Add(new UpdateOutcome(index, Outcome.Quarantined, update.Plan, update.Deliverable, null, [error]));
                continue;
            }

            room = TryAdd(update.Deliverable, item!, next!, stored.Count == 0 ? part.Message : null);
            if (!room)
                break;
            outcomes.Add(
                new UpdateOutcome(
                    index,
                    next!.LastOutcome,
                    update.Plan,
                    update.Deliverable,
                    next.Sequence)
                {
                    Doubts = next.Doubts(update, _known.Header, _reader),
                });
            stored.Add(outcomes[^1]);
        }

        _settled.Add((part, outcomes, stored.Count > 0));
        if (stored.Count == 0)
            return room;
        part.Try(Attempt);
        Parts.Add(part);
        if (IsToBeNoted(part.Message))
            _heard[part.Message.Source] = new LastHeard(part.Message.Source, part.Message.ReceivedAt ?? _now);
        _accepted.Add(
            new Acceptance(
                part.Message.Source, part.Message.Key, part.Ordinal, part.Message.BodyHash, part.Message.Receipt, _now, Attempt,
                stored));
        return room;
    }

    private ItemDraft? ItemOf(string id) =>
        _items.TryGetValue(id, out var item) ? item : _known.Find(id) is { } stored ? new ItemDraft(stored) : null;

    private FieldError? Next(Update update, QueuedMessage part, ItemDraft item, out ItemDraft next)
    {
        next = item.With(update, part.Message, _known.Header, _reader, _now);
        return UpdateSize.Refusal(update, next.Rows!.ItemSize, next.Rows.LastSize);
    }

    /// <summary>By a partner of whom neither this transaction nor one of the last minutes says so.</summary>
    private bool IsToBeNoted(UpdateMessage message) =>
        message.By == message.Source
        && !_heard.ContainsKey(message.Source)
        && LastHeard.IsDue(_known.HeardAt(message.Source), message.ReceivedAt ?? _now);

    /// <param name="opens">The message whose first update this is in the transaction: its own row comes with it.</param>
    private bool TryAdd(string id, ItemDraft item, ItemDraft next, UpdateMessage? opens)
    {
        var rows = opens is null ? 0 : IsToBeNoted(opens) ? 2 : 1;
        var operations = _operations + rows + next.Operations - (item.Entries.Count > 0 ? item.Operations : 0);
        var bytes =
            _bytes + (rows > 0 ? PlanCommit.MessageRow + RowSize.Envelope : PlanCommit.OutcomeBytes) + next.Bytes - item.Bytes;
        // One update alone has to go: the store writes due rows beyond a transaction's bound before and after it.
        var alone = _items.Count == 0;
        if (!alone && (operations > PlanCommit.MaxOperations || bytes > PlanCommit.MaxBytes))
            return false;
        (_items[id], _operations, _bytes) = (next, operations, bytes);
        return true;
    }

    private void Refuse(QueuedMessage part, string item)
    {
        Refuses = true;
        if (!_known.IsFresh(item))
            Remembered.Add(item);
        if (!part.IsRead && !Unread.Contains(part))
            Unread.Add(part);
    }
}
