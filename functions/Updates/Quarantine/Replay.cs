using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Judges a quarantined update again, by the partner's words and rights and the plan as they are now, under the key that
/// it came with:
/// what was stored in the meantime by other ways is not stored twice.</summary>
public sealed class Replay(
    Quarantine quarantine, PartnerDirectory partners, EnvelopeReader envelopes, Intake intake, HubClock calendar)
{
    /// <param name="corrected">What takes the place of what was sent; null for that itself.</param>
    internal async Task<IResult> RunAsync(QuarantineEntry entry, IReadOnlyList<RawUpdate>? corrected, CancellationToken stop) =>
        await JudgeAsync(entry, corrected, stop) switch
        {
            Replayed.Judged { Answer: var answer } => answer.ToResult(),
            Replayed.Refused { Errors: var errors } => Problems.Unprocessable(
                "It is still refused and stays in quarantine: fix what errors names, then replay.",
                errors),
            Replayed.Impossible { Answer: var answer } => answer,
            _ => Problems.Conflict("The partner is no longer known: PUT it again, then replay."),
        };

    /// <param name="corrected">What takes the place of what was sent; null for that itself.</param>
    internal async Task<Replayed> JudgeAsync(QuarantineEntry entry, IReadOnlyList<RawUpdate>? corrected, CancellationToken stop)
    {
        if (entry.Correction is not null)
            return new Replayed.Impossible(Problems.Conflict("It was corrected before: what was stored in its place counts."));
        if (await partners.FindAsync(entry.Partner, TimeSpan.Zero, stop) is not { } partner)
            return new Replayed.WithoutPartner();
        var envelope = entry.Body is { } body
            ? corrected is not null
                ? Envelope.Of(
                    new Incoming(body.MessageId ?? EnvelopeParser.FromHash(entry.BodyHash), entry.BodyHash, 0, corrected),
                    [])
                : await envelopes.ReadAsync(
                    partner.Partner,
                    entry.Raw,
                    BodyDecompression.Unpack(entry.Raw, body.Encoding),
                    body,
                    stop)
            : new Envelope([], []);
        if (envelope.Refusal is { } refusal)
            return new Replayed.Refused([refusal]);
        if (envelope.TooMany)
            return new Replayed.Impossible(RequestBody.TooLarge());
        var result = entry.Body is null
            ? await intake.AcceptAgainAsync(
                partner,
                entry,
                corrected?[0].Json ?? JsonElement.Parse(entry.Raw, EnvelopeParser.Strict),
                corrected is null ? null : $"Corrected by {Acting.Name}",
                stop)
            : await intake.AcceptAsync(partner, envelope, stop);
        if (result.Answer is not { } answer)
            return new Replayed.Impossible(result.Refusal!);
        if (answer.Results.Any(r => r.Outcome == Outcome.Quarantined) && entry.Body is null)
            return new Replayed.Refused(answer.Results[0].Errors ?? []);
        if (entry.Body is null && corrected is [var right]
            && !await intake.IsStoredAsync(partner, answer.Results[0], right.Json, stop))
            return new Replayed.Impossible(Problems.Conflict(
                "Something else was stored in its place before, and counts: delete this entry."));
        // Of a whole body that can be read now, the first update's entry would have this one's id: it stays while anything is
        // refused.
        if (answer.Results.All(r => r.Outcome != Outcome.Quarantined))
            await (
                corrected is null
                    ? quarantine.DeleteAsync(entry.Id, stop)
                    : quarantine.CorrectAsync(entry.Id, new(calendar.Now, Json(corrected)) { By = Acting.Name }, stop));
        return new Replayed.Judged(answer);
    }

    private static byte[] Json(IReadOnlyList<RawUpdate> updates) =>
        JsonSerializer.SerializeToUtf8Bytes(updates.Select(u => u.Json));
}

internal abstract record Replayed
{
    /// <summary>Judged again; of a whole body some of it may be refused again.</summary>
    public sealed record Judged(IntakeResponse Answer) : Replayed;

    /// <summary>It is refused again and stays in quarantine.</summary>
    public sealed record Refused(IReadOnlyList<FieldError> Errors) : Replayed;

    public sealed record WithoutPartner : Replayed;

    /// <summary>It can never be stored, or not now: the answer says why.</summary>
    public sealed record Impossible(IResult Answer) : Replayed;
}
