using System.Runtime.InteropServices;
using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What happens to a message from an authenticated partner: judge each update, store what is good, keep what is not, answer for each.</summary>
public sealed class Intake(
    IUpdateCommits commits, Quarantine quarantine, RecentMessages recent, Receipts receipts, SilentPartnerMonitor silence, HubClock calendar, TimeProvider clock, ILogger<Intake> log)
{
    /// <param name="receivedAt">When it came (UTC, the hub's calendar), where that was not now.</param>
    /// <exception cref="StorageUnavailableException">Storage is away: nothing may be acknowledged.</exception>
    public async Task<IntakeResult> AcceptAsync(KnownPartner partner, Envelope envelope, CancellationToken stop, DateTimeOffset? receivedAt = null)
    {
        var messages = Judge(partner, envelope);
        if (messages.SelectMany(m => m.Updates).All(u => u.IsForeign))
            return new(null, Problems.Forbidden("None of these items is yours to report on: check plan and deliverable, or ask the programme office to add them."));
        var stored = messages.Count == 1
            ? [await StoreAsync(partner.Partner, messages[0], receivedAt, stop)]
            : await Task.WhenAll(messages.Select(m => StoreAsync(partner.Partner, m, receivedAt, stop)));
        if (stored.All(s => s.Answers is null))
            return new(null, Problems.Conflict("This id is known with another body: give every new message a new id."));
        List<UpdateResponse> answers = [.. messages.Zip(stored, (message, outcome) => Numbered(message, outcome, alone: messages.Count == 1)).SelectMany(a => a)];
        foreach (var outcome in answers.CountBy(a => a.Outcome))
            HubTelemetry.Updates(outcome.Key, outcome.Value);
        return new(new IntakeResponse(stored[0].Receipt, answers, WarningsOf(envelope, messages, answers)), null);
    }

    /// <summary>One quarantined update again, at its place in the message that it came with.</summary>
    public async Task<IntakeResult> AcceptAgainAsync(KnownPartner partner, QuarantineEntry entry, JsonElement json, CancellationToken stop)
    {
        var judged = JudgedUpdate.Of(partner.Partner, entry.Index, new RawUpdate("", json), Reading(partner));
        if (judged.Errors.Count > 0)
            return new(new IntakeResponse(entry.Receipt, [new UpdateResponse(entry.Index, Outcome.Quarantined, entry.Plan, entry.Deliverable, Errors: judged.Errors)], []), null);
        var message = new UpdateMessage(
            entry.Partner, entry.Key, entry.BodyHash, entry.Receipt, entry.Partner, [new IndexedUpdate(entry.Index, judged.Read.Update!)]);
        return await commits.AcceptAsync(message, stop) is MessageResult.Accepted accepted
            ? new(new IntakeResponse(accepted.Receipt, [Answer(accepted.Outcomes.Single(o => o.Index == entry.Index), judged)], []), null)
            : new(null, Problems.Conflict("The partner has since stored another body under this id: delete this entry."));
    }

    /// <summary>A body that cannot be read at all.</summary>
    public async Task<IntakeResponse> RefuseAsync(Partner partner, byte[] raw, RefusedBody body, FieldError error, CancellationToken stop)
    {
        var hash = EnvelopeParser.Hash(raw);
        var key = Receipts.KeyOf(partner.Id, body.MessageId ?? EnvelopeParser.FromHash(hash));
        var entry = new QuarantineEntry
        {
            Partner = partner.Id,
            Key = key,
            Receipt = receipts.For(partner.Id, key),
            BodyHash = hash,
            Index = 0,
            At = calendar.Now,
            Raw = raw,
            Errors = [error],
            Body = body,
        };
        await quarantine.KeepAsync([entry], stop);
        return new IntakeResponse(entry.Receipt, [new UpdateResponse(0, Outcome.Quarantined, null, null, Errors: entry.Errors)], []);
    }

    internal IReadOnlyList<JudgedMessage> Judge(KnownPartner partner, Envelope envelope)
    {
        var reading = Reading(partner);
        return [.. envelope.Messages.Select(m => new JudgedMessage(m, Receipts.KeyOf(partner.Partner.Id, m.Id), JudgedUpdate.Of(partner, m, reading)))];
    }

    internal static IReadOnlyList<string> WarningsOf(Envelope envelope, IEnumerable<JudgedMessage> messages, IEnumerable<UpdateResponse> answers) => Warnings.Bounded(
    [
        .. envelope.Warnings,
        .. messages.SelectMany(m => m.Updates).SelectMany(u => u.Read.Unknown.Select(p => Warnings.Ignored(u.Raw.Pointer + p))),
        .. answers.SelectMany(a => a.Doubts).Select(Warnings.Of),
    ]);

    private UpdateParser Reading(KnownPartner partner)
    {
        var now = clock.GetUtcNow();
        return new(partner.Words, (calendar.Now > now ? calendar.Now : now) + UpdateLimits.Ahead);
    }

    private async Task<StoredMessage> StoreAsync(Partner partner, JudgedMessage message, DateTimeOffset? receivedAt, CancellationToken stop)
    {
        using var claim = recent.TryClaim(partner.Id, message.Key, message.Incoming.BodyHash);
        if (claim is null)
            return StoredMessage.DifferentBody;
        var receipt = receipts.For(partner.Id, message.Key);
        var answers = new UpdateResponse[message.Updates.Count];
        var good = message.Updates.Where(u => u.Errors.Count == 0).Select(u => new IndexedUpdate(u.Index, u.Read.Update!)).ToList();
        if (good.Count > 0)
        {
            var result = await commits.AcceptAsync(
                new UpdateMessage(partner.Id, message.Key, message.Incoming.BodyHash, receipt, partner.Id, good) { ReceivedAt = receivedAt }, stop);
            if (result is not MessageResult.Accepted accepted)
                return StoredMessage.DifferentBody;
            receipt = accepted.Receipt;
            foreach (var outcome in accepted.Outcomes)
                answers[outcome.Index] = Answer(outcome, message.Updates[outcome.Index]);
            silence.Heard(partner.Id);
            claim.Stored = accepted.Outcomes.Any(o => o.Outcome != Outcome.Quarantined);
        }

        foreach (var update in message.Updates.Where(u => u.Errors.Count > 0))
            answers[update.Index] = new UpdateResponse(update.Index, Outcome.Quarantined, update.Read.Plan, update.Read.Deliverable, Errors: update.Errors);
        List<QuarantineEntry> refused = [.. answers.Where(a => a.Outcome == Outcome.Quarantined).Select(a => Entry(partner, message, receipt, a))];
        if (refused.Count > 0)
        {
            await quarantine.KeepAsync(refused, stop);
            UpdateLog.Quarantined(log, partner.Id, refused.Count, answers.Length, message.Key);
        }

        return new StoredMessage(receipt, answers);
    }

    private static UpdateResponse Answer(UpdateOutcome outcome, JudgedUpdate update) => new(
        outcome.Index, outcome.Outcome, outcome.Plan, outcome.Deliverable, outcome.Sequence,
        outcome.Outcome == Outcome.Quarantined ? JudgedUpdate.At(update.Raw, outcome.Errors ?? []) : null)
    {
        Doubts = JudgedUpdate.At(update.Raw, outcome.Doubts),
    };

    private static IEnumerable<UpdateResponse> Numbered(JudgedMessage message, StoredMessage stored, bool alone)
    {
        var start = message.Incoming.Start;
        if (stored.Answers is { } answers)
            return answers.Select(a => a with { Index = start + a.Index, Receipt = alone ? null : stored.Receipt });
        return message.Updates.Select(u => new UpdateResponse(
            start + u.Index, Outcome.Quarantined, u.Read.Plan, u.Read.Deliverable,
            Errors: [new FieldError(u.Raw.Pointer, "different-body", "This event's id and source are known with other data: give every new event a new id.")]));
    }

    private QuarantineEntry Entry(Partner partner, JudgedMessage message, string receipt, UpdateResponse answer) => new()
    {
        Partner = partner.Id,
        Key = message.Key,
        Receipt = receipt,
        BodyHash = message.Incoming.BodyHash,
        Index = answer.Index,
        At = calendar.Now,
        Raw = JsonMarshal.GetRawUtf8Value(message.Updates[answer.Index].Raw.Json).ToArray(),
        Errors = answer.Errors ?? [],
        Plan = answer.Plan,
        Deliverable = answer.Deliverable,
    };

    private sealed record StoredMessage(string? Receipt, IReadOnlyList<UpdateResponse>? Answers)
    {
        public static readonly StoredMessage DifferentBody = new(null, null);
    }
}

/// <param name="Answer">Null when refused as a whole.</param>
public sealed record IntakeResult(IntakeResponse? Answer, IResult? Refusal);

internal sealed record JudgedMessage(Incoming Incoming, string Key, IReadOnlyList<JudgedUpdate> Updates);
