using System.Globalization;
using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>What a table says of an item's progress.</summary>
public sealed record FirstReport(string Item, Lifecycle? Lifecycle, Health? Health, int? PercentComplete, string? Note);

/// <summary>Status words, percentages and progress texts of a table, for items of which nothing was reported yet. Pure.</summary>
public static partial class FirstReports
{
    private static readonly Dictionary<string, (Lifecycle?, Health?)> Words = new (Lifecycle? Lifecycle, Health? Health, string[] Words)[]
    {
        (null, Health.OnTrack, ["green", "g", "on track", "ontrack", "on target", "on schedule"]),
        (null, Health.AtRisk, ["amber", "yellow", "a", "at risk", "atrisk", "some concerns"]),
        (null, Health.OffTrack, ["red", "r", "off track", "offtrack", "delayed", "behind schedule", "overdue"]),
        (Lifecycle.Complete, null, ["complete", "completed", "done", "delivered", "finished", "achieved", "closed", "verified"]),
        (Lifecycle.InProgress, null, ["in progress", "inprogress", "started", "underway", "under way", "ongoing", "open"]),
        (Lifecycle.Paused, null, ["paused", "on hold", "deferred"]),
        (Lifecycle.Cancelled, null, ["cancelled", "canceled", "stopped", "withdrawn"]),
        (null, null, ["", "not started", "notstarted", "not yet started", "not reported", "notreported", "not due", "not applicable", "n a", "na", "none"]),
    }.SelectMany(m => m.Words.Select(word => (word, (m.Lifecycle, m.Health)))).ToDictionary(StringComparer.Ordinal);

    /// <returns>Null when the row says nothing.</returns>
    public static FirstReport? Of(string item, ImportRow row, ImportNotes notes)
    {
        var (lifecycle, health) = row[ImportField.Status] is { } status ? Status(status, row.Line, notes) : default;
        var percent = row[ImportField.Percent] is { } text ? Percent(text, row.Line, notes) : null;
        var note = Note(row, notes);
        return (lifecycle, health, percent, note) is (null, null, null or 0, null) ? null : new(item, lifecycle, health, percent, note);
    }

    private static (Lifecycle?, Health?) Status(string text, int line, ImportNotes notes)
    {
        var word = Folding.Heading(text);
        if (Words.TryGetValue(word, out var meaning))
            return meaning;
        var first = Words.Keys.Where(w => w.Length > 2 && word.StartsWith(w + " ", StringComparison.Ordinal)).MaxBy(w => w.Length);
        if (first is not null)
            return Words[first];
        notes.Add(line, "the status is no word or colour that the hub knows; not taken.");
        return default;
    }

    private static int? Percent(string text, int line, ImportNotes notes)
    {
        if (PercentForm().Match(text) is { Success: true } match
            && decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= 100 && (value is 0 or >= 1 || match.Groups["sign"].Length > 0))
            return (int)Math.Round(value);
        notes.Add(line, "the percentage is no number from 0 to 100; not taken.");
        return null;
    }

    private static string? Note(ImportRow row, ImportNotes notes)
    {
        if (row[ImportField.Progress] is not { } text || !text.Any(char.IsLetterOrDigit))
            return null;
        if (text.Length <= PlanLimits.Text)
            return text;
        notes.Add(row.Line, $"the text about the progress has more than {PlanLimits.Text} characters; not taken.");
        return null;
    }

    [GeneratedRegex(@"^\s*(?<number>\d{1,3}(\.\d{1,6})?)\s*(?<sign>%|per cent|percent)?\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PercentForm();
}
