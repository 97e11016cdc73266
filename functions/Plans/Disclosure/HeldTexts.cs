using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>Says to the sender, at once, which public texts of an update wait for the programme office. Pure.</summary>
public static class HeldTexts
{
    /// <returns>Pointers relative to the update; the text itself is in none of them.</returns>
    public static IEnumerable<FieldError> DoubtsOf(Update update)
    {
        if (Reason(update.Summary) is { } reason)
            yield return Doubt("/summary", reason);
        for (var i = 0; i < (update.Measures?.Count ?? 0); i++)
        {
            var measure = update.Measures![i];
            if (DisclosureGuard.ReasonOfId(measure.Id) is { } ofId)
                yield return Doubt($"/measures/{i}/id", ofId);
            foreach (
                var (field, text) in (IEnumerable<(string, string?)>)
                    [("unit", measure.Unit), ("period", measure.Period), ("source", measure.Source)])
            {
                if (Reason(text) is { } ofText)
                    yield return Doubt($"/measures/{i}/{field}", ofText);
            }
        }
    }

    /// <summary>The texts of a report that are held back, by the names that decisions know their fields by.</summary>
    public static IEnumerable<(string Field, string Text, string Reason)> Of(string? summary, IEnumerable<MeasureValue> measures)
    {
        if (Reason(summary) is { } reason)
            yield return ("summary", summary!, reason);
        foreach (var measure in measures)
        {
            if (DisclosureGuard.ReasonOfId(measure.Id) is { } ofId)
                yield return ("measures", measure.Id, ofId);
            foreach (var text in (IEnumerable<string?>)[measure.Unit, measure.Period, measure.Source])
            {
                if (Reason(text) is { } ofText)
                    yield return ("measures", text!, ofText);
            }
        }
    }

    /// <summary>Why a public text has to wait; null when there is none or it may go out.</summary>
    public static string? Reason(string? text) => string.IsNullOrWhiteSpace(text) ? null : DisclosureGuard.Reason(text);

    /// <summary>The sentence that the public could see of a state before an update.</summary>
    public static string? PublicSummary(ItemState state, Update update)
    {
        if (state.Summary is not { Length: > 0 } summary)
            return state.ClearedSummary;
        if (Reason(summary) is null)
            return summary;
        return state.DecisionOn(HeldDecision.IdOf(update.Plan, update.Deliverable, "summary", summary)) switch
        {
            { Outcome: HeldOutcome.Released } => summary,
            { Outcome: HeldOutcome.Redacted, Text: { } text } => text,
            _ => state.ClearedSummary,
        };
    }

    private static FieldError Doubt(string pointer, string reason) =>
        new(
            pointer,
            "held-for-checking",
            $"this looks like {reason}, so it is stored and waits for the programme office; leave it out and send again to "
                + $"publish at once");
}
