using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Publishes one plan when what it says has changed. The chain grows by one table transaction, the files follow from it;
/// whoever finds files behind the chain brings them up first, so a crash between any two writes is mended by the next run.</summary>
public sealed class Publisher(IPlanStore plans, IPublicationChain publications, PublicFiles files, HubClock calendar, TimeProvider clock)
{
    private const int MaxAttempts = 8;

    /// <returns>Null when there is no such plan.</returns>
    public async Task<PublishResult?> RunAsync(string plan, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // Markers are read before the plan: a change that comes in between leaves its marker for the next run.
            var state = await publications.StateAsync(plan, stop);
            HubTelemetry.SnapshotAge(OldestChange(state));
            var today = calendar.Today;
            if (state is { Head: { Shown: true } head, Markers.Count: 0 } && head.EvaluatedOn == today)
                return new PublishResult(plan, PublishOutcome.Unchanged, head.Sequence, head.Hash, []);
            if (state.Head is { Shown: false, Sequence: > 0 } behind)
                await ShowAsync(plan, state, behind, stop);
            else if (await EvaluateAsync(plan, state, today, stop) is { } result)
                return result.Outcome == PublishOutcome.NoSuchPlan ? null : result;
        }

        throw new IOException($"Plan {plan} was published by others {MaxAttempts} times in a row; the next run tries again.");
    }

    private TimeSpan OldestChange(PublicationState state) =>
        state.Markers.Count == 0 ? TimeSpan.Zero : clock.GetUtcNow() - state.Markers.Min(RowKeys.MarkedAt);

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<PublishResult?> EvaluateAsync(string plan, PublicationState state, DateOnly today, CancellationToken stop)
    {
        var old = state.Head ?? new PublicationHead(0, null, null, null, DateOnly.MinValue, Shown: true, Held: 0);
        if (await plans.FindHeaderAsync(plan, stop) is not { } header)
            return new PublishResult(plan, PublishOutcome.NoSuchPlan, 0, null, []);
        PublishResult Same(PublishOutcome outcome, IReadOnlyList<HeldText>? held = null) => new(plan, outcome, old.Sequence, old.Hash, held ?? []);

        if (header.Hold is not null)
            return await NoteAsync(old) ? Same(PublishOutcome.OnHold) : null;
        if (!header.Plan.IsPublic())
        {
            if (old.Sequence > 0)
                await files.WithdrawAsync(plan, stop);
            return await NoteAsync(old with { ContentHash = "withdrawn" }) ? Same(PublishOutcome.NotPublic) : null;
        }

        if (await plans.FindAsync(plan, stop) is not { } stored)
            return Same(PublishOutcome.NoSuchPlan);
        var now = Latest(calendar.Now, old.AsAt);
        var (content, held) = PublicView.Of(stored.Plan, stored.Items, LondonTime.DateOf(now));
        var contentHash = Chain.ContentHash(content);
        if (contentHash == old.ContentHash)
            return await SettleAsync() ? Same(PublishOutcome.Unchanged, held) : null;

        var snapshot = Chain.Append(content, Link(old), now);
        var next = new Publication(
            snapshot.Sequence, snapshot.Hash, snapshot.AsAt, contentHash, old.Hash, old.AsAt, stored.Plan,
            [.. stored.Stored.Select(s => new ItemAt(s.Item.Id, s.Item.Sequence, s.Item.Order, s.Item.Removed))], held.Count);
        if (!await publications.TryAddAsync(plan, state, next, stop))
            return null;
        await files.ShowAsync(snapshot, stop);
        await files.KeepPeriodsAsync(snapshot, await SinceAsync(), today, stop);
        await ConfirmAsync(plan, snapshot.Sequence, stop);
        return new PublishResult(plan, PublishOutcome.Published, snapshot.Sequence, snapshot.Hash, held);

        Task<bool> NoteAsync(PublicationHead head) => publications.TryNoteAsync(plan, state, head with { EvaluatedOn = today }, stop);

        // A Board that is entered after its day, or moved, still gets its pack.
        async Task<DateOnly> SinceAsync() =>
            await publications.FindAsync(plan, old.Sequence, stop) is { } before && before.Header.Calendar.Board.SequenceEqual(stored.Plan.Calendar.Board)
                ? old.EvaluatedOn
                : snapshot.Plan.ReferenceDate;

        // The same words on a new day: only spans that ended and "since the last Board" can have moved on.
        async Task<bool> SettleAsync()
        {
            if (old.EvaluatedOn != today && await files.SnapshotAsync(plan, old.Sequence, stop) is { } current)
            {
                await files.KeepPeriodsAsync(current, old.EvaluatedOn, today, stop);
                if (Periods.Current(current.Plan, old.EvaluatedOn).From != Periods.Current(current.Plan, today).From)
                    await files.ShowAsync(current, stop, on: today);
            }

            return await NoteAsync(old with { Held = held.Count });
        }
    }

    /// <summary>Brings the files up to the chain after a run that did not get there.</summary>
    private async Task ShowAsync(string plan, PublicationState state, PublicationHead head, CancellationToken stop)
    {
        var snapshot = await files.SnapshotAsync(plan, head.Sequence, stop)
            ?? throw new InvalidDataException($"Snapshot {head.Sequence} of plan {plan} is in the chain but cannot be made again.");
        await files.ShowAsync(snapshot, stop);
        await files.KeepPeriodsAsync(snapshot, snapshot.Plan.ReferenceDate, head.EvaluatedOn, stop);
        await publications.TryNoteAsync(plan, state with { Markers = [] }, head with { Shown = true }, stop);
    }

    private async Task ConfirmAsync(string plan, long sequence, CancellationToken stop)
    {
        var state = await publications.StateAsync(plan, stop);
        if (state.Head is { Shown: false } head && head.Sequence == sequence)
            await publications.TryNoteAsync(plan, state with { Markers = [] }, head with { Shown = true }, stop);
    }

    private static ChainLink? Link(PublicationHead head) =>
        head is { Sequence: > 0, Hash: { } hash, AsAt: { } asAt } ? new ChainLink(head.Sequence, hash, asAt) : null;

    /// <summary>Time in the chain never runs backwards, whatever the clock does.</summary>
    private static DateTimeOffset Latest(DateTimeOffset now, DateTimeOffset? before) => before > now ? before.Value : now;
}

public enum PublishOutcome
{
    Published,
    Unchanged,
    OnHold,
    NotPublic,
    NoSuchPlan,
}

/// <param name="Held">Texts that wait for the programme office; empty when the plan was not looked at.</param>
public sealed record PublishResult(string Plan, PublishOutcome Outcome, long Sequence, string? Hash, IReadOnlyList<HeldText> Held);
