using System.Security.Cryptography;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>Stores what owners reply: progress as an ordinary update, the rest with its own history. Sending the same page twice
/// does it once.</summary>
public sealed class Responses(
    IPlanStore store, IUpdateCommits updates, ITimescaleReader reader, ReplyRights rights, HubClock calendar)
{
    public const string Source = "owner";
    private const int MaxTries = 8;

    /// <summary>The items of a link that are still part of their plans and for its holder to answer.</summary>
    public async Task<LinkedItems> FindAsync(ResponseLink link, CancellationToken stop)
    {
        var moved = 0;
        var views = new List<ResponseView>();
        foreach (var plan in link.Targets.Index().GroupBy(t => t.Item.Plan, StringComparer.Ordinal))
        {
            if (await store.FindHeaderAsync(plan.Key, stop) is not { } header)
                continue;
            foreach (var (place, target) in plan)
            {
                if (await store.FindItemAsync(target.Plan, target.Item, stop) is not { Item: { Removed: false } item })
                    continue;
                if (await rights.MayAnswerAsync(target, header.Plan, item, stop))
                    views.Add(ResponseView.Of(place, target, header.Plan, item));
                else
                    moved++;
            }
        }

        return new(views, moved);
    }

    /// <summary>What the words would be read as, for the preview.</summary>
    public TimescaleReading Read(ResponseView view, string words) =>
        reader.Read(words, LondonTime.DateOf(calendar.Now), view.Plan.Calendar);

    /// <summary>Each reply by itself: one that fails never fails the others, and what storage did not answer is to be sent
    /// again.</summary>
    public async Task<Replied> AcceptAsync(
        string token,
        IReadOnlyList<(ResponseView View, Reply Reply)> answers,
        CancellationToken stop)
    {
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    HubJson.Store(answers.Select(a => (a.View.Target, a.Reply)).Select(a =>
                        new { a.Target, Answer = a.Reply })))));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{token}\n{hash}")))[..40];
        var receipt = $"own-{key[..20]}";
        var outcomes = new List<ReplyOutcome>();
        var reports = answers
            .Where(a => a.Reply.IsUpdate)
            .GroupBy(a => a.View.Target.Owner, StringComparer.Ordinal)
            .SelectMany(mine =>
                mine.Select(
                    (a, i) =>
                        (
                            a.View.Place,
                            Message: new UpdateMessage(
                                Source,
                                KeyOf(key, mine.Key),
                                hash,
                                receipt,
                                mine.Key,
                                [Report(i, a.View, a.Reply)])
                            {
                                // What is stored of an owner's page lies under one key, whatever was sent of it together.
                                ReadsFirst = mine.Count() > 1,
                            })))
            .ToDictionary(m => m.Place, m => m.Message);
        foreach (var (view, reply) in answers)
        {
            outcomes.Add(outcomes.Contains(ReplyOutcome.Unknown)
                ? ReplyOutcome.Unknown
                : await StoreAsync(() => reports.TryGetValue(view.Place, out var report)
                    ? ReportAsync(report, stop)
                    : ChangeAsync(view.Target, reply, key, hash, receipt, stop)));
        }

        return new(receipt, outcomes);
    }

    private IndexedUpdate Report(int index, ResponseView view, Reply reply) =>
        new(index, reply.ToUpdate(view.Target, view.Item, view.Owner, calendar.Now));

    private static async Task<ReplyOutcome> StoreAsync(Func<Task<ReplyOutcome>> store)
    {
        try
        {
            return await store();
        }
        catch (Exception unanswered) when (StorageUnavailableException.Is(unanswered))
        {
            return ReplyOutcome.Unknown;
        }
    }

    private async Task<ReplyOutcome> ReportAsync(UpdateMessage message, CancellationToken stop) =>
        await updates.AcceptAsync(message, stop) is not MessageResult.Accepted { Outcomes: [var outcome] }
            ? ReplyOutcome.Refused("This page was sent before with other answers. Open it again from the reminder.")
            : outcome.Outcome switch
            {
                Outcome.Quarantined => ReplyOutcome.Refused(
                    outcome.Errors is [var error, ..] ? error.Detail : "The plan has changed meanwhile."),
                Outcome.Late => ReplyOutcome.Late,
                _ => ReplyOutcome.Stored,
            };

    private async Task<ReplyOutcome> ChangeAsync(
        ResponseTarget target,
        Reply reply,
        string key,
        string hash,
        string receipt,
        CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await store.FindHeaderAsync(target.Plan, stop) is not { Plan: var plan }
                || await store.FindItemAsync(target.Plan, target.Item, stop) is not { Item.Removed: false } stored)
                return ReplyOutcome.Gone;
            if (!await rights.MayAnswerAsync(target, plan, stored.Item, stop))
                return await IsPassedAsync(target, stored, receipt, stop) ? ReplyOutcome.Stored : ReplyOutcome.Moved;
            var commit = Commit(target, reply, plan, stored, receipt) with
            {
                Accepted =
                [
                    new Acceptance(
                        Source,
                        KeyOf(key, $"{target.Item}/{target.Milestone}"),
                        0,
                        hash,
                        receipt,
                        calendar.Now,
                        Guid.NewGuid(),
                        []),
                ],
            };
            if (await store.CommitAsync(commit, stop) is CommitResult.Committed or CommitResult.AlreadyAccepted)
                return ReplyOutcome.Stored;
        }

        return ReplyOutcome.Busy;
    }

    /// <summary>Whether this very page passed the item on: then its holder may be nobody to it any more.</summary>
    private async Task<bool> IsPassedAsync(ResponseTarget target, StoredItem stored, string receipt, CancellationToken stop) =>
        await store.HistoryAsync(target.Plan, target.Item, null, 1, stop) is [{ Kind: HistoryKind.Assignment } last]
        && last.Receipt == receipt && last.Sequence == stored.Item.Sequence;

    private PlanCommit Commit(ResponseTarget target, Reply reply, PlanHeader plan, StoredItem stored, string receipt)
    {
        var (item, state, now) = (stored.Item, stored.Item.State, calendar.Now);
        var until = LondonTime.DateOf(now).AddDays(reply.SnoozeDays ?? 0);
        var (definition, after, kind, reason) = reply.Kind switch
        {
            ReplyKind.Date => (
                item.Definition,
                state.WithMeaning(reply.Meaning!, target.Owner, now, plan, item.Definition, reader),
                HistoryKind.DateMeaning,
                "The owner said what the date means."),
            ReplyKind.Snooze => (
                item.Definition,
                state with
                {
                    SnoozedUntil = until,
                },
                HistoryKind.Assignment,
                $"Reminders wait until {Words.Date(until)}."),
            _ => (
                item.Definition with
                {
                    Owner = plan.OwnerOf(item.Definition.Owner)?.Deputy ?? item.Definition.Owner,
                },
                state,
                HistoryKind.Assignment,
                "Passed on to the deputy."),
        };
        var entry = new HistoryEntry
        {
            Sequence = item.Sequence + 1,
            Kind = kind,
            At = now,
            By = target.Owner,
            Reason = reason,
            Receipt = receipt,
            Definition = reply.Kind == ReplyKind.Deputy ? definition : null,
            State = after,
        };
        var changed = item with { Definition = definition, State = after, Sequence = entry.Sequence };
        return new PlanCommit(plan.Id)
        {
            Items = [new ItemChange(stored, changed, [entry])],
            DueNew = reply.Kind == ReplyKind.Snooze ? [new DueEntry(until, item.Id, DueList.Snooze)] : [],
        };
    }

    private static string KeyOf(string key, string part) =>
        $"{key}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(part)))[..12]}";
}
