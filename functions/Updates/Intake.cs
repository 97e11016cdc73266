using System.Runtime.InteropServices;
using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What happens to a message from an authenticated partner: judge each update, store what is good, keep what is not,
/// answer for each. Invariant: what is stored of a message stays "duplicate" whatever left the plan, the words or the rights
/// since, so nothing is refused before its rows are read.</summary>
public sealed class Intake(
    IUpdateCommits commits,
    IPlanStore plans,
    Quarantine quarantine,
    PartnerDirectory partners,
    Receipts receipts,
    ItemSuggestions suggestions,
    HubClock calendar,
    TimeProvider clock,
    ILogger<Intake> log)
{
    /// <summary>Plans that a refusal names.</summary>
    private const int MaxNamed = 10;

    /// <param name="receivedAt">When it came (UTC, the hub's calendar), where that was not now.</param>
    /// <exception cref="StorageUnavailableException">Storage is unavailable: nothing may be acknowledged.</exception>
    public async Task<IntakeResult> AcceptAsync(
        KnownPartner partner,
        Envelope envelope,
        CancellationToken stop,
        DateTimeOffset? receivedAt = null)
    {
        var messages = await JudgeAsync(partner, envelope, stop);
        if (messages.Count == 0)
            return new(new IntakeResponse(null, [], envelope.Warnings), null);
        var stored = messages.Count == 1
            ? [await StoreAsync(partner.Partner, messages[0], receivedAt, stop)]
            : await Task.WhenAll(messages.Select(m => StoreAsync(partner.Partner, m, receivedAt, stop)));
        var nothing = stored.All(s => s.Answers.All(a => a.Outcome == Outcome.Quarantined));
        if (nothing && messages.SelectMany(m => m.Updates).All(u => u.IsForeign))
            return new(null, Foreign(partner.Partner));
        if (stored.All(s => s.IsConflict))
            return new(null, Conflict());
        await KeepAsync(partner.Partner, messages, stored, stop);
        List<UpdateResponse> answers =
        [
            .. messages
                .Zip(stored, (message, outcome) => Numbered(message, outcome, alone: messages.Count == 1))
                .SelectMany(a => a),
        ];
        foreach (var outcome in answers.CountBy(a => a.Outcome))
            HubTelemetry.Updates(outcome.Key, outcome.Value);
        return new(
            new IntakeResponse(
                stored[0].Receipt,
                await suggestions.AddAsync(partner.Partner, answers, stop),
                WarningsOf(envelope, messages, answers)),
            null);
    }

    /// <summary>A body as it came: one that cannot be read is kept too.</summary>
    internal async Task<IntakeResult> TakeAsync(
        KnownPartner partner, byte[] raw, RefusedBody body, Envelope envelope, CancellationToken stop) =>
        envelope.Refusal is { } error
            ? new(await RefuseAsync(partner.Partner, raw, body, error, stop), null)
            : await AcceptAsync(partner, envelope, stop);

    /// <summary>One quarantined update again, through the same door: at its place in the message that it came with.</summary>
    public async Task<IntakeResult> AcceptAgainAsync(
        KnownPartner partner, QuarantineEntry entry, JsonElement json, string? reason, CancellationToken stop)
    {
        var judged = JudgedUpdate.Of(partner.Partner, entry.Index, new RawUpdate("", json), Reading(partner));
        var message = new UpdateMessage(
            entry.Partner,
            entry.Key,
            entry.BodyHash,
            entry.Receipt,
            entry.Partner,
            judged.Errors.Count == 0 ? [new(entry.Index, judged.Read.Update!)] : [])
        {
            Refused = judged.ToRefused() is { } refused ? [refused] : [],
            ReadsFirst = true,
            Reason = reason,
        };
        if (await commits.AcceptAsync(message, stop) is not MessageResult.Accepted accepted)
            return new(null, Problems.Conflict("The partner has since stored another body under this id: delete this entry."));
        var answer = accepted.Outcomes is [var outcome] ? Answer(outcome, judged) : judged.ToQuarantined();
        return new(new IntakeResponse(accepted.Receipt, [answer], []), null);
    }

    /// <summary>Whether what is stored in an update's place is that update, and nothing that came by another way.</summary>
    /// <param name="answer">To the update.</param>
    internal async Task<bool> IsStoredAsync(
        KnownPartner partner, UpdateResponse answer, JsonElement json, CancellationToken stop) =>
        answer is { Outcome: not Outcome.Duplicate }
        || (answer is { Plan: { } plan, Deliverable: { } item, Sequence: { } sequence }
            && await plans.HistoryAsync(plan, item, sequence + 1, 1, stop) is [{ Update: { } stored }]
            && Reading(partner).Read(json).Update is { } update
            && HubJson.Store(stored) == HubJson.Store(update));

    /// <summary>A body that cannot be read at all.</summary>
    public async Task<IntakeResponse> RefuseAsync(
        Partner partner,
        byte[] raw,
        RefusedBody body,
        FieldError error,
        CancellationToken stop)
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
        return new IntakeResponse(
            entry.Receipt,
            [new UpdateResponse(0, Outcome.Quarantined, null, null, Errors: entry.Errors)],
            []);
    }

    /// <summary>A refusal rests on the partner's words and rights as they are now: they are read again first, at most once a
    /// second.</summary>
    internal async Task<IReadOnlyList<JudgedMessage>> JudgeAsync(KnownPartner partner, Envelope envelope, CancellationToken stop)
    {
        var judged = Judge(partner, envelope);
        if (judged.SelectMany(m => m.Updates).All(u => u.Errors.Count == 0))
            return judged;
        var now = await partners.FindAsync(partner.Partner.Id, PartnerDirectory.AgeAfterFailure, stop);
        return now is null || ReferenceEquals(now, partner) ? judged : Judge(now, envelope);
    }

    internal static IResult Foreign(Partner partner) =>
        Problems.Forbidden(
            "None of these items is yours to report on: check plan and deliverable, or ask the programme office to add them."
                + $" GET /api/partners/{partner.Id} lists what you may report on, in "
                + $"{string.Join(", ", partner.AllPlans().Take(MaxNamed))}.");

    internal static IResult Conflict() =>
        Problems.Conflict("This id is known with another body: give every new message a new id.");

    internal static IReadOnlyList<string> WarningsOf(
        Envelope envelope,
        IEnumerable<JudgedMessage> messages,
        IEnumerable<UpdateResponse> answers) =>
        Warnings.Bounded([
            .. envelope.Warnings,
            .. messages.SelectMany(m => m.Updates).SelectMany(u => JudgedUpdate.At(u.Raw, u.Read.Notes)).Select(Warnings.Of),
            .. answers.SelectMany(a => a.Doubts).Select(Warnings.Of),
        ]);

    private IReadOnlyList<JudgedMessage> Judge(KnownPartner partner, Envelope envelope)
    {
        var reading = Reading(partner);
        return
        [
            .. envelope.Messages.Select(m => new JudgedMessage(
                m,
                Receipts.KeyOf(partner.Partner.Id, m.Id),
                JudgedUpdate.Of(partner, m, reading))),
        ];
    }

    private UpdateParser Reading(KnownPartner partner)
    {
        var now = clock.GetUtcNow();
        return new(partner.Words, new ReportClock(calendar.Now, now));
    }

    private async Task<StoredMessage> StoreAsync(
        Partner partner,
        JudgedMessage message,
        DateTimeOffset? receivedAt,
        CancellationToken stop)
    {
        var receipt = receipts.For(partner.Id, message.Key);
        var answers = message.Updates.Select(u => u.ToQuarantined()).ToArray();
        if (message.ToCommit(partner.Id, receipt) is { } toCommit)
        {
            if (await commits.AcceptAsync(toCommit with { ReceivedAt = receivedAt }, stop) is not MessageResult.Accepted accepted)
                return new(receipt, [.. message.Updates.Select(u => u.ToDifferentBody())], IsConflict: true);
            receipt = accepted.Receipt;
            foreach (var outcome in accepted.Outcomes)
                answers[outcome.Index] = Answer(outcome, message.Updates[outcome.Index]);
        }

        return new(receipt, answers, IsConflict: false);
    }

    private async Task KeepAsync(
        Partner partner,
        IReadOnlyList<JudgedMessage> messages,
        IReadOnlyList<StoredMessage> stored,
        CancellationToken stop)
    {
        var refused = new List<QuarantineEntry>();
        foreach (var (message, outcome) in messages.Zip(stored))
        {
            var before = refused.Count;
            refused.AddRange(
                outcome
                    .Answers.Where(a => a.Outcome == Outcome.Quarantined)
                    .Select(a => Entry(partner, message, outcome.Receipt, a)));
            if (refused.Count > before)
                UpdateLog.Quarantined(log, partner.Id, refused.Count - before, outcome.Answers.Count, message.Key);
        }

        await quarantine.KeepAsync(refused, stop);
    }

    private static UpdateResponse Answer(UpdateOutcome outcome, JudgedUpdate update) => new(
        outcome.Index, outcome.Outcome, outcome.Plan, outcome.Deliverable, outcome.Sequence,
        outcome.Outcome == Outcome.Quarantined ? JudgedUpdate.At(update.Raw, outcome.Errors ?? []) : null)
    {
        Doubts = JudgedUpdate.At(update.Raw, outcome.Doubts),
    };

    private static IEnumerable<UpdateResponse> Numbered(JudgedMessage message, StoredMessage stored, bool alone) =>
        stored.Answers.Select(a => a with
        {
            Index = message.Incoming.Start + a.Index,
            Line = message.Incoming.Updates[a.Index].Line,
            Receipt = alone ? null : stored.Receipt,
        });

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

    /// <param name="Answers">One an update, by its index in the message.</param>
    private sealed record StoredMessage(string Receipt, IReadOnlyList<UpdateResponse> Answers, bool IsConflict);
}

/// <param name="Answer">Null when refused as a whole.</param>
public sealed record IntakeResult(IntakeResponse? Answer, IResult? Refusal);
