namespace HubFunctions.Snapshots;

/// <summary>One part of a sentence: fixed words, or the plan's own.</summary>
public sealed record Phrase(string Text, bool IsOwn = false);

/// <summary>What changed as a sentence, in parts, so that the plan's own words can be marked with their language.</summary>
public static class ChangePhrases
{
    public static IReadOnlyList<Phrase> Of(Change change, Wording words) => change switch
    {
        { Field: "added" } => [new(words["Added to the plan"])],
        { Field: "removed" } => [new(words["No longer in the plan"])],
        { Field: "status", From: { } from, To: { } to } => [new($"{from} → {to}")],
        { Field: "date", From: var from, To: var to } => [new(words.Say($"Date moved from “{from}” to “{to}”"))],
        { Field: "progress", From: { } from, To: { } to } => [new(words.Say($"{from} → {to} done"))],
        { Field: "progress", To: { } to } => [new(words.Say($"{to} done"))],
        { Field: "summary", To: { } to } => [new(words["New report:"] + " "), new(to, IsOwn: true)],
        { Field: "owner", To: { } to } => [new(words["Owner is now"] + " "), new(to, IsOwn: true)],
        { Field: "owner" } => [new(words["No owner any more"])],
        { Field: "wording", To: { } to } => [new(words["Reworded:"] + " "), new(to, IsOwn: true)],
        { Field: "measure", What: { } what, To: { } to } => [new(what, IsOwn: true), new(": " + to)],
        { Field: "milestone", What: { } what, To: { } to } => [new(to + " ("), new(what, IsOwn: true), new(")")],
        { To: { } to } => [new(to)],
        { Field: "summary" } => [new(words["Report withdrawn"])],
        { Field: "progress" } => [new(words["Progress withdrawn"])],
        _ => [new(words["Withdrawn"])],
    };
}
