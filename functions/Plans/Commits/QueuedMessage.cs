using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>The updates of one message for one plan, on their way into storage. They may take several transactions; all belong to
/// one answer.</summary>
/// <param name="refused">Indexes that the caller refuses unless they are stored.</param>
internal sealed class QueuedMessage(
    UpdateMessage message,
    string plan,
    IReadOnlyList<IndexedUpdate> updates,
    IEnumerable<int> refused)
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<Guid> _attempts = [];
    private readonly HashSet<int> _refused = [.. refused];
    private readonly List<UpdateOutcome> _outcomes = new(updates.Count);
    private IReadOnlyList<IndexedUpdate> _waiting = updates;

    public UpdateMessage Message => message;

    public string Plan => plan;

    public IReadOnlyList<IndexedUpdate> Waiting => _waiting;

    public IReadOnlyList<UpdateOutcome> Outcomes => _outcomes;

    public string Receipt { get; private set; } = message.Receipt;

    /// <summary>Number of the next row of this message in this plan: one more than the highest that was read or
    /// written.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Whether its rows were read in this pass: no update is refused before.</summary>
    public bool IsRead { get; set; }

    /// <summary>The id is bound by another body here.</summary>
    public bool Conflicts { get; private set; }

    /// <summary>Something of it is stored.</summary>
    public bool IsKnown => _outcomes.Exists(o => o.Outcome != Outcome.Quarantined);

    public bool IsOpen => _waiting.Count > 0 && !_end.Task.IsCompleted;

    public Task End => _end.Task;

    /// <summary>Every index that an answer is wanted for and that no outcome names yet.</summary>
    public IEnumerable<int> Wanted => _waiting.Select(u => u.Index).Concat(_refused);

    public void Try(Guid attempt) => _attempts.Add(attempt);

    /// <summary>A row with this number is in storage, and these updates are durable or finally refused.</summary>
    public void Settle(IReadOnlyList<UpdateOutcome> outcomes, bool stored)
    {
        if (stored)
            Ordinal++;
        Settle(outcomes);
    }

    /// <returns>False when the rows tell nothing new: whoever goes on then would go round in a circle.</returns>
    public bool SettleFrom(MessageRows rows)
    {
        IsRead = true;
        var before = (_waiting.Count, Ordinal);
        Ordinal = Math.Max(Ordinal, rows.NextOrdinal);
        foreach (var row in rows.Of(message.BodyHash))
        {
            Receipt = row.Receipt;
            var own = _attempts.Contains(row.Attempt);
            Settle([.. row.Outcomes.Where(o => o.Outcome != Outcome.Quarantined).Select(o => own ? o : o.Repeated())]);
        }

        if (rows.ConflictWith(message.BodyHash))
        {
            Conflicts = true;
            Settle([
                .. _waiting.Select(u => new UpdateOutcome(
                    u.Index,
                    Outcome.Quarantined,
                    plan,
                    u.Update.Deliverable,
                    null,
                    [DifferentBody])),
            ]);
        }

        return before != (_waiting.Count, Ordinal);
    }

    /// <summary>What a process remembers may only say that everything is stored.</summary>
    public bool TrySettleFrom(KnownMessage known)
    {
        if (known.BodyHash != message.BodyHash || !Wanted.All(known.Indexes.Contains))
            return false;
        Receipt = known.Receipt;
        Settle([.. known.Stored.Select(o => o.Repeated())]);
        return true;
    }

    public void Finish() => _end.TrySetResult();

    public void Fail(Exception error) => _end.TrySetException(error);

    private static FieldError DifferentBody { get; } = new(
        "", "different-body", "The plan knows this id with other content: give every new message a new id.");

    /// <summary>Of each index the first outcome counts.</summary>
    private void Settle(IReadOnlyList<UpdateOutcome> outcomes)
    {
        var wanted = Wanted.ToHashSet();
        foreach (var outcome in outcomes.Where(o => wanted.Remove(o.Index)))
            _outcomes.Add(outcome);
        _refused.IntersectWith(wanted);
        _waiting = [.. _waiting.Where(u => wanted.Contains(u.Index))];
    }
}

/// <summary>What of a message is surely stored in a plan.</summary>
internal sealed record KnownMessage(string BodyHash, string Receipt, IReadOnlyList<UpdateOutcome> Stored)
{
    public HashSet<int> Indexes { get; } = [.. Stored.Select(o => o.Index)];
}
