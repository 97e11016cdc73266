using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>A public text of an update that the guard holds back, and what the programme office decided on it. Pure.</summary>
/// <param name="Field"><c>summary</c> or <c>measures</c>.</param>
/// <param name="Reason">What the text looks like, such as "a phone number".</param>
/// <param name="Decision">Null while it waits.</param>
/// <param name="Message">What the partner is asked to change; only of a returned text.</param>
/// <param name="Text">What the public sees instead; only of a redacted text.</param>
public sealed record HeldPart(string Field, string Reason, HeldOutcome? Decision, string? Message, string? Text)
{
    /// <summary>Whether any text of an item is held back, or was once: only then an update of it has to be read.</summary>
    public static bool Concerns(ItemState state) =>
        state.Decisions is { Count: > 0 } || HeldTexts.Of(state.Summary, state.Measures).Any();

    /// <param name="now">Of the item that the update is about. What another update has replaced since, undecided, is nobody's
    /// question any more.</param>
    public static IReadOnlyList<HeldPart> Of(Update update, ItemState now)
    {
        var parts = new List<HeldPart>();
        foreach (var (field, text, reason) in HeldTexts.Of(update.Summary, update.Measures ?? [])
            .DistinctBy(h => (h.Field, h.Text)))
        {
            var decision = now.DecisionOn(HeldDecision.IdOf(update.Plan, update.Deliverable, field, text));
            if (decision is null && !HeldTexts.Of(now.Summary, now.Measures).Any(h => h.Field == field && h.Text == text))
                continue;
            parts.Add(new(
                field, reason, decision?.Outcome,
                decision?.Outcome == HeldOutcome.Returned ? decision.Message : null,
                decision?.Outcome == HeldOutcome.Redacted ? decision.Text : null));
        }

        return parts;
    }
}
