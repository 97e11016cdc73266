using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>An update after reading and before storing.</summary>
/// <param name="Index">Within its message.</param>
/// <param name="Errors">Pointers into the request's body; empty when it may be stored.</param>
/// <param name="IsForeign">It is about an item that the partner may not report on.</param>
internal sealed record JudgedUpdate(int Index, RawUpdate Raw, ReadUpdate Read, IReadOnlyList<FieldError> Errors, bool IsForeign)
{
    public static IReadOnlyList<JudgedUpdate> Of(KnownPartner partner, Incoming message, UpdateParser reading)
    {
        var judged = new JudgedUpdate[message.Updates.Count];
        for (var i = 0; i < judged.Length; i++)
            judged[i] = Of(partner.Partner, i, message.Updates[i], reading);
        return judged;
    }

    public static JudgedUpdate Of(Partner partner, int index, RawUpdate raw, UpdateParser reading)
    {
        if (raw.Refusal is { } refusal)
            return new(index, raw, new ReadUpdate(null, null, null, [], []), [refusal], false);
        var read = reading.Read(raw.Json);
        var foreign = read is { Plan: { } plan, Deliverable: { } item } && !partner.MayReportOn(plan, item);
        var errors = At(raw, read.Errors);
        return new(index, raw, read, foreign ? [.. errors, NotAllowed(partner, raw, read)] : errors, foreign);
    }

    /// <summary>Errors with pointers relative to the update, as pointers into the body.</summary>
    public static IReadOnlyList<FieldError> At(RawUpdate raw, IReadOnlyList<FieldError> errors) =>
        errors.Count == 0 ? [] : [.. errors.Select(e => e with { Pointer = raw.At(e.Pointer) })];

    /// <summary>To be looked for among what is stored, though it is refused; null when it names no plan.</summary>
    public RefusedUpdate? ToRefused() => Errors.Count > 0 && Read.Plan is { } plan ? new(Index, plan) : null;

    public UpdateResponse ToQuarantined() => new(Index, Outcome.Quarantined, Read.Plan, Read.Deliverable, Errors: Errors);

    public UpdateResponse ToDifferentBody() =>
        ToQuarantined() with
        {
            Errors =
            [
                new(
                    Raw.Pointer,
                    "different-body",
                    "This id is known with other content: give every new message, or event, a new id."),
            ],
        };

    private static FieldError NotAllowed(Partner partner, RawUpdate raw, ReadUpdate read) =>
        new(
            raw.At("/deliverable"),
            "not-allowed",
            "You may not report on this item: check plan and deliverable, or ask the programme office to add it."
                + (partner.Plans.Contains(read.Plan) ? "" : Nearest.Question(read.Plan!, partner.AllPlans())));
}
