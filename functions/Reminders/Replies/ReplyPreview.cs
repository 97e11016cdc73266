using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>What a reply will do, in words, before and after it is sent.</summary>
/// <param name="Public">What everybody will see; empty when nothing public changes.</param>
/// <param name="Checked">What the programme office looks at before it is published, for it may tell of a person.</param>
/// <param name="Internal">What only the programme office will see.</param>
public sealed record ReplyPreview(
    string Title, string Where, IReadOnlyList<string> Public, IReadOnlyList<string> Checked, IReadOnlyList<string> Internal)
{
    /// <param name="read">What words would be read as.</param>
    public static ReplyPreview Of(ResponseView view, Reply reply, Func<string, TimescaleReading> read)
    {
        var shown = new List<string>();
        var held = new List<string>();
        var kept = new List<string>();
        switch (reply.Kind)
        {
            case ReplyKind.Date:
                kept.Add($"The date means “{reply.Meaning}”. {Meant(read(reply.Meaning!))}");
                break;
            case ReplyKind.Snooze:
                kept.Add($"Reminders about this wait {Words.Days(reply.SnoozeDays!.Value)}.");
                break;
            case ReplyKind.Deputy:
                kept.Add($"From now on reminders go to {view.Deputy?.Name ?? view.Deputy?.Role ?? "your deputy"}.");
                break;
            default:
                shown.Add(Status(view, reply));
                if (reply.Summary is { } summary)
                    (HeldTexts.Reason(summary) is null ? shown : held).Add($"“{summary}”");
                if (reply.Forecast is { } forecast)
                    kept.Add($"Expected: “{forecast}”. {Meant(read(forecast))}");
                if (reply.Note is { } note)
                    kept.Add($"Note: “{note}”");
                break;
        }

        if (!view.IsPublic && shown.Count > 0)
            (shown, held, kept) = ([], [], [.. shown, .. held, .. kept, "This plan is not public, so nobody outside sees this."]);
        return new ReplyPreview(view.Item.Definition.Title, view.Where, shown, held, kept);
    }

    private static string Status(ResponseView view, Reply reply) => reply.Kind switch
    {
        ReplyKind.OnTrack => "Status: on track",
        ReplyKind.NeedsHelp => "Status: at risk",
        ReplyKind.Late => "Status: off track",
        ReplyKind.NotStarted => "Status: not started",
        ReplyKind.Stopped => "Status: cancelled",
        ReplyKind.Done when view.Step is { } step => $"Step complete: {(step.Label.Length > 0 ? step.Label : step.Id)}",
        _ => "Status: complete",
    };

    private static string Meant(TimescaleReading reading) =>
        reading switch
        {
            { Due: { } due, Earliest: { } earliest } when due != earliest =>
                $"We read this as {Words.Date(earliest)} to {Words.Date(due)}.",
            { Due: { } due } => $"We read this as {Words.Date(due)}.",
            { Kind: TimescaleKind.Ongoing or TimescaleKind.Recurring } => "We read this as ongoing.",
            _ => "We cannot read a date in this; it is kept as you wrote it.",
        };
}
