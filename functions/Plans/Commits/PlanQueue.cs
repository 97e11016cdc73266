using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>One plan's queue. A single pump takes what waits, commits it as one transaction, answers each message, and goes on.</summary>
internal sealed class PlanQueue(string plan, IPlanStore store, ITimescaleReader reader, HubClock calendar)
{
    /// <summary>Collisions with other instances that one transaction is tried through before its messages are told to come again.</summary>
    private const int MaxTries = 60;

    private readonly Lock _gate = new();
    private readonly PlanCache _known = new(plan, store);
    private readonly Queue<QueuedMessage> _queue = new();
    private bool _pumping;

    public Task<PartResult> SubmitAsync(QueuedMessage part, CancellationToken stop)
    {
        lock (_gate)
        {
            _queue.Enqueue(part);
            if (_pumping)
                return part.Result.WaitAsync(stop);
            _pumping = true;
        }

        _ = PumpAsync();
        return part.Result.WaitAsync(stop);
    }

    private async Task PumpAsync()
    {
        var group = new List<QueuedMessage>();
        while (true)
        {
            lock (_gate)
            {
                while (group.Count < PlanCommit.MaxOperations / 3 && _queue.TryDequeue(out var next))
                    group.Add(next);
                if (group.Count == 0)
                {
                    _pumping = false;
                    return;
                }
            }

            try
            {
                await CommitOnceAsync(group);
            }
            catch (Exception error)
            {
                // Whether it was stored is unknown: what was read may be stale, and every message of it is told to come again.
                _known.Forget();
                group.ForEach(part => part.Fail(error));
            }

            group.RemoveAll(part =>
            {
                if (part.IsDone)
                    part.Finish();
                return part.Result.IsCompleted;
            });
        }
    }

    private async Task CommitOnceAsync(List<QueuedMessage> group)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            await _known.LoadAsync(CommitDraft.Wanted(group), group.Any(p => p.Waiting.Any(u => u.Update.Forecast is not null)), calendar.Now);
            var draft = CommitDraft.Of(plan, group, _known, reader, calendar.Now);
            if (draft.Commit.Accepted.Count == 0)
            {
                draft.Settle();
                return;
            }

            switch (await store.CommitAsync(draft.Commit, CancellationToken.None))
            {
                case CommitResult.Committed committed:
                    _known.Remember(draft.Commit.Items, committed.ETags);
                    draft.Settle();
                    return;
                case CommitResult.AlreadyAccepted repeat:
                    var part = draft.Parts[repeat.Index];
                    var accepted = await store.AcceptancesAsync(plan, part.Message.Source, part.Message.Key, CancellationToken.None);
                    part.SettleFrom(accepted);
                    if (part.IsDone)
                        return;
                    break;
                case CommitResult.ItemChanged changed:
                    _known.Forget(changed.Index is { } index ? draft.Commit.Items[index].After.Id : null);
                    await Task.Delay(Random.Shared.Next(1, 5 * Math.Min(attempt, 20)));
                    break;
            }
        }

        throw new StorageUnavailableException(503, $"Plan {plan} is written to by too many at once.");
    }
}
