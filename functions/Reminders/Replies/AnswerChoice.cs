namespace HubFunctions.Reminders;

/// <summary>One of the answers on the page, with the questions that follow it.</summary>
/// <param name="Value">Of its field.</param>
/// <param name="Hint">What choosing it does, where the label does not say.</param>
public sealed record AnswerChoice(string Value, string Label, string? Hint, IReadOnlyList<FollowUp> Questions)
{
    private static readonly FollowUp Help = new(
        "note",
        "What help do you need? (optional)",
        "For the programme office. Never published.",
        Long: true);
    private static readonly FollowUp Note = new(
        "note",
        "Note for the programme office (optional)",
        "Never published.",
        Long: true);
    private static readonly FollowUp When = new(
        "forecast",
        "When do you expect it? (optional)",
        "A date or words, such as 30 September 2022 or autumn 2022.",
        Long: false);
    private static readonly FollowUp Start = When with { Label = "When will it start? (optional)" };

    private static readonly FollowUp Meaning = new(
        "meaning",
        "What does the date mean?",
        "For example: end of September 2022. The plan’s own words stay as they are.",
        Long: false);

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<AnswerChoice> Of(ResponseView view)
    {
        var sentence = new FollowUp("summary", "One sentence (optional)", view.IsPublic
            ? "Public. Leave it empty to keep the last one."
            : "Shown if the plan becomes public. Leave it empty to keep the last one.", Long: true);
        var why = sentence with { Label = "Why, in one sentence (optional)" };
        var step = view.Step;
        return
        [
            new("on-track", "Still on track", null, [sentence, Note]),
            new("needs-help", "Needs help", "Shown as at risk.", [Help, sentence, When]),
            new("late", "It will be late", "Shown as off track.", [When, why, Note]),
            step is null
                ? new("done", "Done", null, [sentence, Note])
                : new("done", "This step is done", step.Label.Length > 0 ? step.Label : null, [sentence, Note]),
            .. step is null
                ? Array.Empty<AnswerChoice>()
                : [new AnswerChoice("all-done", "All of it is done", null, [sentence, Note])],
            new("not-started", "Not started yet", null, [Start, why, Note]),
            new("stopped", "It has been stopped", "Shown as cancelled. No more reminders come about it.", [why, Note]),
            new("date", "The date means something else", null, [Meaning]),
            new("snooze", "Not now: remind me later", null, [FollowUp.Snooze]),
            .. view.Deputy is { } deputy
                ? [new AnswerChoice("deputy", "Pass it to my deputy", deputy.Name ?? deputy.Role, [])]
                : Array.Empty<AnswerChoice>(),
        ];
    }
}

/// <param name="Field">Name of the field, before the item's place and the answer.</param>
public sealed record FollowUp(string Field, string Label, string Hint, bool Long)
{
    /// <summary>A choice of days.</summary>
    public static readonly FollowUp Snooze = new("snooze", "Remind me again in", "", Long: false);
}
