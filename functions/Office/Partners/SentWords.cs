using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;
using Publication = HubFunctions.Updates.Publication;

namespace HubFunctions.Office;

/// <summary>How a partner is told what became of its updates. Pure.</summary>
internal static class SentWords
{
    public static string Of(SentUpdate update) => update switch
    {
        { Outcome: Outcome.Quarantined } => "refused. Send it again with the fix, or ask the programme office to correct it",
        { Outcome: Outcome.Late } => "kept in the history; a newer update counts",
        { Publication: Publication.Public, Published: { } published } => $"public since {LondonTime.Say(published.At)}",
        { Publication: Publication.Public } => "public",
        { Publication: Publication.Returned } => "returned: send the text again in other words",
        { Publication: Publication.Held, Held: not null } => "held: the programme office is checking a text of it",
        { Publication: Publication.Held } => "held: publication of this plan is on hold",
        { Publication: Publication.Waiting } => "waiting for the next publication",
        { Publication: Publication.Internal } => "stored; this item is not public",
        _ => "stored",
    };

    public static string Of(HeldPart held) => held switch
    {
        { Decision: HeldOutcome.Returned, Message: var message } => $"The programme office on the {Field(held)}: {message}",
        { Decision: HeldOutcome.Redacted, Text: { } text } => $"The public {Field(held)} reads: {text}",
        { Decision: HeldOutcome.Redacted } => $"The {Field(held)} is published in other words.",
        { Decision: HeldOutcome.Released } => $"The {Field(held)} was checked and may be public.",
        _ => $"The {Field(held)} looks like {held.Reason}, so it is not public until the programme office has checked it.",
    };

    /// <summary>What is wrong, with the column or field where it stands.</summary>
    public static string Of(FieldError error) =>
        Place(error.Pointer) is { Length: > 0 } place ? $"{place}: {error.Detail}" : error.Detail;

    /// <summary>A warning begins with a pointer.</summary>
    public static string OfWarning(string warning) =>
        warning.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && warning[0] == '/'
            ? $"{Line(warning[..end])}{Place(warning[..end])}: {warning[(end + 2)..]}"
            : warning;

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Stored => "Stored",
        Outcome.Duplicate => "Stored before: nothing was changed",
        Outcome.Late => "Kept in the history: a newer update counts",
        _ => "Not stored",
    };

    public static bool NeedsYou(SentUpdate update) =>
        update.Outcome == Outcome.Quarantined || update.Publication is Publication.Returned or Publication.Held;

    private static string Field(HeldPart held) => held.Field == "measures" ? "figures’ wording" : held.Field;

    /// <summary>Names of a pointer that people know: no numbers, no list around the update.</summary>
    private static string Place(string pointer) => string.Join(
        ", ",
        pointer.Split('/').Where(part => part.Length > 0 && part != "data" && !part.All(char.IsAsciiDigit))
            .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)));

    private static string Line(string pointer) =>
        pointer.Split('/') is [_, var first, .. var rest] && first.All(char.IsAsciiDigit)
        ? $"Line {first}{(rest.Length > 0 ? ", " : "")}"
        : "";
}
