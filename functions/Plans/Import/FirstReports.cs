using System.Globalization;
using System.Text.RegularExpressions;

namespace HubFunctions.Plans;

/// <summary>What a table says of an item's progress.</summary>
public sealed record FirstReport(string Item, Lifecycle? Lifecycle, Health? Health, int? PercentComplete, string? Note);

/// <summary>Status words, percentages and progress texts of a table, for items of which nothing was reported yet. Pure.</summary>
public static partial class FirstReports
{
    /// <summary>What only tables say; partners say it otherwise.</summary>
    private static readonly (StatusMeaning Meaning, string[] Words)[] OfTables =
    [
        (new(null, Health.AtRisk), ["some concerns"]),
        (new(null, Health.OffTrack), ["overdue"]),
        (new(Lifecycle.Complete, null), ["closed", "verified"]),
        (new(Lifecycle.InProgress, null), ["open"]),
        (new(Lifecycle.Cancelled, null), ["stopped"]),
        (new(null, null), ["not due", "n a", "none"]),
    ];

    private static readonly Dictionary<string, StatusMeaning> ByWord = OfTables
        .SelectMany(m => m.Words.Select(word => (WordFolding.Fold(word), m.Meaning))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Words that begin other sentences too ("Blue badge scheme …"), so they count alone only.</summary>
    private static readonly HashSet<string> OnlyAlone = ["active", "blue", "dropped", "hold"];

    /// <summary>Words that a sentence about a status may begin with.</summary>
    private static readonly List<string> Beginnings =
    [
        .. UsualWords.All.Select(w => Folding.Heading(w.Word)).Concat(OfTables.SelectMany(m => m.Words))
            .Where(w => w.Length > 2 && !OnlyAlone.Contains(w)),
    ];

    /// <returns>Null when the row says nothing.</returns>
    public static FirstReport? Of(string item, ImportRow row, ImportNotes notes)
    {
        var (lifecycle, health) = row[ImportField.Status] is { } status ? Status(status, row.Line, notes) : default;
        var percent = row[ImportField.Percent] is { } text ? Percent(text, row.Line, notes) : null;
        var note = Note(row, notes);
        return (lifecycle, health, percent, note) is (null, null, null or 0, null)
            ? null
            : new(item, lifecycle, health, percent, note);
    }

    private static (Lifecycle?, Health?) Status(string text, int line, ImportNotes notes)
    {
        var words = Folding.Heading(text);
        var first = Beginnings.Where(w => words.StartsWith(w + " ", StringComparison.Ordinal)).MaxBy(w => w.Length);
        if ((Meaning(text) ?? Meaning(words) ?? (first is null ? null : Meaning(first))) is { } meaning)
            return Reported(meaning);
        if (words.Length > 0)
            notes.Add(line, "the status is no word or colour that the hub knows; not taken.");
        return default;
    }

    private static StatusMeaning? Meaning(string word) =>
        WordFolding.Fold(word) is var folded && UsualWords.Of(folded) is { } usual ? usual : ByWord.GetValueOrDefault(folded);

    /// <summary>That nothing was done or said yet is no report.</summary>
    private static (Lifecycle?, Health?) Reported(StatusMeaning meaning) => (
        meaning.Lifecycle is Lifecycle.NotStarted ? null : meaning.Lifecycle,
        meaning.Health is Health.NotReported or Health.NotApplicable ? null : meaning.Health);

    private static int? Percent(string text, int line, ImportNotes notes)
    {
        if (PercentForm().Match(text) is { Success: true } match
            && decimal.TryParse(
                match.Groups["number"].Value.Replace(',', '.'),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var value)
            && value <= 100
            && (value is 0 or >= 1 || match.Groups["sign"].Length > 0))
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

    [GeneratedRegex(
        @"^\s*(?<number>\d{1,3}([.,]\d{1,6})?)\s*(?<sign>%|per cent|percent)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000)]
    private static partial Regex PercentForm();
}
