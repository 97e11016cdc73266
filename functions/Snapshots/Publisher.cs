using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Publishes one plan when what it says has changed. The chain grows by one table transaction, the files follow from it;
/// whoever finds files behind the chain brings them up first, so the next run completes what a crash cut short.</summary>
/// <remarks>Invariants: what was taken back (plan, item, hold) before a link was appended is not in it, and what was taken back
/// after that is not shown, because both conditions rest on the chain's end, which the taking back itself changes; a publication
/// that readers have begun to see is completed before a hold. Time in the chain never runs backwards.</remarks>
public sealed class Publisher(
    IPlanStore plans,
    IPublicationChain publications,
    PublicFiles published,
    FilePublisher files,
    PlanIndex index,
    SnapshotRebuilder history,
    IPublishingDiary diary,
    HubClock calendar,
    TimeProvider clock)
{
    private const int MaxAttempts = 8;

    /// <returns>Null when there is no such plan.</returns>
    public async Task<PublishResult?> RunAsync(string plan, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var (result, entry) = await ShowAsync(plan, stop);
            if (entry is null)
                return result;
            if (!await index.ChangeAsync(entry.Change, stop))
                continue;
            await ConfirmAsync(plan, entry, stop);
            return result;
        }

        throw Busy(plan);
    }

    /// <summary>Shows a publication but for its entry in the index, which many may share a write of; <see cref="ConfirmAsync"/>
    /// follows that.</summary>
    public async Task<Shown> ShowAsync(string plan, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // Markers are read before the plan: a change that comes in between leaves its marker for the next run.
            var state = await publications.StateAsync(plan, stop);
            HubTelemetry.SnapshotAge(OldestChange(state));
            var head = state.Head ?? PublicationHead.None;
            var now = NotBefore(head, calendar.Now);
            if (state.IsSettled(LondonTime.DateOf(now)))
                return new(new PublishResult(plan, PublishOutcome.Unchanged, head.Sequence, head.Hash, []), null);
            if (head is { IsBehind: true, IsCurrent: true })
                await CatchUpAsync(plan, state, head, stop);
            else if (await EvaluateAsync(plan, state, head, now, stop) is { } shown)
                return shown;
        }

        throw Busy(plan);
    }

    /// <summary>Notes that readers see a publication, everywhere, and what its files hold.</summary>
    public async Task ConfirmAsync(string plan, Entry entry, CancellationToken stop)
    {
        if (await NoteAsync(entry.State) is not null)
            return;

        // The end of the chain has moved meanwhile, or the answer got lost.
        var state = await publications.StateAsync(plan, stop);
        if (state.Head is { IsBehind: true } now && now.Claim == entry.State.Head!.Claim)
            await NoteAsync(state);

        Task<PublicationState?> NoteAsync(PublicationState at) =>
            publications.TryNoteAsync(plan, at with { Markers = [] }, at.Head! with { Shown = true, Files = entry.Files }, stop);
    }

    private static IOException Busy(string plan) =>
        new($"Plan {plan} was published by others {MaxAttempts} times in a row; the next run tries again.");

    private TimeSpan OldestChange(PublicationState state) =>
        state.Changes.Any() ? clock.GetUtcNow() - state.Changes.Min(RowKeys.MarkedAt) : TimeSpan.Zero;

    /// <returns>Null when somebody else was faster.</returns>
    private async Task<Shown?> EvaluateAsync(
        string plan, PublicationState state, PublicationHead old, DateTimeOffset now, CancellationToken stop)
    {
        var today = LondonTime.DateOf(now);
        var whole = old is { Sequence: > 0, IsWithdrawn: false } ? await plans.FindAsync(plan, stop) : null;
        if ((whole?.Header ?? await plans.FindHeaderAsync(plan, stop)) is not { } header)
            return new Shown(null, null);
        Shown Same(PublishOutcome outcome, IReadOnlyList<HeldText>? held = null) =>
            new(new(plan, outcome, old.Sequence, old.Hash, held ?? []), null);

        if (!header.Plan.IsPublic())
            return await WithdrawAsync(plan, state, old, today, stop) ? Same(PublishOutcome.NotPublic) : null;
        var isHeld = header.IsOnHold(today);
        if (isHeld != old.OnHold && old is { Sequence: > 0, Shown: true, IsWithdrawn: false })
        {
            await SayHoldAsync(isHeld);
            return null;
        }

        // Nor does a publication that was cut short before its first file, on hold.
        var isUnseen = isHeld && old.IsBehind && !await published.HasBegunAsync(plan, old.Sequence, stop);
        var showsNothing = old.Sequence == 0 || old.IsWithdrawn || isUnseen;
        if (isHeld && (state.Erasures.Count == 0 || showsNothing))
        {
            if (state.Erasures.Count == 0 || old.ContentHash == PublicationHead.Withdrawn)
                return await HoldAsync() ? Same(PublishOutcome.OnHold) : null;
            // What is still public, of a former chain or of a withdrawal that was cut short, may hold what was erased.
            await WithdrawAsync(plan, state, old, today, stop);
            return null;
        }

        if (await (isHeld ? ErasedAsync(header) : FoundAsync()) is not { } stored)
            return new Shown(null, null);
        var (content, held) = PublicView.Of(stored.Plan, stored.Items, today);
        var contentHash = Chain.ContentHash(content);
        var next = await EnterNextDayAsync(stored);
        if (contentHash == old.ContentHash && state.Erasures.Count == 0)
            return await SettleAsync() ? Same(PublishOutcome.Unchanged, held) : null;

        IReadOnlyList<ErasedFile>? erasures = state.Erasures.Count == 0 ? null : [.. state.Erasures.Select(e => e.File)];
        var snapshot = Chain.Append(content, Link(old), now, erasures);
        var link = new Publication(
            snapshot.Sequence, snapshot.Hash, snapshot.AsAt, contentHash, old.Hash, old.AsAt, stored.Plan,
            [
                .. stored.Stored.Select(s => new ItemAt(
                    s.Item.Id,
                    s.Item.Sequence,
                    s.Item.Order,
                    s.Item.Removed,
                    s.Item.DefinedAt)),
            ],
            held.Count)
        {
            Schema = snapshot.Schema,
            Erasures = erasures,
        };
        var seen = index.Seen;
        if (await files.RenderAsync(snapshot, old, stop, recipe: link) is not { } rendered
            || await publications.TryAddAsync(
                plan,
                state,
                link,
                next,
                $"{link.Hash}/{PublicationHead.CurrentFormat}",
                rendered.Span,
                stop)
                is not { Head: { } head } added)
            return null;
        var permission = Showing(plan, head);
        // After an erasure, and in a new version, every file is written again.
        if (await files.WriteAsync(rendered, erasures is null ? Known() : null, old.Fence, permission, stop) is not { } written
            || !await files.KeepPeriodsAsync(snapshot, Since(rendered), today, permission, stop))
            return null;
        return new Shown(
            new(plan, PublishOutcome.Published, snapshot.Sequence, snapshot.Hash, held),
            new Entry(IndexChange.Of(snapshot, permission) with { Seen = seen }, added, written));

        async Task<StoredPlan?> FoundAsync() => whole ?? await plans.FindAsync(plan, stop);

        async Task<bool> NoteAsync(PublicationState at, PublicationHead end, DateOnly nextDay) =>
            await publications.TryNoteAsync(plan, at, end with { EvaluatedOn = today, NextDay = nextDay, Seen = old.Fence }, stop)
                is not null;

        // The entry comes before the chain says that there is one. An earlier day that is entered already costs a look, and no
        // request now.
        async Task<DateOnly> EnterNextDayAsync(StoredPlan found)
        {
            var day = Earlier(NextDay.After(found.Plan, found.Items, today), header.Plan.Publication?.HoldTurns(today));
            if (old.NextDay is { } entered && entered > today && entered <= day)
                return entered;
            if (day != NextDay.Never)
                await diary.EnterAsync(new DayEntry(day, plan), stop);
            return day;
        }

        // An erasure does not wait for the end of a hold: what was last published goes out again without the text, and nothing
        // new.
        async Task<StoredPlan?> ErasedAsync(StoredHeader held)
        {
            if (await publications.FindAsync(plan, old.Sequence, stop) is not { } last)
                return null;
            var (items, _) = await history.ItemsAsync(plan, last, stop);
            return new StoredPlan(held with { Plan = last.Header }, [.. items.Select(item => new StoredItem(item, ""))]);
        }

        async Task<bool> HoldAsync()
        {
            var ends = header.Plan.Publication?.HoldTurns(today) ?? NextDay.Never;
            if (ends != NextDay.Never)
                await diary.EnterAsync(new DayEntry(ends, plan), stop);
            if (!old.IsBehind)
                return await NoteAsync(state, old, ends);
            if (isUnseen)
                return true;
            await CatchUpAsync(plan, state, old, stop);
            return false;
        }

        // The same snapshot again, with or without a sentence about the hold. What changed meanwhile is still to be looked at.
        async Task SayHoldAsync(bool held)
        {
            var claim = string.Create(
                CultureInfo.InvariantCulture,
                $"{old.Hash}/{PublicationHead.CurrentFormat}/{today:yyyy-MM-dd}/hold={held}");
            if (await published.SnapshotAsync(plan, old.Sequence, stop) is { } current
                && await JoinAsync(plan, state, old, claim, stop) is { Head: { } claimed } begun
                && await files.RenderAsync(current, claimed with { OnHold = held }, stop, on: old.EvaluatedOn) is { } again
                && await files.WriteAsync(again, Known(), old.Fence, Showing(plan, claimed), stop) is { } renewed)
                await publications.TryNoteAsync(
                    plan,
                    begun with
                    {
                        Markers = [],
                    },
                    claimed with
                    {
                        Files = renewed,
                        Span = again.Span,
                        OnHold = held,
                    },
                    stop);
        }

        IReadOnlyList<WrittenFile>? Known() => old.Format == PublicationHead.CurrentFormat ? old.Files : null;

        // A Board that is entered after its day, or moved, still gets its pack.
        DateOnly Since(Rendered made) =>
            made.Before is { } before && before.Plan.Board.SequenceEqual(snapshot.Plan.Board)
                ? old.EvaluatedOn
                : snapshot.Plan.ReferenceDate;

        // The same words on a new day: only spans that ended and "since the last Board" can have moved on. Or the same in a new
        // version's files.
        async Task<bool> SettleAsync()
        {
            if (old.IsBehind)
            {
                await CatchUpAsync(plan, state, old, stop);
                return false;
            }

            var (at, end) = (state, old);
            var isOldFormat = old.Format != PublicationHead.CurrentFormat;
            if ((isOldFormat || old.EvaluatedOn != today)
                && await published.SnapshotAsync(plan, old.Sequence, stop) is { } current)
            {
                if (!await files.KeepPeriodsAsync(current, old.EvaluatedOn, today, Showing(plan, old), stop))
                    return false;
                var isOtherSpan =
                    Periods.Current(current.Plan, old.EvaluatedOn).From != Periods.Current(current.Plan, today).From;
                if (isOldFormat || isOtherSpan)
                {
                    var claim = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{old.Hash}/{PublicationHead.CurrentFormat}/{today:yyyy-MM-dd}");
                    if (await JoinAsync(plan, state, old, claim, stop) is not { Head: { } claimed } begun
                        || await files.RenderAsync(current, claimed, stop, on: today) is not { } again
                        || await files.WriteAsync(again, Known(), old.Fence, Showing(plan, claimed), stop) is not { } renewed)
                        return false;
                    (at, end) = (begun with { Markers = state.Markers }, claimed with { Files = renewed, Span = again.Span });
                }
            }

            return await NoteAsync(at, end with { Held = held.Count, Format = PublicationHead.CurrentFormat }, next);
        }
    }

    /// <summary>Brings the files up to the chain after a run that did not get there. The caller made sure that they may
    /// be.</summary>
    private async Task CatchUpAsync(string plan, PublicationState state, PublicationHead head, CancellationToken stop)
    {
        var snapshot =
            await published.SnapshotAsync(plan, head.Sequence, stop)
            ?? throw new InvalidDataException(
                $"Snapshot {head.Sequence} of plan {plan} is in the chain but cannot be made again.");
        if (await JoinAsync(plan, state, head, $"{head.Hash}/{PublicationHead.CurrentFormat}", stop)
            is not { Head: { } claimed } begun)
            return;
        var permission = Showing(plan, claimed);
        if (await files.RenderAsync(snapshot, claimed, stop) is { } rendered
            && await files.WriteAsync(rendered, known: null, head.Fence, permission, stop) is { } written
            && await index.ChangeAsync(IndexChange.Of(snapshot, permission), stop)
            && await files.KeepPeriodsAsync(snapshot, snapshot.Plan.ReferenceDate, head.EvaluatedOn, permission, stop))
            await ConfirmAsync(plan, new Entry(IndexChange.Of(snapshot, permission), begun, written), stop);
    }

    /// <summary>Runs with the same claim write the same bytes, so they need not keep one another out.</summary>
    /// <returns>Null when somebody else was faster.</returns>
    private async Task<PublicationState?> JoinAsync(
        string plan, PublicationState state, PublicationHead head, string claim, CancellationToken stop) =>
        head.Files is null && head.Claim == claim
            ? state
            : await publications.TryNoteAsync(plan, state with { Markers = [] }, head.ClaimedBy(claim), stop);

    /// <summary>First the chain says so, then the files go: whatever is on its way to them meets one or the other. The next day
    /// goes over them once
    /// more.</summary>
    /// <returns>False when somebody else was faster.</returns>
    private async Task<bool> WithdrawAsync(
        string plan,
        PublicationState state,
        PublicationHead old,
        DateOnly today,
        CancellationToken stop)
    {
        var isRepeat = old.ContentHash == PublicationHead.Withdrawn;
        // Also by another chain, from before the plan was restored.
        var isOut = old.Sequence > 0 || ((!isRepeat || old.NextDay <= today) && await published.AreThereAsync(plan, stop));
        var next = isRepeat || !isOut ? NextDay.Never : today.PlusDays(1);
        if (next != NextDay.Never)
            await diary.EnterAsync(new DayEntry(next, plan), stop);
        if (isOut && (!isRepeat || old.EvaluatedOn != today))
        {
            var taken = old.ClaimedBy(null) with { ContentHash = PublicationHead.Withdrawing };
            if (await publications.TryNoteAsync(plan, state with { Markers = [] }, taken, stop) is null)
                return false;
            var permission = new Permission(publications, plan, head => head.IsWithdrawn && head.Fence == old.Fence);
            if (!await files.WithdrawAsync(plan, old.Shown ? null : Link(old)?.File, permission, stop))
                return false;
            state = await publications.StateAsync(plan, stop);
            if (state.Head is not { ContentHash: PublicationHead.Withdrawing } marked || marked.Fence != old.Fence)
                return false;
        }

        var gone = old.ClaimedBy(null) with
        {
            ContentHash = PublicationHead.Withdrawn,
            OnHold = false,
            EvaluatedOn = today,
            NextDay = next,
            Seen = old.Fence,
            Format = PublicationHead.CurrentFormat,
        };
        return await publications.TryNoteAsync(plan, state, gone, stop) is not null;
    }

    private Permission Showing(string plan, PublicationHead at) => new(
        publications, plan, head => WhatPermits(head) == WhatPermits(at) && !head.IsWithdrawn);

    private static (long, string?, string?, string?, bool, bool) WhatPermits(PublicationHead head) =>
        (head.Sequence, head.Hash, head.Fence, head.Claim, head.Shown, head.Files is null);

    private static DateOnly Earlier(DateOnly day, DateOnly? other) => other < day ? other.Value : day;

    private static ChainLink? Link(PublicationHead head) =>
        head is { Sequence: > 0, Hash: { } hash, AsAt: { } asAt } ? new ChainLink(head.Sequence, hash, asAt) : null;

    /// <summary>Neither before the newest snapshot nor before the day that was looked at last, whatever the clock does.</summary>
    private static DateTimeOffset NotBefore(PublicationHead head, DateTimeOffset now)
    {
        if (head.EvaluatedOn > LondonTime.DateOf(now))
            now = LondonTime.At(head.EvaluatedOn, TimeOnly.MinValue);
        return head.AsAt > now ? head.AsAt.Value : now;
    }
}

/// <param name="Result">Null when there is no such plan.</param>
/// <param name="Entry">What the index is still to be told; null when nothing.</param>
public sealed record Shown(PublishResult? Result, Entry? Entry);

/// <param name="State">As the publication left the chain.</param>
/// <param name="Files">What it wrote.</param>
public sealed record Entry(IndexChange Change, PublicationState State, IReadOnlyList<WrittenFile> Files);

public enum PublishOutcome
{
    Published,
    Unchanged,
    OnHold,
    NotPublic,
    NoSuchPlan,
}

/// <param name="Held">Texts that wait for the programme office; empty when the plan was not looked at.</param>
public sealed record PublishResult(
    string Plan,
    PublishOutcome Outcome,
    long Sequence,
    string? Hash,
    IReadOnlyList<HeldText> Held);
