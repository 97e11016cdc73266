using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>A partner's recent messages, newest first: read from what is stored of them, so they say what became of each
/// update.</summary>
public sealed class PartnerMessages(
    IPlanStore plans, AllPlans all, Quarantine quarantine, HubClock calendar, IPublications? publications = null)
{
    public const int MaxMessages = 50;

    /// <summary>Updates in an answer; the message that reaches it is still whole.</summary>
    private const int EnoughUpdates = 500;
    private const int AtOnce = 8;

    /// <summary>Looked at one after another until there is enough: who sends much is seen in the first.</summary>
    private static readonly TimeSpan[] Windows = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), QuarantineRetention.KeptFor];

    /// <param name="most">Messages.</param>
    public async Task<MessageList> ListAsync(Partner partner, CancellationToken stop, int most = MaxMessages)
    {
        var refused = (await quarantine.ListAsync(partner.Id, after: null, most, stop)).Entries;
        var accepted = new List<(string Plan, Acceptance Row)>();
        foreach (var window in Windows)
        {
            accepted = await AcceptedAsync(partner, calendar.Now - window, stop);
            if (accepted.DistinctBy(a => a.Row.Key).Count() >= most)
                break;
        }

        var headers = await HeadersAsync(accepted.Select(a => a.Plan).Distinct(StringComparer.Ordinal), stop);
        var messages = new List<SentMessage>();
        foreach (var message in Messages(accepted, refused))
        {
            messages.Add(await WithPublicationsAsync(message, headers, stop));
            if (messages.Count == most || messages.Sum(m => m.Updates.Count) >= EnoughUpdates)
                break;
        }

        return new MessageList(messages);
    }

    private static IEnumerable<SentMessage> Messages(
        List<(string Plan, Acceptance Row)> accepted,
        IReadOnlyList<QuarantineEntry> refused)
    {
        var stored = accepted.Select(a =>
            (
                a.Row.Key,
                a.Row.Receipt,
                a.Row.At,
                Updates: a.Row.Outcomes.Where(o => o.Outcome is Outcome.Stored or Outcome.Late)
                    .Select(o => new SentUpdate(o.Index, o.Outcome, o.Plan, o.Deliverable, o.Sequence))));
        var kept = refused.Select(e => (e.Key, e.Receipt, e.At, Updates: (IEnumerable<SentUpdate>)
            [new SentUpdate(e.Index, Outcome.Quarantined, e.Plan, e.Deliverable, null) { Errors = e.Errors }]));
        return stored
            .Concat(kept)
            .GroupBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => new SentMessage(
                m.First().Receipt,
                m.Min(part => part.At),
                [.. m.SelectMany(part => part.Updates).OrderBy(u => u.Index)]))
            .OrderByDescending(m => m.ReceivedAt)
            .ThenBy(m => m.Receipt, StringComparer.Ordinal);
    }

    private async Task<List<(string Plan, Acceptance Row)>> AcceptedAsync(
        Partner partner,
        DateTimeOffset since,
        CancellationToken stop)
    {
        var read = await all.ReadAsync(partner.AllPlans(), OfPlanAsync, stop);
        return [.. read.Found.SelectMany(rows => rows)];

        async Task<List<(string, Acceptance)>?> OfPlanAsync(string plan, CancellationToken token) =>
            [.. (await plans.AcceptancesSinceAsync(plan, partner.Id, since, token)).Select(row => (plan, row))];
    }

    private async Task<Dictionary<string, StoredHeader>> HeadersAsync(IEnumerable<string> ids, CancellationToken stop) =>
        (await all.ReadAsync(ids.Distinct(), plans.FindHeaderAsync, stop)).Found.ToDictionary(
            h => h.Plan.Id,
            StringComparer.Ordinal);

    private async Task<SentMessage> WithPublicationsAsync(
        SentMessage message,
        Dictionary<string, StoredHeader> headers,
        CancellationToken stop) =>
        message with
        {
            Updates = await message.Updates.AskAsync(
                AtOnce,
                (update, token) => WithPublicationAsync(update, headers, token),
                stop),
        };

    private async Task<SentUpdate> WithPublicationAsync(
        SentUpdate update,
        Dictionary<string, StoredHeader> headers,
        CancellationToken stop)
    {
        if (update is not { Outcome: Outcome.Stored, Plan: { } plan, Deliverable: { } item, Sequence: { } sequence }
            || !headers.TryGetValue(plan, out var header))
            return update;
        PlanItem? found;
        try
        {
            found = (await plans.FindItemAsync(plan, item, stop))?.Item;
        }
        catch (BrokenRowException)
        {
            // What was accepted stands in the message's own row; only where it is shown cannot be said.
            return update;
        }

        var shown = header.Plan.IsPublic() && found is { Definition.Published: not false };
        var held = shown && HeldPart.Concerns(found!.State) ? await HeldAsync(plan, found, sequence, stop) : [];
        var published = publications is null ? null : await publications.FirstCarryingAsync(plan, item, sequence, stop);
        return update with
        {
            Publication = Of(shown, held, published, header.IsOnHold(calendar.Today)),
            Published = published,
            Held = held.Count > 0 ? held : null,
        };
    }

    private async Task<IReadOnlyList<HeldPart>> HeldAsync(string plan, PlanItem item, long sequence, CancellationToken stop)
    {
        var entries = await plans.HistoryAsync(plan, item.Id, sequence + 1, 1, stop);
        return entries is [{ Update: { } sent } entry] && entry.Sequence == sequence ? HeldPart.Of(sent, item.State) : [];
    }

    private static Publication Of(bool shown, IReadOnlyList<HeldPart> held, PublishedIn? published, bool isOnHold)
    {
        if (held.Any(h => h.Decision == HeldOutcome.Returned))
            return Publication.Returned;
        if (held.Any(h => h.Decision is null))
            return Publication.Held;
        if (published is not null)
            return Publication.Public;
        if (!shown)
            return Publication.Internal;
        return isOnHold ? Publication.Held : Publication.Waiting;
    }
}

public sealed record MessageList(IReadOnlyList<SentMessage> Messages);

/// <param name="ReceivedAt">UTC, the hub's calendar.</param>
public sealed record SentMessage(string Receipt, DateTimeOffset ReceivedAt, IReadOnlyList<SentUpdate> Updates);

/// <summary>What became of one update of a message.</summary>
/// <param name="Plan">As sent; null when it was no id, and so is <paramref name="Deliverable"/>.</param>
public sealed record SentUpdate(int Index, Outcome Outcome, string? Plan, string? Deliverable, long? Sequence)
{
    /// <summary>Null for what changes nothing public: late or refused.</summary>
    public Publication? Publication { get; init; }
    public PublishedIn? Published { get; init; }

    /// <summary>Texts of it that the guard holds back, and what was decided on them; null for none.</summary>
    public IReadOnlyList<HeldPart>? Held { get; init; }

    /// <summary>Why it was refused.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }
}

public enum Publication
{
    /// <summary>A snapshot carries it.</summary>
    Public,

    /// <summary>The office holds the plan's publication, or checks a text of it.</summary>
    Held,

    /// <summary>The office asks for a text of it in other words.</summary>
    Returned,

    /// <summary>The next snapshot carries it.</summary>
    Waiting,

    /// <summary>The plan or the item is not published.</summary>
    Internal,
}
