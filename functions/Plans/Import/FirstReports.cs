using System.Globalization;
using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>What a table says of an item's progress.</summary>
public sealed record FirstReport(string Item, Lifecycle? Lifecycle, Health? Health, int? PercentComplete, string? Note);

/// <summary>Status words, percentages and progress texts of a table, for items of which nothing was reported yet. Pure.</summary>
public static partial class FirstReports
{
    private static readonly Dictionary<string, (Lifecycle?, Health?)> Words = new(StringComparer.Ordinal)
    {
        ["green"] = (null, Health.OnTrack), ["g"] = (null, Health.OnTrack), ["on track"] = (null, Health.OnTrack), ["ontrack"] = (null, Health.OnTrack),
        ["on target"] = (null, Health.OnTrack), ["on schedule"] = (null, Health.OnTrack),
        ["amber"] = (null, Health.AtRisk), ["yellow"] = (null, Health.AtRisk), ["a"] = (null, Health.AtRisk), ["at risk"] = (null, Health.AtRisk),
        ["atrisk"] = (null, Health.AtRisk), ["some concerns"] = (null, Health.AtRisk),
        ["red"] = (null, Health.OffTrack), ["r"] = (null, Health.OffTrack), ["off track"] = (null, Health.OffTrack), ["offtrack"] = (null, Health.OffTrack),
        ["delayed"] = (null, Health.OffTrack), ["behind schedule"] = (null, Health.OffTrack), ["overdue"] = (null, Health.OffTrack),
        ["complete"] = (Lifecycle.Complete, null), ["completed"] = (Lifecycle.Complete, null), ["done"] = (Lifecycle.Complete, null), ["delivered"] = (Lifecycle.Complete, null),
        ["finished"] = (Lifecycle.Complete, null), ["achieved"] = (Lifecycle.Complete, null), ["closed"] = (Lifecycle.Complete, null), ["verified"] = (Lifecycle.Complete, null),
        ["in progress"] = (Lifecycle.InProgress, null), ["inprogress"] = (Lifecycle.InProgress, null), ["started"] = (Lifecycle.InProgress, null),
        ["underway"] = (Lifecycle.InProgress, null), ["under way"] = (Lifecycle.InProgress, null), ["ongoing"] = (Lifecycle.InProgress, null), ["open"] = (Lifecycle.InProgress, null),
        ["paused"] = (Lifecycle.Paused, null), ["on hold"] = (Lifecycle.Paused, null), ["deferred"] = (Lifecycle.Paused, null),
        ["cancelled"] = (Lifecycle.Cancelled, null), ["canceled"] = (Lifecycle.Cancelled, null), ["stopped"] = (Lifecycle.Cancelled, null), ["withdrawn"] = (Lifecycle.Cancelled, null),
        ["not started"] = default, ["notstarted"] = default, ["not yet started"] = default, ["not reported"] = default, ["notreported"] = default,
        ["not due"] = default, ["not applicable"] = default, ["n a"] = default, ["na"] = default, ["none"] = default, [""] = default,
    };

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
            && decimal.TryParse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= 100 && (value is 0 or >= 1 || match.Groups[2].Length > 0))
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

    [GeneratedRegex(@"^\s*(\d{1,3}(?:\.\d{1,6})?)\s*(%|per cent|percent)?\s*$", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex PercentForm();
}
