using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>One plan's queue. A single pump takes what waits, commits it as one transaction, answers each message, and goes
/// on.</summary>
internal sealed class PlanQueue(string plan, IPlanStore store, ITimescaleReader reader, HubClock calendar)
{
    /// <summary>Collisions with other instances that one transaction is tried through before its messages are told to come
    /// again.</summary>
    private const int MaxTries = 60;

    /// <summary>Members of a failed group that storage does not answer, one after the other, before the rest are told so
    /// untried.</summary>
    private const int MaxUnanswered = 2;

    private readonly Lock _gate = new();
    private readonly PlanCache _known = new(plan, store);
    private readonly Queue<QueuedMessage> _queue = new();
    private bool _pumping;

    public Task SubmitAsync(QueuedMessage part, CancellationToken stop)
    {
        lock (_gate)
        {
            _queue.Enqueue(part);
            if (_pumping)
                return part.End.WaitAsync(stop);
            _pumping = true;
        }

        _ = PumpAsync();
        return part.End.WaitAsync(stop);
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

            if (await TryAsync(group) is { } failure)
                await EachAsync(group, failure);
            group.RemoveAll(part =>
            {
                if (part.Waiting.Count == 0)
                    part.Finish();
                return !part.IsOpen;
            });
        }
    }

    /// <returns>What went wrong. Whether anything was stored is unknown then, and what was read may be stale.</returns>
    private async Task<Exception?> TryAsync(List<QueuedMessage> group)
    {
        try
        {
            await CommitOnceAsync(group);
            return null;
        }
        catch (Exception failure)
        {
            _known.ForgetAll();
            return failure;
        }
    }

    /// <summary>Invariant: a member that fails never fails its neighbours; each is tried by itself, and only when storage answers
    /// none of two in a row is it storage that fails, and not they.</summary>
    private async Task EachAsync(List<QueuedMessage> group, Exception failure)
    {
        if (group is [var only])
        {
            only.Fail(failure);
            return;
        }

        var unanswered = 0;
        foreach (var part in group)
        {
            if (unanswered < MaxUnanswered && await TryAsync([part]) is var alone)
            {
                if (alone is null)
                {
                    unanswered = 0;
                    continue;
                }

                failure = alone;
                unanswered += IsUnanswered(failure) ? 1 : 0;
            }

            part.Fail(failure);
        }
    }

    private static bool IsUnanswered(Exception failure) =>
        StorageUnavailableException.Is(failure)
            ? StorageUnavailableException.StatusOf(failure) is 0 or 408 or 429 or >= 500
            : failure is IOException or OperationCanceledException;

    /// <summary>Commits one transaction's worth of a group. Invariant: every turn of the loop stores or settles something, reads
    /// something newer than it had, or ends it.</summary>
    private async Task CommitOnceAsync(List<QueuedMessage> group)
    {
        var tries = 0;
        ItemChange? before = null;
        while (group.FindAll(p => p.IsOpen) is { Count: > 0 } open)
        {
            var draft = await DraftAsync(open);
            if (draft.Commit.Accepted.Count == 0)
            {
                draft.Settle();
                return;
            }

            switch (await store.CommitAsync(draft.Commit, CancellationToken.None))
            {
                case CommitResult.Committed committed:
                    _known.Remember(draft.Commit, committed.ETags);
                    draft.Settle();
                    return;
                case CommitResult.AlreadyAccepted repeat:
                    if (await MeetAsync(draft, draft.Parts[repeat.Index]))
                        return;
                    break;
                case CommitResult.ItemChanged changed:
                    var collided = changed.Index is { } index ? draft.Commit.Items[index] : null;
                    if (++tries == MaxTries || IsSame(before, collided))
                        throw new StorageUnavailableException(503, $"Plan {plan} is written to by too many at once.");
                    before = collided;
                    Forget(collided);
                    await Task.Delay(Random.Shared.Next(1, 5 * Math.Min(tries, 20)));
                    break;
            }
        }
    }

    /// <summary>Drafts until no refusal rests on memory and no message with a refused update is unread. Ends, for an item is read
    /// once a pass and so is a message.</summary>
    private async Task<CommitDraft> DraftAsync(List<QueuedMessage> group)
    {
        _known.StartPass();
        var completed = false;
        group.ForEach(part => part.IsRead = false);
        while (true)
        {
            var open = group.FindAll(p => p.IsOpen);
            var hasForecast = open.Exists(p => p.Waiting.Any(u => u.Update.Forecast is not null));
            await Task.WhenAll(
                _known.LoadAsync(CommitDraft.Wanted(open), hasForecast, calendar.Now),
                store.AnnounceAsync(plan, CancellationToken.None));
            var draft = CommitDraft.Of(plan, open, _known, reader, calendar.Now);
            foreach (var item in draft.Remembered)
                _known.Forget(item);
            if (draft.Remembered.Count > 0)
                continue;
            if (draft.Refuses && !completed)
            {
                completed = true;
                if (await store.CompleteAsync(plan, CancellationToken.None))
                {
                    _known.ForgetAll();
                    continue;
                }
            }

            if (draft.Unread.Count == 0)
                return draft;
            foreach (var part in draft.Unread)
                part.SettleFrom(await RowsAsync(part));
        }
    }

    /// <summary>A row of this message is there already.</summary>
    /// <returns>True when it is the draft's own, whose answer got lost: all of it is stored then.</returns>
    private async Task<bool> MeetAsync(CommitDraft draft, QueuedMessage part)
    {
        var rows = await RowsAsync(part);
        if (rows.Rows.Any(r => r.Attempt == draft.Attempt))
        {
            foreach (var change in draft.Commit.Items)
                _known.Forget(change.After.Id);
            draft.Settle();
            return true;
        }

        if (!part.SettleFrom(rows))
            part.Fail(new StorageUnavailableException(503, $"Plan {plan} does not show what it stored."));
        return false;
    }

    private async Task<MessageRows> RowsAsync(QueuedMessage part) =>
        new(await store.AcceptancesAsync(plan, part.Message.Source, part.Message.Key, CancellationToken.None));

    private void Forget(ItemChange? change)
    {
        if (change is null)
            _known.ForgetAll();
        else
            _known.Forget(change.After.Id);
    }

    /// <summary>The item was read again and is what it was: somebody else's change is not what the write met.</summary>
    private static bool IsSame(ItemChange? one, ItemChange? other) =>
        one?.Before is { } first && other?.Before is { } second && first.Item.Id == second.Item.Id && first.ETag == second.ETag;
}
