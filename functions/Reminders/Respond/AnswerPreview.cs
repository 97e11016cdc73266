using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>What an answer will do, in words, before and after it is sent.</summary>
/// <param name="Public">What everybody will see; empty when nothing public changes.</param>
/// <param name="Internal">What only the programme office will see.</param>
public sealed record AnswerPreview(string Title, string Where, IReadOnlyList<string> Public, IReadOnlyList<string> Internal)
{
    /// <param name="read">What words would be read as.</param>
    public static AnswerPreview Of(ResponseView view, Answer answer, Func<string, TimescaleReading> read)
    {
        var shown = new List<string>();
        var kept = new List<string>();
        switch (answer.Kind)
        {
            case AnswerKind.Date:
                kept.Add($"The date means “{answer.Meaning}”. {Meant(read(answer.Meaning!))}");
                break;
            case AnswerKind.Snooze:
                kept.Add($"Reminders about this wait {Words.Days(answer.SnoozeDays!.Value)}.");
                break;
            case AnswerKind.Deputy:
                kept.Add($"From now on reminders go to {view.Deputy?.Name ?? view.Deputy?.Role ?? "your deputy"}.");
                break;
            default:
                shown.Add(Status(view, answer));
                if (answer.Summary is { } summary)
                    shown.Add($"“{summary}”");
                if (answer.Forecast is { } forecast)
                    kept.Add($"Expected: “{forecast}”. {Meant(read(forecast))}");
                if (answer.Note is { } note)
                    kept.Add($"Note: “{note}”");
                break;
        }

        if (!view.IsPublic && shown.Count > 0)
            (shown, kept) = ([], [.. shown, .. kept, "This plan is not public, so nobody outside sees this."]);
        return new AnswerPreview(view.Item.Definition.Title, view.Where, shown, kept);
    }

    private static string Status(ResponseView view, Answer answer) => answer.Kind switch
    {
        AnswerKind.OnTrack => "Status: on track",
        AnswerKind.NeedsHelp => "Status: at risk",
        AnswerKind.Done when view.Step is { } step => $"Step complete: {(step.Label.Length > 0 ? step.Label : step.Id)}",
        _ => "Status: complete",
    };

    private static string Meant(TimescaleReading reading) => reading switch
    {
        { Due: { } due, Earliest: { } earliest } when due != earliest => $"We read this as {Words.Date(earliest)} to {Words.Date(due)}.",
        { Due: { } due } => $"We read this as {Words.Date(due)}.",
        { Kind: TimescaleKind.Ongoing or TimescaleKind.Recurring } => "We read this as ongoing.",
        _ => "We cannot read a date in this; it is kept as you wrote it.",
    };
}
