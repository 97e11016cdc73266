namespace HubFunctions.Plans;

/// <summary>The updates of one message for one plan, on their way into storage. They may take several transactions; all belong to one answer.</summary>
internal sealed class QueuedMessage(UpdateMessage message, IReadOnlyList<IndexedUpdate> updates)
{
    private readonly TaskCompletionSource<PartResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<UpdateOutcome> _outcomes = new(updates.Count);
    private IReadOnlyList<IndexedUpdate> _waiting = updates;
    private string _receipt = message.Receipt;

    /// <summary>Marks this try in the stored row: after a lost answer, the row met is known as our own.</summary>
    public Guid Attempt { get; } = Guid.NewGuid();

    public UpdateMessage Message => message;

    public IReadOnlyList<IndexedUpdate> Waiting => _waiting;

    public Task<PartResult> Result => _result.Task;

    public bool IsDone => _waiting.Count == 0;

    /// <summary>These updates are durable or finally refused.</summary>
    public void Settle(IReadOnlyList<UpdateOutcome> outcomes)
    {
        _outcomes.AddRange(outcomes);
        var settled = outcomes.Select(o => o.Index).ToHashSet();
        _waiting = [.. _waiting.Where(u => !settled.Contains(u.Index))];
    }

    /// <summary>The message, or some of it, is in storage from an earlier time.</summary>
    public void SettleFrom(IReadOnlyList<Acceptance> accepted)
    {
        if (accepted.Count == 0)
            return;
        if (accepted.Any(a => a.BodyHash != message.BodyHash))
        {
            _waiting = [];
            _result.TrySetResult(PartResult.Different(message));
            return;
        }

        _receipt = accepted[0].Receipt;
        foreach (var earlier in accepted)
        {
            var own = earlier.Attempt == Attempt;
            Settle([.. earlier.Outcomes.Where(o => (own || o.Outcome != Outcome.Quarantined) && _waiting.Any(u => u.Index == o.Index)).Select(o => own ? o : o.Repeated())]);
        }
    }

    public void Finish() => _result.TrySetResult(new PartResult(_receipt, message.BodyHash, [.. _outcomes.OrderBy(o => o.Index)]));

    public void Fail(Exception error) => _result.TrySetException(error);
}

internal sealed record PartResult(string Receipt, string BodyHash, IReadOnlyList<UpdateOutcome> Outcomes, bool DifferentBody = false)
{
    public static PartResult Different(UpdateMessage message) => new(message.Receipt, message.BodyHash, [], DifferentBody: true);

    /// <param name="indexes">Those that were asked for.</param>
    public PartResult Repeated(IReadOnlyList<int> indexes) =>
        this with { Outcomes = [.. Outcomes.Where(o => indexes.Contains(o.Index)).Select(o => o.Repeated())] };
}
