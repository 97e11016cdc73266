using System.Security.Cryptography;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>Stores what owners reply: progress as an ordinary update, the rest with its own history. Sending the same page twice does it once.</summary>
public sealed class Responses(IPlanStore store, IUpdateCommits updates, ITimescaleReader reader, HubClock calendar)
{
    public const string Source = "owner";
    private const int MaxTries = 8;

    /// <summary>The items of a link that are still part of their plans.</summary>
    public async Task<IReadOnlyList<ResponseView>> ViewsAsync(ResponseLink link, CancellationToken stop)
    {
        var views = new List<ResponseView>();
        foreach (var plan in link.Targets.GroupBy(t => t.Plan, StringComparer.Ordinal))
        {
            if (await store.FindHeaderAsync(plan.Key, stop) is not { } header)
                continue;
            foreach (var target in plan)
            {
                if (await store.FindItemAsync(target.Plan, target.Item, stop) is { Item: { Removed: false } item })
                    views.Add(ResponseView.Of(target, header.Plan, item));
            }
        }

        return views;
    }

    /// <summary>What the words would be read as, for the preview.</summary>
    public TimescaleReading Read(ResponseView view, string words) =>
        reader.Read(words, LondonTime.DateOf(calendar.Now), view.Plan.Calendar);

    /// <returns>The receipt; null when others kept changing the item, so that nothing can be promised.</returns>
    public async Task<string?> AcceptAsync(string token, IReadOnlyList<(ResponseView View, Reply Reply)> answers, CancellationToken stop)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(HubJson.Store(answers.Select(a => (a.View.Target, a.Reply)).Select(a => new { a.Target, Answer = a.Reply })))));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{token}\n{hash}")))[..40];
        var receipt = $"own-{key[..20]}";
        foreach (var (view, reply) in answers.Where(a => !a.Reply.IsUpdate))
        {
            if (!await ChangeAsync(view.Target, reply, key, hash, receipt, stop))
                return null;
        }

        var now = calendar.Now;
        foreach (var mine in answers.Where(a => a.Reply.IsUpdate).GroupBy(a => a.View.Target.Owner, StringComparer.Ordinal))
        {
            var indexed = mine.Select((a, i) => new IndexedUpdate(i, a.Reply.ToUpdate(a.View.Target, a.View.Item, a.View.Owner, now))).ToList();
            var message = new UpdateMessage(Source, KeyOf(key, mine.Key), hash, receipt, mine.Key, indexed);
            if (await updates.AcceptAsync(message, stop) is not MessageResult.Accepted)
                return null;
        }

        return receipt;
    }

    private async Task<bool> ChangeAsync(ResponseTarget target, Reply reply, string key, string hash, string receipt, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await store.FindHeaderAsync(target.Plan, stop) is not { Plan: var plan }
                || await store.FindItemAsync(target.Plan, target.Item, stop) is not { Item.Removed: false } stored)
                return false;
            var commit = Commit(target, reply, plan, stored, receipt) with
            {
                Accepted = [new Acceptance(Source, KeyOf(key, $"{target.Item}/{target.Milestone}"), 0, hash, receipt, calendar.Now, Guid.NewGuid(), [])],
            };
            if (await store.CommitAsync(commit, stop) is CommitResult.Committed or CommitResult.AlreadyAccepted)
                return true;
        }

        return false;
    }

    private PlanCommit Commit(ResponseTarget target, Reply reply, PlanHeader plan, StoredItem stored, string receipt)
    {
        var (item, state, now) = (stored.Item, stored.Item.State, calendar.Now);
        var until = LondonTime.DateOf(now).AddDays(reply.SnoozeDays ?? 0);
        var (definition, after, kind, reason) = reply.Kind switch
        {
            ReplyKind.Date => (item.Definition, state.WithMeaning(reply.Meaning!, target.Owner, now, plan, item.Definition, reader), HistoryKind.DateMeaning, "The owner said what the date means."),
            ReplyKind.Snooze => (item.Definition, state with { SnoozedUntil = until }, HistoryKind.Assignment, $"Reminders wait until {Words.Date(until)}."),
            _ => (item.Definition with { Owner = plan.OwnerOf(item.Definition.Owner)?.Deputy ?? item.Definition.Owner }, state, HistoryKind.Assignment, "Passed on to the deputy."),
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
